import { VERSIONS } from '../versions'
import { sharesCounts } from '../wiring/shared-counts'
import { inRegion, namesOf, setsOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const tooManyTrafficManagers = defineRule({
  code: 'HA-06',
  title: 'More than two Traffic Managers',
  severity: 'error',
  why: 'A third Traffic Manager misses the decisions that the others copy to one peer: the layer does not grow sideways.',
  source: 'docs-apim, scaling the gateway; distributed throttling (4.6.0 and newer)',
  check: (deployment, say) => {
    if (sharesCounts(deployment)) return
    for (const { members, roles } of setsOf(deployment, 'traffic-manager')) {
      if (members.length <= 2 || roles.trafficManagers.length <= 2) continue
      say.finding({
        message: `${namesOf(members)} are ${members.length} Traffic Managers${inRegion(roles, deployment)}; decisions reach one peer only.`,
        subjects: subjectsOf(members),
        remedy: VERSIONS[deployment.design.apimVersion].distributedThrottling
          ? 'Keep two Traffic Managers, or turn on distributed throttling with Redis in the settings.'
          : 'Keep two Traffic Managers, or give each group of gateways a pair of its own.',
      })
    }
  },
})
