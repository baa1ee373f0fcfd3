import { flagOf } from '../model/properties'
import { inRegion, namesOf, setsOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const limitsPerGateway: Rule = {
  code: 'TM-06',
  title: 'Burst and backend limits count per gateway',
  severity: 'info',
  why: 'Each gateway counts for itself, so what gets through is the limit times the number of gateways.',
  source: 'docs-apim, burst control and backend limits; apim.redis_config',
  check: (deployment) =>
    setsOf(deployment, 'gateway').flatMap((set): Finding[] => {
      const counting = set.members.filter(
        (member) =>
          flagOf(member.component, 'burstLimits') === true && deployment.server.get(member.id)?.redis === undefined,
      )
      if (set.members.length < 2 || counting.length === 0) return []
      return [
        {
          code: 'TM-06',
          severity: 'info',
          message: `${namesOf(counting)}${inRegion(set.roles, deployment)} ${counting.length === 1 ? 'counts' : 'count'} burst and backend limits alone: with ${set.members.length} gateways they are up to ${set.members.length} times as wide.`,
          subjects: subjectsOf(counting),
          remedy: 'Divide the limits by the number of gateways, or connect the gateways to a Redis.',
        },
      ]
    }),
}
