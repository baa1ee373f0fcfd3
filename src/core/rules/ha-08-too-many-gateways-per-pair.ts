import { alike } from '../base/grouped'
import type { Deployment, Instance } from '../wiring/deployment'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

const MOST_PER_PAIR = 10

export const tooManyGatewaysPerPair = defineRule({
  code: 'HA-08',
  title: 'More gateways than one pair of Traffic Managers is tested with',
  severity: 'medium',
  why: 'Every gateway sends each of its requests as an event to every Traffic Manager of the pair.',
  source: 'docs-apim, scaling the gateway: up to 10 gateways for a Traffic Manager',
  remedy: 'Split the gateways into groups, each with a pair of Traffic Managers of its own.',
  check: (deployment, say) => {
    for (const { throttlers, gateways } of groupsOf(deployment)) {
      if (gateways.length <= MOST_PER_PAIR * Math.ceil(throttlers.length / 2)) continue
      say.finding({
        message: `${gateways.length} gateways send their request counts to ${namesOf(throttlers)}; a pair is tested with ${MOST_PER_PAIR}.`,
        subjects: subjectsOf([...throttlers, ...gateways]),
      })
    }
  },
})

interface Group {
  readonly throttlers: readonly Instance[]
  readonly gateways: readonly Instance[]
}

/** Gateways by the Traffic Managers that they send their counts to. */
function groupsOf(deployment: Deployment): readonly Group[] {
  const counted = deployment.servers.filter(
    ({ instance, throttlers }) => instance.kind === 'universal-gateway' && throttlers.length > 0,
  )
  return alike(counted, ({ throttlers }) => throttlers.map(({ id }) => id).join('|')).map((same) => ({
    throttlers: same[0].throttlers,
    gateways: same.map(({ instance }) => instance),
  }))
}
