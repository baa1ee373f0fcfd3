import { KINDS } from '../../kinds'
import type { Deployment, Instance } from '../../wiring/deployment'
import { portsOpened } from '../../wiring/listeners'
import { relaysAt } from '../../wiring/relays'
import { isServer } from '../../wiring/servers'

/** Ports that a WSO2 server opens, its offset included, or a load balancer for what it answers for. */
export function openPorts(instance: Instance, deployment: Deployment): readonly number[] {
  return isServer(instance)
    ? KINDS[instance.kind].ports.map((port) => port.port + instance.offset)
    : [
        ...portsOpened(
          deployment,
          deployment.entries.filter(({ transit }) => transit.id === instance.id),
        ),
        ...relaysAt(deployment.relays, instance.id).map(({ port }) => port),
      ]
}

/** The lowest port that two of one machine both want; null when they get along. */
export function collision(a: Instance, b: Instance, deployment: Deployment): number | null {
  const wanted = new Set(openPorts(a, deployment))
  const shared = openPorts(b, deployment).filter((port) => wanted.has(port))
  return shared.length > 0 ? Math.min(...shared) : null
}
