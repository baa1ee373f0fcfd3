import { once } from '../base/memo'
import { effectiveSettings } from '../document/settings'
import { KINDS } from '../kinds'
import type { PortName } from '../kinds/kind'
import { standardPort } from '../kinds/ports'
import { flagOf, textOf } from '../kinds/properties'
import { hasRole, kindsWith } from '../kinds/roles'
import type { Component, Design, Id, KindId, PurposeId } from '../model/design'
import type { Address, Entry, EntryRole, Instance, InstanceId } from './deployment'
import { byId, type Graph, sorted } from './graph'
import { hopsFrom } from './hops'
import { dnsLabel } from './instances'

/** Purposes that one virtual host serves, by what stands behind it. */
const SERVED: Readonly<
  Record<
    Exclude<EntryRole, 'gateway-management'>,
    { readonly purposes: readonly PurposeId[]; readonly kinds: readonly KindId[] }
  >
> = {
  gateway: { purposes: ['api-traffic'], kinds: kindsWith('gateway') },
  'control-plane': {
    purposes: ['management', 'control', 'token', 'key-management', 'platform-gateway'],
    kinds: kindsWith('control-plane'),
  },
  'key-manager': { purposes: ['token', 'key-management', 'management'], kinds: ['key-manager', 'identity-server'] },
  'traffic-manager': { purposes: ['control'], kinds: ['traffic-manager'] },
}
const SERVED_ROLES = Object.keys(SERVED) as (keyof typeof SERVED)[]

/** The property that names what an element answers for in a role. */
export const NAME_FIELD: Readonly<Record<EntryRole, string | undefined>> = {
  gateway: 'gatewayHostname',
  'gateway-management': 'gatewayHostname',
  'control-plane': 'controlPlaneHostname',
  'key-manager': 'keyManagerHostname',
  // Nobody outside calls them, so no kind has a field for their name.
  'traffic-manager': undefined,
}

const SHORT: Readonly<Record<EntryRole, string>> = {
  gateway: 'gw',
  'gateway-management': 'gw',
  'control-plane': 'cp',
  'key-manager': 'km',
  'traffic-manager': 'tm',
}

interface Draft {
  readonly transit: Instance
  readonly role: keyof typeof SERVED
  readonly next: readonly Instance[]
  readonly targets: readonly Instance[]
  readonly purposes: ReadonlySet<PurposeId>
  readonly connections: readonly Id[]
  readonly public: boolean
}

/** Virtual hosts of every element that HTTPS passes through, sorted by element and role. */
export function resolveEntries(design: Design, instances: readonly Instance[], graph: Graph): Entry[] {
  // A firewall has no name and answers nothing: what is behind it does.
  const transits = instances.filter(({ kind }) => KINDS[kind].transit === 'http' && !hasRole(kind, 'packet-filter'))
  const drafts = transits.flatMap((transit) =>
    SERVED_ROLES.flatMap((role) => {
      const draft = draftEntry(transit, role, graph)
      return draft ? [draft] : []
    }),
  )
  const suffix = effectiveSettings(design).domain
  const roles = new Map<Id, Set<EntryRole>>()
  for (const { transit, role } of drafts) {
    roles.set(transit.component.id, (roles.get(transit.component.id) ?? new Set()).add(role))
  }
  const drafted = new Map(drafts.map((draft) => [draftKey(draft.transit.id, draft.role), draft]))
  const draftOf: DraftFinder = (transit, role) => drafted.get(draftKey(transit, role))
  const hosts = new Map(drafts.map((draft) => [draft, hostOf(draft, roles, suffix, draftOf)]))
  const host = (draft: Draft) => hosts.get(draft) ?? ''
  return drafts.flatMap((draft) => {
    const entry: Entry = {
      ...draft,
      host: host(draft),
      aliases: aliasesOf(draft, draftOf, graph, host),
      port: listening(draft, draftOf, SERVICE_PORT[draft.role], (own) =>
        portOf(own.role, sharesName(own, draftOf, host)),
      ),
      sticky: flagOf(draft.transit.component, 'sticky') ?? (draft.role === 'control-plane' && draft.targets.length > 1),
    }
    return draft.role === 'gateway' && draft.targets.some((target) => target.kind === 'universal-gateway')
      ? [
          entry,
          managementOf(
            entry,
            listening(draft, draftOf, 'servlet-https', (own) => managementPort(own, draftOf, host)),
          ),
        ]
      : [entry]
  })
}

type DraftFinder = (transit: InstanceId, role: EntryRole) => Draft | undefined

function draftKey(transit: InstanceId, role: EntryRole): string {
  return `${role} ${transit}`
}

