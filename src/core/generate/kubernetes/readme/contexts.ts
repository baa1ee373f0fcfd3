import type { KubernetesPlan } from '../plan'

/** With one cluster the current context does; with several, the names of the clusters stand for their contexts. */
export function contextOption(plan: KubernetesPlan, cluster: string): string {
  return plan.clusters.length > 1 ? ` --context ${cluster}` : ''
}

export function contextOfHelm(plan: KubernetesPlan, cluster: string): string {
  return plan.clusters.length > 1 ? ` --kube-context ${cluster}` : ''
}
