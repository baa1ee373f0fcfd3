import { flagOf } from '../kinds/properties'
import { inRegion, namesOf, setsOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const limitsPerGateway = defineRule({
  code: 'TM-06',
  title: 'Burst and backend limits count per gateway',
  severity: 'info',
  why: 'Each gateway counts for itself, so what gets through is the limit times the number of gateways.',
  source: 'docs-apim, burst control and backend limits; apim.redis_config',
  remedy: 'Divide the limits by the number of gateways, or connect the gateways to a Redis.',
  check: (deployment, say) => {
    for (const set of setsOf(deployment, 'gateway')) {
      if (set.members.length < 2) continue
      const alone = set.members.filter((member) => deployment.server.get(member.id)?.redis === undefined)
      for (const { component } of alone) say.unknown('burstLimits', component)
      const counting = alone.filter(({ component }) => flagOf(component, 'burstLimits') === true)
      if (counting.length === 0) continue
      say.finding({
        message: `${namesOf(counting)}${inRegion(set.roles, deployment)} ${counting.length === 1 ? 'counts' : 'count'} burst and backend limits alone: with ${set.members.length} gateways they are up to ${set.members.length} times as wide.`,
        subjects: subjectsOf(counting),
      })
    }
  },
})