function draftEntry(transit: Instance, role: keyof typeof SERVED, graph: Graph): Draft | undefined {
  const { purposes, kinds } = SERVED[role]
  const next = new Map<InstanceId, Instance>()
  const targets = new Map<InstanceId, Instance>()
  const carried = new Set<PurposeId>()
  const connections = new Set<Id>()
  let fromActor = false
  for (const purpose of purposes) {
    for (const hop of hopsFrom(graph, transit.id, purpose)) {
      const { to } = hop
      const ends = graph.isTransit(to.id) ? graph.reach(to.id, purpose).ends : [to]
      const mine = ends.filter((end) => kinds.includes(end.kind))
      if (mine.length === 0) continue
      next.set(to.id, to)
      carried.add(purpose)
      for (const id of hop.connections) connections.add(id)
      for (const end of mine) targets.set(end.id, end)
    }
    if (carried.has(purpose) && graph.sources(transit.id, purpose).some((source) => KINDS[source.kind].actor))
      fromActor = true
  }
  if (targets.size === 0) return undefined
  return {
    transit,
    role,
    next: sorted(next.values()),
    targets: sorted(targets.values()),
    purposes: carried,
    connections: [...connections].sort(),
    public: fromActor,
  }
}

function nameGiven(component: Component, role: EntryRole): string | undefined {
  const field = NAME_FIELD[role]
  return field === undefined ? undefined : textOf(component, field)
}

/**
 * The drawing's own name for the role, else the element's name, else, where it changes no address, the one name that all
 * behind it have, else one made of its id; roles then share no name.
 */
function hostOf(
  draft: Draft,
  roles: ReadonlyMap<Id, ReadonlySet<EntryRole>>,
  suffix: string,
  draftOf: DraftFinder,
  onWay: ReadonlySet<Draft> = new Set(),
): string {
  const component = draft.transit.component
  const said = nameGiven(component, draft.role)
  if (said !== undefined) return said
  const own = textOf(component, 'hostname')
  if (own !== undefined) return own
  const behind = new Set(
    behindSameAddress(draft, draftOf)
      .filter((next) => !onWay.has(next))
      .map((next) => hostOf(next, roles, suffix, draftOf, new Set([...onWay, draft]))),
  )
  const [name] = behind
  if (name !== undefined && behind.size === 1) return name
  const id = dnsLabel(component.id)
  return roles.get(component.id)?.size === 1 ? `${id}.${suffix}` : `${SHORT[draft.role]}-${id}.${suffix}`
}

/** Ports for what finds its own one taken, on a name that several roles share. */
const BESIDE = { keyManager: 9453, gatewayManagement: 9444 } as const

const HTTPS = 443

/** Ports that a load balancer may have for an entry. */
export const ENTRY_PORTS: readonly number[] = [HTTPS, standardPort('servlet-https'), ...Object.values(BESIDE)]

/** HTTPS on 443; where several roles share one name, the gateway keeps it and the others listen beside it. */
function portOf(role: EntryRole, sharesName: boolean): number {
  if (!sharesName || role === 'gateway') return HTTPS
  return role === 'key-manager' ? BESIDE.keyManager : standardPort('servlet-https')
}

type HostFinder = (draft: Draft) => string

/** What answers for a role behind an element that changes no address. */
function behindSameAddress(draft: Draft, draftOf: DraftFinder): readonly Draft[] {
  if (!KINDS[draft.transit.kind].keepsAddress) return []
  return draft.next.flatMap((next) => draftOf(next.id, draft.role) ?? [])
}

/** Port of a server that answers in a role. */
const SERVICE_PORT: Readonly<Record<keyof typeof SERVED, PortName>> = {
  gateway: 'gateway-https',
  'control-plane': 'servlet-https',
  'key-manager': 'servlet-https',
  'traffic-manager': 'servlet-https',
}

/** The port on which calls arrive: that of the first behind it, a server's own one too, where it changes no address. */
function listening(
  draft: Draft,
  draftOf: DraftFinder,
  service: PortName,
  own: (draft: Draft) => number,
  onWay: ReadonlySet<Draft> = new Set(),
): number {
  const [next] = behindSameAddress(draft, draftOf).filter((other) => !onWay.has(other))
  if (next) return listening(next, draftOf, service, own, new Set([...onWay, draft]))
  const server = KINDS[draft.transit.kind].keepsAddress && draft.next.find(({ kind }) => KINDS[kind].server)
  return server ? standardPort(service) + server.offset : own(draft)
}

function sharesName(draft: Draft, draftOf: DraftFinder, host: HostFinder): boolean {
  const gateway = draftOf(draft.transit.id, 'gateway')
  return gateway !== undefined && gateway !== draft && host(gateway) === host(draft)
}

