import { grouped } from '../base/grouped'
import { once } from '../base/memo'
import { effectiveSettings } from '../document/settings'
import { KINDS } from '../kinds'
import { numberOf, textOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import { RELAYED, type RelayedService, type ServiceId } from '../links/passage'
import type { DbmsId, Design, Id } from '../model/design'
import { databaseOf } from './databases'
import type { Address, Database, Entry, Instance, InstanceId, Relay, RelayTarget } from './deployment'
import { type Graph, sorted } from './graph'
import { hopsFrom } from './hops'
import { dnsLabel } from './instances'
import { LISTENER_PORTS } from './listeners'
import { outsidePort } from './outside'

export interface RelayInputs {
  readonly design: Design
  readonly instances: readonly Instance[]
  readonly graph: Graph
  readonly entries: readonly Entry[]
  readonly databases: readonly Database[]
}

interface Draft {
  readonly transit: Instance
  readonly service: RelayedService
  /** Which of several databases; '' where services of one sort stand for each other. */
  readonly group: string
  readonly next: readonly Instance[]
  readonly targets: readonly Instance[]
  readonly connections: readonly Id[]
}

/** Of every element that passes connections, sorted by element and service. */
export function resolveRelays(inputs: RelayInputs): readonly Relay[] {
  const { instances, graph } = inputs
  const { domain, dbms } = effectiveSettings(inputs.design)
  const passing = instances.filter(({ kind }) => KINDS[kind].transit !== undefined && !hasRole(kind, 'packet-filter'))
  const drafts = passing.flatMap((transit) => RELAYED.flatMap((service) => draftsOf(transit, service, inputs)))
  if (drafts.length === 0) return []
  const byTransit = new Map(drafts.map((draft) => [keyOf(draft.transit.id, draft.service.id, draft.group), draft]))
  const draftAt = (transit: Instance, { service, group }: Draft) => byTransit.get(keyOf(transit.id, service.id, group))
  const ports = chosenPorts(drafts, inputs, dbms)
  const listening = (draft: Draft, onWay: ReadonlySet<Draft> = new Set()): number => {
    const chosen = ports.get(draft)
    if (chosen !== undefined) return chosen
    const next = draft.next.flatMap((one) => draftAt(one, draft) ?? []).find((one) => !onWay.has(one))
    return next ? listening(next, new Set([...onWay, draft])) : wantedPort(draft, inputs, dbms)
  }
  const named = (draft: Draft, onWay: ReadonlySet<Draft> = new Set()): string => {
    const { component, kind, hostname } = draft.transit
    if (KINDS[kind].transit === 'sql') return hostname
    const said = textOf(component, 'hostname')
    if (said !== undefined) return said
    const behind = KINDS[kind].keepsAddress ? draft.next.flatMap((one) => draftAt(one, draft) ?? []) : []
    const names = new Set(behind.filter((one) => !onWay.has(one)).map((one) => named(one, new Set([...onWay, draft]))))
    const [name] = names
    return name !== undefined && names.size === 1 ? name : `${dnsLabel(component.id)}.${domain}`
  }
  return drafts
    .map((draft) => ({
      transit: draft.transit,
      service: draft.service.id,
      host: named(draft),
      aliases: [],
      port: listening(draft),
      next: draft.next.flatMap((instance): RelayTarget[] => {
        const further = draftAt(instance, draft)
        if (further) return [{ instance, host: named(further), port: listening(further) }]
        return endpointsOf(instance, draft, inputs, dbms)
      }),
      inOrder: draft.service.id === 'database',
      targets: draft.targets,
      connections: draft.connections,
    }))
    .map((relay, _, relays) => ({ ...relay, aliases: namesBefore(relay, relays, graph) }))
}

function keyOf(transit: InstanceId, service: ServiceId, group: string): string {
  return `${service} ${transit} ${group}`
}

function draftsOf(transit: Instance, service: RelayedService, { graph, databases }: RelayInputs): Draft[] {
  const hops = service.purposes.flatMap((purpose) =>
    hopsFrom(graph, transit.id, purpose).flatMap(({ to, connections }) => {
      const ends = graph.isTransit(to.id) ? graph.reach(to.id, purpose).ends : [to]
      return ends
        .filter((end) => service.kinds.includes(end.kind) && (service.id !== 'database' || isServed(end, databases)))
        .map((end) => ({ to, end, connections, group: databaseOf(end, databases)?.component.id ?? '' }))
    }),
  )
  return [...grouped(hops, ({ group }) => group)].map(([group, same]) => ({
    transit,
    service,
    group,
    next: sorted(new Set(same.map(({ to }) => to))),
    targets: sorted(new Set(same.map(({ end }) => end))),
    connections: [...new Set(same.flatMap(({ connections }) => connections))].sort(),
  }))
}

/** An embedded database is reached by nobody else, and a server that is of no database by nobody at all. */
function isServed(end: Instance, databases: readonly Database[]): boolean {
  const database = databaseOf(end, databases)
  return database !== undefined && database.dbms !== 'h2'
}

/** The servers of a database without a name of its own, primary first; else what is connected to. */
function endpointsOf(instance: Instance, { service }: Draft, { databases }: RelayInputs, dbms: DbmsId): RelayTarget[] {
  if (service.id !== 'database') return [{ instance, host: instance.hostname, port: outsidePort(instance, dbms) }]
  const database = databaseOf(instance, databases)
  if (!database) return [{ instance, host: instance.hostname, port: numberOf(instance.component, 'port') ?? 0 }]
  const { members, port } = database
  if (instance !== database.instance) return [{ instance, host: instance.hostname, port }]
  if (members.length === 0 || textOf(database.component, 'hostname') !== undefined)
    return [{ instance, host: database.host, port }]
  return members.map((member) => ({ instance: member, host: member.hostname, port }))
}

/** That of the first service behind it; a database proxy may say its own. */
function wantedPort({ transit, targets }: Draft, { databases }: RelayInputs, dbms: DbmsId): number {
  const said = KINDS[transit.kind].transit === 'sql' ? numberOf(transit.component, 'port') : undefined
  const [first] = targets
  const port = first && (databaseOf(first, databases)?.port ?? outsidePort(first, dbms))
  return said ?? port ?? 0
}

/**
 * Load balancers listen on the port of the service, or on one beside it where they have that for something else. The same
 * service has the same port on all of them, since one address may move between them.
 */
function chosenPorts(drafts: readonly Draft[], inputs: RelayInputs, dbms: DbmsId): ReadonlyMap<Draft, number> {
  const taken = new Map<Id, Set<number>>()
  const takenBy = ({ transit }: Draft) => {
    const id = transit.component.id
    const known = taken.get(id)
    if (known) return known
    const own = inputs.entries.some((entry) => entry.transit.component.id === id) ? LISTENER_PORTS : []
    const ports = new Set(own)
    taken.set(id, ports)
    return ports
  }
  const chosen = new Map<Draft, number>()
  const balancers = drafts.filter(({ transit }) => !KINDS[transit.kind].keepsAddress)
  const alike = grouped(balancers, (draft) =>
    [draft.service.id, draft.group, ...draft.targets.map(({ id }) => id)].join(' '),
  )
  for (const [, same] of [...alike].sort(([a], [b]) => (a < b ? -1 : 1))) {
    let port = wantedPort(same[0], inputs, dbms)
    const isFree = (wanted: number) => same.every((draft) => !takenBy(draft).has(wanted))
    while (!isFree(port)) port = port + 10_000 > 65_535 ? port - 9_999 : port + 10_000
    for (const draft of same) chosen.set(draft, port)
    for (const id of new Set(same)) takenBy(id).add(port)
  }
  return chosen
}

/** Names of elements in front that lead to the same service. */
function namesBefore(relay: Relay, relays: readonly Relay[], graph: Graph): readonly string[] {
  const names = new Set<string>()
  const seen = new Set([relay])
  const queue = [relay]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const behind = at
    for (const front of relays) {
      if (seen.has(front) || front.service !== behind.service) continue
      if (!front.next.some(({ instance }) => instance === behind.transit)) continue
      if (!graph.isTransit(front.transit.id)) continue
      seen.add(front)
      queue.push(front)
      names.add(front.host)
    }
  }
  names.delete(relay.host)
  return [...names].sort()
}

const relaysByTransit = once((relays: readonly Relay[]) => grouped(relays, ({ transit }) => transit.id))

/** What an element passes on. */
export function relaysAt(relays: readonly Relay[], transit: InstanceId): readonly Relay[] {
  return relaysByTransit(relays).get(transit) ?? []
}

export function addressOfRelay({ host, port, transit, targets, connections }: Relay): Address {
  return { host, port, via: transit.id, targets: targets.map(({ id }) => id), connections }
}

/** Addresses by which callers come to it: its own, and those of elements in front of it. */
export function addressesOfRelay({ host, aliases, port }: Relay): readonly string[] {
  return [host, ...aliases].map((name) => `${name}:${port}`)
}

/** Those of what opens connections itself: not of names, of addresses that move, or of database proxies. */
export function relaysBeside({ relays }: { readonly relays: readonly Relay[] }): readonly Relay[] {
  return relays.filter(
    ({ transit: { kind } }) => kind !== 'dns' && kind !== 'floating-address' && KINDS[kind].transit !== 'sql',
  )
}
