import type { PurposeId } from '../../model/design'
import type { Deployment, Instance } from '../../wiring/deployment'
import { networkOf } from './networks'

const BROKER: readonly PurposeId[] = ['events', 'throttle-decisions', 'event-duplication', 'cross-datacenter-events']

/** Who talks to a broker from another network or datacenter, as far as both say where they are. */
export function farSubscribers(broker: Instance, deployment: Deployment): readonly Instance[] {
  return subscribers(broker, deployment).filter((instance) => isApart(instance, broker))
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
