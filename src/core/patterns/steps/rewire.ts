import { completeWiring, connectAll } from '../../fixes/complete'
import { withLocalThrottling } from '../../fixes/local-throttling'
import type { WantedConnection } from '../../fixes/wanted-connections'
import { KINDS } from '../../kinds'
import { hasRole } from '../../kinds/roles'
import { legalBetween } from '../../links/legal'
import type { Connection, Design, Id, KindId, PurposeId } from '../../model/design'
import { componentById } from '../../model/queries'
import type { Instance } from '../../wiring/deployment'
import { graphOf } from '../../wiring/graph'
import { resolve } from '../../wiring/resolve'
import { rolesByRegion } from '../../wiring/roles'
import { addSupport } from './adding'
import { forsaken, frontOf, lastBalancers } from './fronts'
import { dropDead, dropObsolete, dropUselessDatabases, leaveRemoteControl } from './lines'
import { classesOf, groupsOf, type Need, type ServerClass, unmetNeeds, wideOf } from './needs'
import { isServer, regionIdOf } from './region'

/** More than the longest chain of things that follow from each other. */
const ROUNDS = 4

/** Fits the connections of a drawing to servers that were added, changed or taken away since `source`. */
export function rewire(design: Design, source: Design): Design {
  let current = leaveRemoteControl(dropObsolete(design, source), source)
  current = shareSupport(current, source)
  current = leadFronts(current)
  current = leadWide(current)
  for (let round = 0; round < ROUNDS; round++) {
    const completed = completeWiring(current).design
    const met = meetNeeds(completed)
    if (met === current) break
    current = met
  }
  current = withLocalThrottling(current, resolve(current))
  return dropUselessDatabases(dropDead(callBackends(current, source), source))
}

/** Leads one load balancer to all servers of each class, and callers of single ones through it. */
function leadFronts(design: Design): Design {
  const deployment = resolve(design)
  const graph = graphOf(deployment)
  const led = rolesByRegion(deployment)
    .flatMap((region) => classesOf(deployment, region))
    .flatMap(groupsOf)
    .flatMap((target) => {
      const front = target.servers.length > 1 ? frontOf(deployment, target) : undefined
      return front ? [{ target, front }] : []
    })
  const connected = connectAll(
    design,
    led.flatMap(({ target, front }) => behind(front, target, graph)),
  )
  return led.reduce((current, { target, front }) => throughFront(current, target, front), connected)
}

function behind(front: Instance, { servers }: ServerClass, graph: ReturnType<typeof graphOf>): WantedConnection[] {
  return lastBalancers(front, graph).flatMap((balancer) =>
    distinct(servers.map(({ instance }) => instance.component.id)).map((to) => ({ from: balancer.component.id, to })),
  )
}

function distinct(ids: readonly Id[]): readonly Id[] {
  return [...new Set(ids)]
}

/** People and programs that dial some servers of a class by name dial what stands in front of all of them instead. */
function throughFront(design: Design, { servers }: ServerClass, front: Instance): Design {
  const targets = new Set(servers.map(({ instance }) => instance.component.id))
  const { connections } = design.topology
  const isCall = ({ from, to }: Connection) =>
    targets.has(to) && KINDS[componentById(design, from)?.kind ?? 'backend'].actor === true
  const callers = distinct(connections.filter(isCall).map(({ from }) => from))
  let current = design
  for (const from of callers) {
    const direct = connections.filter((item) => item.from === from && isCall(item))
    current = {
      ...current,
      topology: {
        ...current.topology,
        connections: current.topology.connections.filter((item) => !direct.includes(item)),
      },
    }
    const narrowed = direct.every(({ purposes }) => purposes)
      ? [...new Set(direct.flatMap(({ purposes = [] }) => purposes))]
      : undefined
    current = connectAll(current, [{ from, to: front.component.id, ...(narrowed && { purposes: narrowed }) }])
  }
  return current
}

/**
 * A name has one port: where one datacenter is entered by a load balancer, each is, though it has a single server behind.
 */
