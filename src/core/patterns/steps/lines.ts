import { KINDS } from '../../kinds'
import { hasRole, kindsWith } from '../../kinds/roles'
import type { Component, Connection, Design, Id, KindId, PurposeId } from '../../model/design'
import { componentById, connectionById } from '../../model/queries'
import type { Deployment } from '../../wiring/deployment'
import { graphOf } from '../../wiring/graph'
import { mayLoop, mayTouch } from '../../wiring/judge'
import { illegalPurposes } from '../../wiring/links'
import { resolve } from '../../wiring/resolve'
import { isServer, regionIdOf, serversOf } from './region'

/** Connections and purposes that no longer make sense once servers have changed. */

/** Keeps each connection with the purposes that `keep` answers: undefined = as it is, empty = not at all. */
function narrow(design: Design, keep: (connection: Connection) => readonly PurposeId[] | undefined): Design {
  let changed = false
  const connections = design.topology.connections.flatMap((connection): Connection[] => {
    const kept = keep(connection)
    if (kept === undefined) return [connection]
    changed = true
    return kept.length === 0 ? [] : [{ ...connection, purposes: kept }]
  })
  return changed ? { ...design, topology: { ...design.topology, connections } } : design
}

/**
 * Drops what has become illegal, and what other servers do now: calls and tokens that went to a server which no longer
 * answers them. What was wrong in the drawing before stays as it was.
 */
export function dropObsolete(design: Design, source: Design): Design {
  const moved = movedDuties(design, source)
  return narrow(design, (connection) => {
    const from = componentById(design, connection.from)
    const to = componentById(design, connection.to)
    if (!from || !to) return undefined
    const wrong = new Set([...newlyIllegal(from, to, connection, source), ...moved(from, to)])
    if (!connection.purposes)
      return isNewlyApart(from, to, source) || (CALLED.includes(to.kind) && moved(from, to).length > 0) ? [] : undefined
    const kept = connection.purposes.filter((purpose) => !wrong.has(purpose))
    return kept.length === connection.purposes.length ? undefined : kept
  })
}

/** Two kinds that may not be joined, which before were other kinds that might. */
function isNewlyApart(from: Component, to: Component, source: Design): boolean {
  if (from === to || mayTouch(from.kind, to.kind)) return false
  const before = [componentById(source, from.id), componentById(source, to.id)]
  const [a, b] = before
  return !a || !b || mayTouch(a.kind, b.kind)
}

function newlyIllegal(
  from: Component,
  to: Component,
  { purposes = [] }: Connection,
  source: Design,
): readonly PurposeId[] {
  const illegal = (a: Component, b: Component) =>
    a.id === b.id
      ? purposes.filter((purpose) => !mayLoop(a.kind, [purpose]) && !isCopyAmongInstances(a, purpose))
      : illegalPurposes(a.kind, b.kind, purposes)
  const a = componentById(source, from.id)
  const b = componentById(source, to.id)
  const before = a && b ? illegal(a, b) : []
  return illegal(from, to).filter((purpose) => !before.includes(purpose))
}

function isCopyAmongInstances({ replicas = 1 }: Component, purpose: PurposeId): boolean {
  return purpose === 'event-duplication' && replicas > 1
}

/** What servers ask of the control plane, and of whatever answers for it. */
const OF_CONTROL: readonly PurposeId[] = ['control', 'events', 'key-management']

/** Where a region has a control plane now, and had none, its servers leave that of another region. */
export function leaveRemoteControl(design: Design, source: Design): Design {
  const controlled = (of: Design, region: Id | '') => serversOf(of, region, kindsWith('control-plane')).length > 0
  const { purposes } = resolve(design)
  return narrow(design, ({ id, from, to }) => {
    const [caller, region] = [componentById(design, from), regionIdOf(design, from)]
    if (!caller || !isServer(caller) || controlled(source, region) || !controlled(design, region)) return undefined
    if (regionIdOf(design, to) === region || !controlled(design, regionIdOf(design, to))) return undefined
    const carried = purposes.get(id) ?? []
    const kept = carried.filter((purpose) => !OF_CONTROL.includes(purpose))
    return kept.length === carried.length ? undefined : kept
  })
}

const CALLS: readonly PurposeId[] = ['api-traffic', 'backend', 'webhook-callback']
/** What gateways call. */
const CALLED: readonly KindId[] = [...kindsWith('backend'), 'webhook-subscriber']
const TOKENS: readonly PurposeId[] = ['token', 'key-management']
const PEER_EVENTS: readonly PurposeId[] = ['event-duplication', 'event-publishing']

