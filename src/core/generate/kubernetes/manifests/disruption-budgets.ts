import type { Cluster } from '../plan'
import { podLabels } from '../services'
import { podRange } from '../values/common-values'
import type { Manifest } from './manifest'

/**
 * For what runs, or may run, several times. The all-in-one's chart has a budget that works, and two budgets for one pod
 * block every eviction.
 */
export function budgets(cluster: Cluster): Manifest[] {
  return cluster.releases
    .filter((release) => release.kind !== 'all-in-one' && podRange(release).most > 1)
    .map((release) => ({
      object: {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: `${release.name}-budget`, namespace: release.namespace },
        spec: { maxUnavailable: 1, selector: { matchLabels: podLabels(release) } },
      },
      because: { subjects: release.subjects, reason: 'Maintenance of the cluster stops one of them at a time' },
    }))
}
