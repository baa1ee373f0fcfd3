import type { PurposeId } from '../model/design'
import { flagOf } from '../model/properties'
import type { Deployment, Instance } from '../wiring/deployment'
import { networkOf } from './networks'
import { nameOf, namesOf, subjectsOf } from './redundant-sets'
import type { Finding, Rule } from './rule'

const BROKER: readonly PurposeId[] = ['events', 'throttle-decisions', 'event-duplication', 'cross-datacenter-events']

export const eventsInClearText: Rule = {
  code: 'EV-11',
  title: 'Events cross networks in clear text',
  severity: 'medium',
  why: 'Plain AMQP carries the password of the super administrator.',
  source: 'product-apim: broker on 5672, and on 8672 over TLS',
  check: (deployment) =>
    deployment.instances.flatMap((broker): Finding[] => {
      if (flagOf(broker.component, 'brokerTls') !== false) return []
      const far = subscribers(broker, deployment).filter((instance) => isApart(instance, broker))
      if (far.length === 0) return []
      return [
        {
          code: 'EV-11',
          severity: 'medium',
          message: `${namesOf(far)} ${far.length === 1 ? 'listens' : 'listen'} to ${nameOf(broker)} on plain AMQP from another network or datacenter.`,
          subjects: subjectsOf([broker, ...far]),
          remedy: 'Subscribe over TLS on 8672, or through a tunnel that encrypts.',
        },
      ]
    }),
}

function subscribers(broker: Instance, deployment: Deployment): readonly Instance[] {
  const incoming = deployment.incoming.get(broker.id) ?? []
  return [
    ...new Set(
      incoming
        .filter((link) => BROKER.some((purpose) => link.purposes.has(purpose)))
        .flatMap((link) => deployment.instance.get(link.from) ?? []),
    ),
  ]
}

/** Both say where they are, and it is not the same. */
function isApart(one: Instance, other: Instance): boolean {
  const networks = [networkOf(one), networkOf(other)]
  if (!networks.includes(undefined) && networks[0] !== networks[1]) return true
  return one.datacenter !== undefined && other.datacenter !== undefined && one.datacenter !== other.datacenter
}