function withFronts(design: Design): Design {
  const deployment = resolve(design)
  const wide = wideOf(deployment)?.component.id
  const targets = rolesByRegion(deployment).flatMap((region) =>
    classesOf(deployment, region).filter(({ role }) => role === 'gateway'),
  )
  const open = targets.filter((target) => !frontOf(deployment, target))
  if (wide === undefined || open.length === targets.length) return design
  return open.reduce((current, { region, servers }) => {
    const ids = distinct(servers.map(({ instance }) => instance.component.id))
    const added = addSupport(current, 'load-balancer', region.region.id, KINDS['load-balancer'].label)
    const front = added.topology.components.at(-1)?.id
    if (front === undefined || added === current) return current
    const connections = added.topology.connections.filter(({ from, to }) => from !== wide || !ids.includes(to))
    return connectAll(
      { ...added, topology: { ...added.topology, connections } },
      ids.map((to) => ({ from: front, to })),
    )
  }, design)
}

/** What leads into several datacenters leads to the front of each, or to its servers. */
function leadWide(source: Design): Design {
  const design = withFronts(source)
  const deployment = resolve(design)
  const regions = rolesByRegion(deployment)
  const wide = wideOf(deployment)
  if (!wide || regions.length < 2) return design
  const central = regions.filter((region) => region.control.length > 0).length < 2
  const wanted = regions.flatMap((region): WantedConnection[] => {
    const target = classesOf(deployment, region).find(({ role }) => role === 'gateway')
    if (!target) return []
    const front = frontOf(deployment, target)
    const to = front ? [front.component.id] : distinct(target.servers.map(({ instance }) => instance.component.id))
    const purposes: readonly PurposeId[] | undefined = central ? ['api-traffic'] : undefined
    return to
      .filter((id) => !design.topology.connections.some((item) => item.from === wide.component.id && item.to === id))
      .map((id) => ({ from: wide.component.id, to: id, ...(purposes && { purposes }) }))
  })
  return connectAll(design, wanted)
}

/** Draws, or widens, the way of everything that must reach servers over HTTPS and does not. */
function meetNeeds(design: Design): Design {
  let current = design
  for (let round = 0; round < ROUNDS; round++) {
    const deployment = resolve(current)
    const before = current
    for (const need of unmetNeeds(deployment)) current = connectAll(current, wayOf(need, deployment))
    if (current === before) break
  }
  return current
}

function wayOf(need: Need, deployment: ReturnType<typeof resolve>): readonly WantedConnection[] {
  const graph = graphOf(deployment)
  const { from, purpose, target } = need
  const start = from.component.id
  const line = (a: Id, b: Id): WantedConnection => ({ from: a, to: b, purposes: [purpose] })
  const servers = distinct(target.servers.map(({ instance }) => instance.component.id))
  const front = forsaken(deployment, from) ?? frontOf(deployment, target)
  if (!front)
    return (need.each ? servers : servers.slice(0, 1)).filter((to) => to !== start).map((to) => line(start, to))
  const wide = wideFor(need, deployment)
  const balancers = lastBalancers(front, graph).map((balancer) => balancer.component.id)
  const entry = front.component.id
  return [
    ...(wide ? [line(start, wide), line(wide, entry)] : [line(start, entry)]),
    ...balancers.filter((id) => id !== entry).map((id) => line(entry, id)),
    ...balancers.flatMap((balancer) => servers.map((server) => line(balancer, server))),
  ]
}

/** API calls enter several datacenters through what leads to all of them; tokens too, where each issues its own. */
function wideFor({ from, purpose, each }: Need, deployment: ReturnType<typeof resolve>): Id | undefined {
  const regions = rolesByRegion(deployment)
  if (!each || regions.length < 2 || hasRole(from.kind, 'wide-front')) return undefined
  const active = regions.filter((region) => region.control.length > 0).length > 1
  const goesWide = purpose === 'api-traffic' || (purpose === 'token' && active)
  return goesWide ? wideOf(deployment)?.component.id : undefined
}

