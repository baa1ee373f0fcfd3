import type { Instance } from '../wiring/deployment'
import { namesOf, subjectsOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

const MOST_PER_PAIR = 10

export const tooManyGatewaysPerPair: Rule = {
  code: 'HA-08',
  title: 'More gateways than one pair of Traffic Managers is tested with',
  severity: 'medium',
  why: 'Every gateway sends each of its requests as an event to every Traffic Manager of the pair.',
  source: 'docs-apim, scaling the gateway: up to 10 gateways for a Traffic Manager',
  check: (deployment) => {
    const groups = new Map<string, { readonly throttlers: readonly Instance[]; readonly gateways: Instance[] }>()
    for (const { instance, throttlers } of deployment.servers) {
      if (instance.kind !== 'universal-gateway' || throttlers.length === 0) continue
      const key = throttlers.map((throttler) => throttler.id).join('|')
      const known = groups.get(key)
      if (known) known.gateways.push(instance)
      else groups.set(key, { throttlers, gateways: [instance] })
    }
    return [...groups.values()]
      .filter(({ throttlers, gateways }) => gateways.length > MOST_PER_PAIR * Math.ceil(throttlers.length / 2))
      .map(({ throttlers, gateways }) => ({
        code: 'HA-08',
        severity: 'medium',
        message: `${gateways.length} gateways send their request counts to ${namesOf(throttlers)}; a pair is tested with ${MOST_PER_PAIR}.`,
        subjects: subjectsOf([...throttlers, ...gateways]),
        remedy: 'Split the gateways into groups, each with a pair of Traffic Managers of its own.',
      }))
  },
}
