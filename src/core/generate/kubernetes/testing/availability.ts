import type { Release } from '../plan'
import type { KubernetesObject } from './bundles'
import { at, type Json } from './bundles'

/**
 * The seven checks of availability that kube-score and Polaris share, over the objects of one release and of its cluster.
 * Two Deployments of one pod that stand for each other count as one of two.
 */
export function availabilityFaults(release: Release, objects: readonly KubernetesObject[]): readonly string[] {
  const here = objects.filter((object) =>
    [release.namespace, undefined].includes(at(object, 'metadata.namespace') as never),
  )
  const deployments = here.filter(({ kind }) => kind === 'Deployment')
  const pods = deployments.map((deployment) => at(deployment, 'spec.template') ?? null)
  const names = deployments.map((deployment) => at(deployment, 'metadata.name'))
  const scalers = here.filter((object) => object.kind === 'HorizontalPodAutoscaler')
  const checks: Readonly<Record<string, boolean>> = {
    replicas: deployments.reduce((sum, deployment) => sum + replicasOf(deployment, scalers), 0) >= 2,
    'host spread': pods.every((pod) => spreads(pod, pods, 'kubernetes.io/hostname')),
    'zone spread': pods.every((pod) => spreads(pod, pods, 'topology.kubernetes.io/zone')),
    'disruption budget': pods.every(
      (pod) => budgetsOf(pod, here).length === 1 && budgetsOf(pod, here).every(letsOneGo),
    ),
    autoscaler: scalers.every(
      (scaler) => Number(at(scaler, 'spec.minReplicas')) >= 2 && names.includes(at(scaler, 'spec.scaleTargetRef.name')),
    ),
    probes: pods.every((pod) => probesDiffer(pod)),
    policies: pods.every((pod) => isGuarded(pod, here)),
  }
  return Object.entries(checks).flatMap(([name, holds]) => (holds ? [] : [`${release.name}: ${name}`]))
}

/** Whether a label selector selects labels. Source: Kubernetes documentation, labels and selectors. */
export function selects(selector: Json | undefined, labels: Json | undefined): boolean {
  if (selector === undefined || labels === undefined) return false
  const wanted = Object.entries((at(selector, 'matchLabels') ?? {}) as Record<string, string>)
  const expressions = (at(selector, 'matchExpressions') ?? []) as { key: string; operator: string; values: string[] }[]
  return (
    wanted.every(([key, value]) => at(labels, key) === value) &&
    expressions.every(({ key, operator, values }) => values.includes(String(at(labels, key))) === (operator === 'In'))
  )
}

function labelsOf(pod: Json): Json | undefined {
  return at(pod, 'metadata.labels')
}

function replicasOf(deployment: KubernetesObject, scalers: readonly KubernetesObject[]): number {
  const name = at(deployment, 'metadata.name')
  const scaler = scalers.find((candidate) => at(candidate, 'spec.scaleTargetRef.name') === name)
  return Number((scaler && at(scaler, 'spec.minReplicas')) ?? at(deployment, 'spec.replicas') ?? 1)
}

/** A rule keeps the pod away from another one of the release: from its own kind, or from that of the other Deployment. */
function spreads(pod: Json, pods: readonly Json[], key: string): boolean {
  const rivals = pods.length === 1 ? pods : pods.filter((other) => other !== pod)
  const constraints = (at(pod, 'spec.topologySpreadConstraints') ?? []) as Json[]
  const affinity = at(pod, 'spec.affinity.podAntiAffinity') ?? null
  const required = (at(affinity, 'requiredDuringSchedulingIgnoredDuringExecution') ?? []) as Json[]
  return [...constraints, ...required].some(
    (rule) =>
      at(rule, 'topologyKey') === key && rivals.every((rival) => selects(at(rule, 'labelSelector'), labelsOf(rival))),
  )
}

function budgetsOf(pod: Json, objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return objects.filter(
    (object) => object.kind === 'PodDisruptionBudget' && selects(at(object, 'spec.selector'), labelsOf(pod)),
  )
}

function letsOneGo(budget: KubernetesObject): boolean {
  const least = at(budget, 'spec.minAvailable')
  return least === undefined ? Number(at(budget, 'spec.maxUnavailable')) >= 1 : Number.parseInt(String(least), 10) <= 50
}

function probesDiffer(pod: Json): boolean {
  const containers = at(pod, 'spec.containers') as Json[]
  return containers.every((container) => {
    const [liveness, readiness] = ['livenessProbe', 'readinessProbe'].map((name) => at(container, name))
    const actions = [liveness, readiness].map((probe) => JSON.stringify(probe && at(probe, 'httpGet')))
    return liveness !== undefined && readiness !== undefined && actions[0] !== actions[1]
  })
}

/** Some policy guards each direction, and opens something for this pod in particular. */
function isGuarded(pod: Json, objects: readonly KubernetesObject[]): boolean {
  const policies = objects.filter(
    (object) => object.kind === 'NetworkPolicy' && selects(at(object, 'spec.podSelector'), labelsOf(pod)),
  )
  const types = policies.flatMap((policy) => at(policy, 'spec.policyTypes') as string[])
  const opened = policies.some((policy) => ((at(policy, 'spec.ingress') ?? []) as Json[]).length > 0)
  return types.includes('Ingress') && types.includes('Egress') && opened
}