/** Gateways' own 9443 service behind the same name: 9443, or the next free port where the control plane has it. */
function managementPort(gateway: Draft, draftOf: DraftFinder, host: HostFinder): number {
  const control = draftOf(gateway.transit.id, 'control-plane')
  const taken = control !== undefined && host(control) === host(gateway)
  return taken ? BESIDE.gatewayManagement : standardPort('servlet-https')
}

function managementOf(gateway: Entry, port: number): Entry {
  return {
    ...gateway,
    role: 'gateway-management',
    port,
    targets: gateway.targets.filter((target) => target.kind === 'universal-gateway'),
    purposes: new Set(),
    sticky: false,
    public: false,
  }
}

/** Names of elements in front that forward to this one for the same role. */
function aliasesOf(
  draft: Draft,
  draftOf: DraftFinder,
  graph: Graph,
  host: (draft: Draft) => string,
): readonly string[] {
  const names = new Set<string>()
  const seen = new Set<InstanceId>([draft.transit.id])
  const queue = [draft.transit.id]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const link of graph.incoming.get(at) ?? []) {
      if (seen.has(link.from)) continue
      const from = graph.instance.get(link.from)
      if (from && hasRole(from.kind, 'packet-filter')) {
        seen.add(from.id)
        queue.push(from.id)
        continue
      }
      const upstream = draftOf(link.from, draft.role)
      if (!upstream || ![...upstream.purposes].some((purpose) => link.purposes.has(purpose))) continue
      seen.add(link.from)
      queue.push(link.from)
      names.add(host(upstream))
    }
  }
  names.delete(host(draft))
  return [...names].sort()
}

const NEAREST_FIRST: readonly KindId[] = [
  'floating-address',
  'load-balancer',
  'ingress',
  'web-application-firewall',
  'cdn',
  'global-load-balancer',
  'dns',
]

/** Entries that lead to a server in a role, by `draftKey` of that server. */
const entriesByTarget = once((entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> => {
  const index = new Map<string, Entry[]>()
  for (const entry of entries) {
    for (const target of entry.targets) {
      const key = draftKey(target.id, entry.role)
      const known = index.get(key)
      if (known) known.push(entry)
      else index.set(key, [entry])
    }
  }
  return index
})

/** Entries of a role that lead to a server. */
export function entriesTo(entries: readonly Entry[], target: Instance, role: EntryRole): readonly Entry[] {
  return entriesByTarget(entries).get(draftKey(target.id, role)) ?? []
}

const entriesByTransit = once(
  (entries: readonly Entry[]): ReadonlyMap<string, Entry> =>
    new Map(entries.map((entry) => [draftKey(entry.transit.id, entry.role), entry])),
)

/** What an element answers for in a role. */
export function entryOf(entries: readonly Entry[], transit: Instance, role: EntryRole): Entry | undefined {
  return entriesByTransit(entries).get(draftKey(transit.id, role))
}

/** Whether an entry stands before another of its role, however many are between. */
export function standsBefore(
  entries: readonly Entry[],
  from: Entry,
  to: Entry,
  seen: ReadonlySet<Entry> = new Set(),
): boolean {
  if (seen.has(from)) return false
  return from.next.some((instance) => {
    const next = entryOf(entries, instance, from.role)
    return next !== undefined && (next === to || standsBefore(entries, next, to, new Set([...seen, from])))
  })
}

/**
 * The entry by which others reach a server in a role: the one in front of everything (`outer`), or the outermost that
 * is not a name for several datacenters (`inner`, what servers use among themselves).
 */
export function entryFor(
  entries: readonly Entry[],
  target: Instance,
  role: EntryRole,
  side: 'outer' | 'inner',
): Entry | undefined {
  const candidates = entriesTo(entries, target, role)
  if (candidates.length < 2) return candidates[0]
  const score = (entry: Entry) => {
    const wide =
      entry.transit.kind === 'global-load-balancer' || entry.transit.kind === 'dns' || entry.transit.kind === 'cdn'
    const depth = entry.aliases.length
    const internal = entry.purposes.has('control') || entry.purposes.has('key-management') ? 0 : 1
    const unasked = entry.purposes.has('management') || entry.purposes.has('token') ? 0 : 1
    return side === 'outer'
      ? depth * 100 + NEAREST_FIRST.indexOf(entry.transit.kind)
      : (wide ? 10_000 : 0) + internal * 1_000 + unasked * 500 + depth * 100 + NEAREST_FIRST.indexOf(entry.transit.kind)
  }
  return [...candidates].sort((a, b) => score(a) - score(b) || byId(a.transit, b.transit))[0]
}

export function addressOfEntry(entry: Entry): Address {
  return {
    host: entry.host,
    port: entry.port,
    via: entry.transit.id,
    targets: entry.targets.map((target) => target.id),
    connections: entry.connections,
  }
}