/** Purposes that a connection between two components is no longer for, because other servers have taken the duty over. */
function movedDuties(design: Design, source: Design): (from: Component, to: Component) => readonly PurposeId[] {
  const gained = (kind: Component['kind'], region: Id | '') =>
    serversOf(source, region, [kind]).length === 0 && serversOf(design, region, [kind]).length > 0
  const has = (of: Design, kind: Component['kind']) => of.topology.components.some((item) => item.kind === kind)
  const tokensMoved = has(design, 'key-manager') && !has(source, 'key-manager')
  const tokensBack = has(source, 'key-manager') && !has(design, 'key-manager')
  const isControl = ({ kind }: Component) => hasRole(kind, 'control-plane')
  return (from, to) => {
    const duties: PurposeId[] = []
    const callsMoved = (server: Component) =>
      isControl(server) && gained('universal-gateway', regionIdOf(design, server.id))
    if (callsMoved(to) || callsMoved(from)) duties.push(...CALLS)
    if (tokensMoved && isControl(to)) duties.push(...TOKENS)
    if (tokensBack && isControl(from) && KINDS[to.kind].transit) duties.push('key-management')
    if (isControl(from) && isControl(to) && regionIdOf(design, from.id) !== regionIdOf(design, to.id))
      duties.push(...PEER_EVENTS)
    return duties
  }
}

/** Drops lines into load balancers that lead nowhere any more, unless they led nowhere before and nobody waits for an answer. */
export function dropDead(design: Design, source: Design): Design {
  const now = resolve(design)
  const before = resolve(source)
  return narrow(design, (connection) => {
    const from = componentById(design, connection.from)
    const to = componentById(design, connection.to)
    if (!from || !to || !KINDS[to.kind].transit || KINDS[from.kind].transit) return undefined
    const carried = now.purposes.get(connection.id) ?? []
    const live = carried.filter((purpose) => leadsOn(now, to.id, purpose))
    if (live.length === carried.length && carried.length > 0) return undefined
    const old = connectionById(source, connection.id)
    const wasDead =
      old !== undefined && (before.purposes.get(old.id) ?? []).every((item) => !leadsOn(before, old.to, item))
    if (!wasDead) return live
    const kept = carried.filter((purpose) => live.includes(purpose) || !STOPS_SERVERS.includes(purpose))
    return kept.length === carried.length ? undefined : kept
  })
}

/** A server that dials something at such an address and finds nothing does not work; without it, it uses its own. */
const STOPS_SERVERS: readonly PurposeId[] = ['sql', 'user-store']

/** A server that dials a database and does not find both schemas there does not start; without it, it uses its own. */
export function dropUselessDatabases(design: Design): Design {
  const { server } = resolve(design)
  const useless = new Set(
    [...server.values()]
      .filter(({ databases }) => databases.apim === undefined || databases.shared === undefined)
      .filter(({ instance: { kind } }) => hasRole(kind, 'data-keeper'))
      .map(({ instance }) => instance.component.id),
  )
  const { purposes } = resolve(design)
  return narrow(design, ({ id, from }) => {
    const carried = purposes.get(id) ?? []
    return useless.has(from) && carried.includes('sql') ? carried.filter((purpose) => purpose !== 'sql') : undefined
  })
}

function isActor({ kind }: Component): boolean {
  return KINDS[kind].actor === true
}

function leadsOn(deployment: Deployment, component: Id, purpose: PurposeId): boolean {
  const graph = graphOf(deployment)
  return deployment.instances.some(
    (instance) => instance.component.id === component && graph.reach(instance.id, purpose).ends.length > 0,
  )
}

/** Lets every line between callers, load balancers and servers carry what its ends need, whatever it was narrowed to. */
export function widenLines(design: Design): Design {
  const connections = design.topology.connections.map((connection): Connection => {
    const ends = [componentById(design, connection.from), componentById(design, connection.to)]
    const throughTransit = ends.some((end) => end && KINDS[end.kind].transit === 'http')
    if (!connection.purposes || !throughTransit) return connection
    const { purposes: _, ...wide } = connection
    return wide
  })
  return { ...design, topology: { ...design.topology, connections } }
}

/** Without any line among callers, load balancers and servers: they are then drawn afresh. Data is left as it is. */
export function withoutServerLines(design: Design): Design {
  const isPart = (id: Id) => {
    const item = componentById(design, id)
    return item !== undefined && (isServer(item) || isActor(item) || KINDS[item.kind].transit !== undefined)
  }
  return narrow(design, ({ from, to, purposes }) => {
    if (!isPart(from) || !isPart(to)) return undefined
    const proxy = [from, to].some((id) => KINDS[componentById(design, id)?.kind ?? 'backend'].transit === 'sql')
    if (!proxy) return []
    return purposes?.filter((purpose) => purpose === 'sql')
  })
}
