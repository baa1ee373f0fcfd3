import { inWords } from '../base/words'
import type { Domain, Instance } from '../wiring/deployment'
import { isServer } from '../wiring/servers'
import { ownOffsetsFix } from './support/fixes'
import { openPorts } from './support/ports'
import { nameOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type Found } from './support/rule'

export const portCollision = defineRule({
  code: 'PL-07',
  title: 'Two servers on one machine want one port',
  severity: 'error',
  why: 'The second server does not start.',
  source: 'docs-apim, changing the default ports with offset',
  remedy: 'Give each server on a machine a port offset of its own, or a machine of its own.',
  check: (deployment, say) => {
    for (const host of deployment.domains.filter((domain) => domain.kind === 'host')) {
      const servers = host.instances.flatMap((id) => deployment.instance.get(id) ?? []).filter(isServer)
      for (const crowd of crowdsOf(servers)) say.finding(describe(crowd, host, servers))
    }
  },
})

interface Crowd {
  readonly servers: readonly Instance[]
  /** The lowest port that two of them want. */
  readonly port: number
}

/** Servers that want a port that another one of them wants, together with all that they are in the way of. */
function crowdsOf(servers: readonly Instance[]): readonly Crowd[] {
  const wanting = new Map<number, Instance[]>()
  for (const server of servers) {
    for (const port of openPorts(server)) wanting.set(port, [...(wanting.get(port) ?? []), server])
  }
  const crowds: { servers: Set<Instance>; port: number }[] = []
  for (const [port, rivals] of wanting) {
    if (rivals.length < 2) continue
    const known = crowds.filter((crowd) => rivals.some((server) => crowd.servers.has(server)))
    const joined = { servers: new Set(rivals), port }
    for (const crowd of known) {
      for (const server of crowd.servers) joined.servers.add(server)
      joined.port = Math.min(joined.port, crowd.port)
      crowds.splice(crowds.indexOf(crowd), 1)
    }
    crowds.push(joined)
  }
  return crowds.map((crowd) => ({ port: crowd.port, servers: servers.filter((server) => crowd.servers.has(server)) }))
}

function describe({ servers, port }: Crowd, host: Domain, onMachine: readonly Instance[]): Found {
  const names = inWords(servers.map(nameOf))
  return {
    message:
      servers.length === 2
        ? `${names} both want port ${port} on ${host.label}.`
        : `${names} want the same ports on ${host.label}, such as ${port}.`,
    subjects: [...subjectsOf([...servers].reverse()), ...host.places.map((place) => place.id)],
    ...ownOffsetsFix(servers, onMachine),
  }
}
