import { servicePortOf } from '../kinds/ports'
import { numberOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import type { Address, Deployment, InstanceId, Server } from './deployment'
import { addressOfEntry, entryOf } from './entries'
import { graphOf } from './graph'
import { hopsFrom } from './hops'
import { standsInPlace } from './identity-servers'
import { addressOfRelay, relaysAt } from './relays'

/**
 * Issuers of other products that a server dials, each by its address: the one that its file names, and those that it is
 * connected to and that are registered in the Admin Portal.
 */
export function outsideIssuers(deployment: Deployment, { instance, keyManager }: Server): readonly Address[] {
  const graph = graphOf(deployment)
  const isOutside = (id: string) => hasRole(deployment.instance.get(id)?.kind ?? 'backend', 'outside-key-manager')
  const drawn = hopsFrom(graph, instance.id, 'key-management').flatMap(({ to, first, connections }): Address[] => {
    if (hasRole(to.kind, 'outside-key-manager')) {
      const port = numberOf(to.component, 'port') ?? servicePortOf(to.kind)
      return [{ host: to.hostname, port, via: to.id, first, targets: [to.id], connections }]
    }
    const entry = graph.isTransit(to.id) ? entryOf(deployment.entries, to, 'key-manager') : undefined
    const behind = [
      ...(entry ? [addressOfEntry(entry)] : []),
      ...relaysAt(deployment.relays, to.id)
        .filter(({ service }) => service === 'key-manager')
        .map(addressOfRelay),
    ]
    return behind
      .filter(({ targets }) => targets.some(isOutside))
      .map((address) => ({ ...address, first, connections: [...connections, ...address.connections] }))
  })
  const registered = drawn.filter(({ targets }) => !targets.some((id) => isInPlace(deployment, id)))
  const named = keyManager?.targets.some(isOutside) ? [keyManager] : []
  const isNamed = ({ via, port }: Address) => via === keyManager?.via && port === keyManager.port
  return [...named, ...registered.filter((address) => named.length === 0 || !isNamed(address))]
}

function isInPlace({ instance }: Deployment, id: InstanceId): boolean {
  const found = instance.get(id)?.component
  return found !== undefined && standsInPlace(found)
}
