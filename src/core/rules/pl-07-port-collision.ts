import { inWords } from '../base/words'
import { flagOf } from '../kinds/properties'
import type { Deployment, Domain, Instance } from '../wiring/deployment'
import { isServer } from '../wiring/servers'
import { ownOffsetsFix } from './support/fixes'
import { openPorts } from './support/ports'
import { instanceName, subjectsOf } from './support/redundant-sets'
import { defineRule, type Found } from './support/rule'

export const portCollision = defineRule({
  code: 'PL-07',
  title: 'Two on one machine want one port',
  severity: 'error',
  why: 'The second does not start.',
  source: 'docs-apim, changing the default ports with offset',
  remedy: 'Give each server on a machine a port offset of its own, and each load balancer a machine of its own.',
  check: (deployment, say) => {
    for (const host of deployment.domains.filter((domain) => domain.kind === 'host')) {
      const servers = host.instances.flatMap((id) => deployment.instance.get(id) ?? []).filter(opensPorts)
      for (const collision of collisionsOf(servers, deployment))
        say.finding(describe(collision, host, servers, deployment))
    }
  },
})

/** Servers, and load balancers that the bundle configures. A managed service stands on no machine. */
function opensPorts(instance: Instance): boolean {
  return isServer(instance) || (instance.kind === 'load-balancer' && flagOf(instance.component, 'managed') !== true)
}

interface Collision {
  readonly servers: readonly Instance[]
  /** The lowest port that two of them want. */
  readonly port: number
}

/** Those that want a port that another one of them wants, together with all that they are in the way of. */
function collisionsOf(servers: readonly Instance[], deployment: Deployment): readonly Collision[] {
  const wanting = new Map<number, Instance[]>()
  for (const server of servers) {
    for (const port of openPorts(server, deployment)) wanting.set(port, [...(wanting.get(port) ?? []), server])
  }
  const crowds: { servers: Set<Instance>; port: number }[] = []
  for (const [port, rivals] of wanting) {
    if (rivals.length < 2) continue
    const known = crowds.filter((collision) => rivals.some((server) => collision.servers.has(server)))
    const joined = { servers: new Set(rivals), port }
    for (const collision of known) {
      for (const server of collision.servers) joined.servers.add(server)
      joined.port = Math.min(joined.port, collision.port)
      crowds.splice(crowds.indexOf(collision), 1)
    }
    crowds.push(joined)
  }
  return crowds.map((collision) => ({
    port: collision.port,
    servers: servers.filter((server) => collision.servers.has(server)),
  }))
}

function describe(
  { servers, port }: Collision,
  host: Domain,
  onMachine: readonly Instance[],
  deployment: Deployment,
): Found {
  const names = inWords(servers.map(instanceName))
  return {
    message:
      servers.length === 2
        ? `${names} both want port ${port} on ${host.label}.`
        : `${names} want the same ports on ${host.label}, such as ${port}.`,
    subjects: [...subjectsOf([...servers].reverse()), ...host.places.map((place) => place.id)],
    ...ownOffsetsFix(servers, onMachine, deployment),
  }
}