/** Backends that lost all their callers are called by the servers that execute APIs now, and each of those calls one. */
function callBackends(design: Design, source: Design): Design {
  const called = (of: Design, id: Id) => of.topology.connections.some((item) => item.to === id)
  const deployment = resolve(design)
  const graph = graphOf(deployment)
  const backends = design.topology.components.filter(({ kind }) => hasRole(kind, 'backend'))
  const lost = backends.filter(({ id }) => called(source, id) && !called(design, id))
  const executing = rolesByRegion(deployment).map((region) =>
    region.gateways.length > 0 ? region.gateways : region.allInOnes,
  )
  const callers = executing.find((servers) => servers.length > 0) ?? []
  const silent = executing.flat().filter(({ instance }) => graph.reach(instance.id, 'backend').ends.length === 0)
  const [first] = lost.length > 0 ? lost : backends
  return connectAll(design, [
    ...lost.flatMap((backend) =>
      distinct(callers.map(({ instance }) => instance.component.id)).map((from) => ({ from, to: backend.id })),
    ),
    ...distinct(silent.map(({ instance }) => instance.component.id)).flatMap((from): WantedConnection[] => {
      if (!first) return []
      const narrowed = design.topology.connections.some((item) => item.from === from && item.to === first.id)
      return [{ from, to: first.id, ...(narrowed && { purposes: ['backend'] }) }]
    }),
  ])
}

/** What servers use beside each other and databases: where one of its kind does, so does another. */
const SUPPORT: readonly KindId[] = [
  'user-store',
  'redis',
  'shared-file-system',
  'analytics',
  'observability',
  'secret-store',
  'image-registry',
  'time-service',
]

/** New servers use the user store, counters and sinks that their kind uses, or where it is a new kind, that all use. */
function shareSupport(design: Design, source: Design): Design {
  const supports = design.topology.components.filter(({ kind }) => SUPPORT.includes(kind))
  const fresh = design.topology.components.filter(
    (item) => isServer(item) && componentById(source, item.id)?.kind !== item.kind,
  )
  if (supports.length === 0 || fresh.length === 0) return design
  const drawn = new Set(design.topology.connections.map(({ from, to }) => `${from} ${to}`))
  const known = new Set(source.topology.components.map(({ kind }) => kind))
  const wanted = supports.flatMap((support) => {
    const users = source.topology.connections.flatMap(({ from, to }) =>
      to === support.id ? (componentById(source, from) ?? []) : [],
    )
    return fresh
      .filter(({ id, kind }) => legalBetween(kind, support.kind).size > 0 && !drawn.has(`${id} ${support.id}`))
      .filter((server) => {
        const region = regionIdOf(design, server.id)
        const near = users.filter((user) => [region, ''].includes(regionIdOf(source, user.id)))
        return near.some((user) => (known.has(server.kind) ? user.kind === server.kind : isServer(user)))
      })
      .map(({ id }) => ({ from: id, to: support.id }))
  })
  return connectAll(design, wanted)
}

/** Callers of one datacenter's entrance call through what leads to all of them. */
export function callThroughWide(design: Design, wide: Id): Design {
  const { connections, components } = design.topology
  const consumers = components.filter(({ kind }) => kind === 'api-consumer').map(({ id }) => id)
  const deployment = resolve(design)
  const isEntrance = (connection: Connection) => {
    const to = componentById(design, connection.to)
    if (!consumers.includes(connection.from) || !to || hasRole(to.kind, 'wide-front')) return false
    return (deployment.purposes.get(connection.id) ?? []).includes('api-traffic')
  }
  const direct = connections.filter(isEntrance)
  if (direct.length === 0) return design
  const callers = distinct(direct.map(({ from }) => from))
  const kept = {
    ...design,
    topology: { ...design.topology, connections: connections.filter((item) => !direct.includes(item)) },
  }
  return connectAll(
    kept,
    callers.map((from) => ({ from, to: wide })),
  )
}
