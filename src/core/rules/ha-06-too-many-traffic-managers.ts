import { VERSIONS } from '../versions'
import { sharesCounts } from '../wiring/shared-counts'
import { inRegion, namesOf, setsOf, subjectsOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

export const tooManyTrafficManagers: Rule = {
  code: 'HA-06',
  title: 'More than two Traffic Managers',
  severity: 'error',
  why: 'A third Traffic Manager misses the decisions that the others copy to one peer: the layer does not grow sideways.',
  source: 'docs-apim, scaling the gateway; distributed throttling (4.6.0 and newer)',
  check: (deployment) => {
    if (sharesCounts(deployment)) return []
    return setsOf(deployment, 'traffic-manager')
      .filter((set) => set.members.length > 2 && set.roles.trafficManagers.length > 2)
      .map((set) => ({
        code: 'HA-06',
        severity: 'error',
        message: `${namesOf(set.members)} are ${set.members.length} Traffic Managers${inRegion(set.roles, deployment)}; decisions reach one peer only.`,
        subjects: subjectsOf(set.members),
        remedy: VERSIONS[deployment.design.apimVersion].distributedThrottling
          ? 'Keep two Traffic Managers, or turn on distributed throttling with Redis in the settings.'
          : 'Keep two Traffic Managers, or give each group of gateways a pair of its own.',
      }))
  },
}
