import type { Id } from '../../../model/design'
import type { Cluster } from '../plan'
import type { Manifest } from './manifest'

export function namespaces(cluster: Cluster): Manifest[] {
  return cluster.namespaces.map((name) => ({
    object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    because: { subjects: subjectsIn(cluster, name), reason: 'Releases of these servers go here' },
  }))
}

function subjectsIn(cluster: Cluster, namespace: string): readonly Id[] {
  const here = cluster.releases.filter((release) => release.namespace === namespace)
  return [
    ...new Set([
      ...here.flatMap((release) => release.group.namespace ?? []),
      ...here.flatMap(({ subjects }) => subjects),
    ]),
  ]
}
