import type { Cluster, KubernetesPlan } from '../plan'
import { publishersOf } from '../values/publisher-values'
import type { Manifest } from './manifest'

export function publisherMaps(plan: KubernetesPlan, cluster: Cluster): Manifest[] {
  return cluster.releases.flatMap((release) => {
    const { files, subjects, configMap } = publishersOf(plan, release)
    if (files.length === 0) return []
    return [
      {
        object: {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: configMap, namespace: release.namespace },
          data: Object.fromEntries(files.map(({ name, content }) => [name, content])),
        },
        because: { subjects, reason: 'Carries events of this region to the brokers of the others' },
      },
    ]
  })
}
