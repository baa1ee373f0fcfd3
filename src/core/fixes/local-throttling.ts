import { withTopology } from '../document/change'
import type { Connection, Design, PurposeId } from '../model/design'
import type { Deployment, Instance } from '../wiring/deployment'

const THROTTLING: readonly PurposeId[] = ['throttle-events', 'throttle-decisions']

/** Traffic Managers of other datacenters that a server sends events to or gets decisions from. */
export function remoteThrottlers(deployment: Deployment, { id, datacenter }: Instance): readonly Instance[] {
  const server = deployment.server.get(id)
  return [...new Set([...(server?.throttlers ?? []), ...(server?.deciders ?? [])])].filter(
    (other) => other.kind === 'traffic-manager' && other.datacenter?.key !== datacenter?.key,
  )
}

export function hasThrottlersOfItsOwn(deployment: Deployment, { datacenter }: Instance): boolean {
  return deployment.instances.some(
    (other) => other.kind === 'traffic-manager' && other.datacenter?.key === datacenter?.key,
  )
}

/** Gateways of datacenters that have Traffic Managers leave those of other datacenters. */
export function withLocalThrottling(design: Design, deployment: Deployment): Design {
  const left = new Set(
    deployment.instances
      .filter((instance) => instance.kind === 'universal-gateway' && hasThrottlersOfItsOwn(deployment, instance))
      .flatMap((gateway) =>
        remoteThrottlers(deployment, gateway).map((remote) => `${gateway.component.id} ${remote.component.id}`),
      ),
  )
  if (left.size === 0) return design
  const connections = design.topology.connections.flatMap((line): readonly Connection[] => {
    if (!left.has(`${line.from} ${line.to}`)) return [line]
    const purposes = line.purposes?.filter((purpose) => !THROTTLING.includes(purpose)) ?? []
    return purposes.length === 0 ? [] : [{ ...line, purposes }]
  })
  return withTopology(design, { connections })
}
