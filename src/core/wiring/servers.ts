import { grouped } from '../base/grouped'
import { once } from '../base/memo'
import { KINDS } from '../kinds'
import type { PortName } from '../kinds/kind'
import { servicePortOf, standardPort } from '../kinds/ports'
import { listOf } from '../kinds/properties'
import { isServerKind, kindsWith } from '../kinds/roles'
import type { Design, Id, KindId, PurposeId } from '../model/design'
import { databaseTarget } from './database-targets'
import type {
  Address,
  Database,
  DatabaseTarget,
  Entry,
  EntryRole,
  Environment,
  Instance,
  InstanceId,
  Region,
  Relay,
  Server,
  ServerGroup,
} from './deployment'
import { addressOfEntry, entriesTo, entryFor, entryOf } from './entries'
import { byId, type Graph, sorted } from './graph'
import { hopsFrom } from './hops'
import { standsInPlace } from './identity-servers'
import { dnsLabel } from './instances'
import { nearFirst } from './near-first'
import { outsideDial } from './outside-dials'
import { addressOfRelay, relaysAt } from './relays'

const CONTROL_KINDS = kindsWith('control-plane')
const KEY_KINDS = kindsWith('key-manager')
const THROTTLE_KINDS = kindsWith('traffic-manager')

/** Port of one of an instance's services, its offset included. Null when servers of its kind do not open it. */
export function portOf(instance: Instance, name: PortName): number | null {
  const port = KINDS[instance.kind].ports.find((candidate) => candidate.name === name)
  return port ? port.port + instance.offset : null
}

/** As `portOf`, for a port that the server is known to open. */
function serverPort(instance: Instance, name: PortName): number {
  return standardPort(name) + instance.offset
}

export function isServer(instance: Instance): boolean {
  return KINDS[instance.kind].server !== undefined
}

export function resolveRegions(instances: readonly Instance[], standby: ReadonlySet<Region['id']>): Region[] {
  const slugs = new Set<string>()
  return [...grouped(instances.filter(isServer), regionOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, members]) => {
      const label = members[0].datacenter?.label ?? ''
      let slug = id === '' ? 'main' : dnsLabel(label)
      if (slugs.has(slug)) slug = dnsLabel(`${slug}-${id}`)
      slugs.add(slug)
      return {
        id,
        label: label === '' ? 'the deployment' : label,
        slug,
        servers: members.map((member) => member.id).sort(),
        standby: standby.has(id),
      }
    })
}

export function regionOf(instance: Instance): Region['id'] {
  return instance.datacenter?.places[0]?.id ?? ''
}

export function labelsOf(instance: Instance): readonly string[] {
  const said = listOf(instance.component, 'gatewayLabels')
  return said && said.length > 0 ? [...new Set(said)].sort() : ['Default']
}

/** `throttling`: the group of each Traffic Manager; those of different groups do not stand for each other. */
export function resolveGroups(
  instances: readonly Instance[],
  serves: (instance: Instance) => boolean,
  throttling: ReadonlyMap<InstanceId, InstanceId>,
): ServerGroup[] {
  const groups = new Map<string, { group: Omit<ServerGroup, 'id'>; members: Instance[] }>()
  for (const instance of instances.filter(isServer)) {
    const labels = serves(instance) ? labelsOf(instance) : []
    const key = [
      instance.kind,
      regionOf(instance),
      instance.cluster?.id ?? '',
      instance.namespace?.id ?? '',
      instance.kind === 'universal-gateway' ? labels.join('|') : (throttling.get(instance.id) ?? ''),
    ].join('\n')
    const known = groups.get(key)
    if (known) known.members.push(instance)
    else {
      const members: Instance[] = [instance]
      groups.set(key, {
        members,
        group: {
          kind: instance.kind,
          region: regionOf(instance),
          cluster: instance.cluster?.id,
          namespace: instance.namespace?.id,
          labels,
          members,
        },
      })
    }
  }
  return [...groups.values()].map(({ group, members }) => ({
    ...group,
    id: sorted(members)[0]?.component.id ?? '',
    members: sorted(members),
  }))
}

export interface ServerInputs {
  readonly design: Design
  readonly relays: readonly Relay[]
  readonly instances: readonly Instance[]
  readonly graph: Graph
  readonly entries: readonly Entry[]
  readonly databases: readonly Database[]
  readonly groups: readonly ServerGroup[]
  readonly serves: (instance: Instance) => boolean
  /** Datacenters that stand by. */
  readonly standby: ReadonlySet<Region['id']>
}

/** Address of one server's own 9443 service, without anything in front. */
function directAddress(instance: Instance, connections: readonly Id[]): Address {
  return {
    host: instance.hostname,
    port: serverPort(instance, 'servlet-https'),
    via: instance.id,
    targets: [instance.id],
    connections,
  }
}

/** Where a server dials for a purpose: the load balancer's entry when it goes through one, else the first server. */
function dial(
  server: Instance,
  purpose: PurposeId,
  kinds: readonly KindId[],
  inputs: ServerInputs,
): Address | undefined {
  const { graph, entries, relays } = inputs
  const ways = hopsFrom(graph, server.id, purpose).flatMap((hop) => {
    const { to, first } = hop
    if (!graph.isTransit(to.id)) {
      return kinds.includes(to.kind) && to.id !== server.id
        ? [{ transit: false, address: { ...addressOf(to, hop.connections), first } }]
        : []
    }
    const reached = graph.reach(to.id, purpose)
    const ends = reached.ends.filter((end) => kinds.includes(end.kind))
    if (ends.length === 0) return []
    const role: EntryRole = ends.some((end) => end.kind === 'key-manager' || end.kind === 'identity-server')
      ? 'key-manager'
      : 'control-plane'
    const entry = entryOf(entries, to, role)
    const relay = relaysAt(relays, to.id).find(({ service }) => service === 'key-manager')
    const connections = [...hop.connections, ...reached.connections]
    const address: Address = entry
      ? addressOfEntry(entry)
      : relay
        ? addressOfRelay(relay)
        : { host: to.hostname, port: 443, via: to.id, targets: ends.map((end) => end.id), connections }
    return [{ transit: true, address: { ...address, first, connections } }]
  })
  const rank = ({ address }: { readonly address: Address }) => issuerRank(address, graph)
  ways.sort(
    (a, b) =>
      rank(a) - rank(b) || Number(b.transit) - Number(a.transit) || byId({ id: a.address.via }, { id: b.address.via }),
  )
  return ways[0]?.address
}

/** Which of several a file names: Key Managers, who stands in their place, control planes; others are registered. */
function issuerRank({ targets }: Address, graph: Graph): number {
  const behind = targets.flatMap((id) => graph.instance.get(id) ?? [])
  if (behind.some(({ kind }) => kind === 'key-manager')) return 0
  if (behind.some(({ component }) => standsInPlace(component))) return 1
  return behind.some(({ kind }) => KEY_KINDS.includes(kind) && isServerKind(kind)) ? 2 : 3
}

function addressOf(instance: Instance, connections: readonly Id[]): Address {
  return isServer(instance)
    ? directAddress(instance, connections)
    : {
        host: instance.hostname,
        port: servicePortOf(instance.kind),
        via: instance.id,
        targets: [instance.id],
        connections,
      }
}

/** The group's own 9443 service: its entry when it has one, else the server itself. */
function ownAddress(instance: Instance, role: EntryRole, entries: readonly Entry[]): Address {
  const entry = entryFor(entries, instance, role, 'inner')
  return entry ? addressOfEntry(entry) : directAddress(instance, [])
}

const OWN_ROLE: Readonly<Partial<Record<KindId, EntryRole>>> = {
  'all-in-one': 'control-plane',
  'api-control-plane': 'control-plane',
  'universal-gateway': 'gateway-management',
  'key-manager': 'key-manager',
  'traffic-manager': 'traffic-manager',
}

export function resolveServers(inputs: ServerInputs): Omit<Server, 'environments'>[] {
  const servers = sorted(inputs.instances.filter(isServer)).map((instance) => resolveServer(instance, inputs))
  return servers.map((server) => askingInPlace(server, servers, inputs.graph))
}

type Resolved = Omit<Server, 'environments'>

/**
 * A gateway that is connected to no issuer asks whoever its control plane names in place of itself, such as an Identity
 * Server, else the control plane: its file cannot do without an address.
 */
function askingInPlace(server: Resolved, servers: readonly Resolved[], graph: Graph): Resolved {
  if (server.instance.kind !== 'universal-gateway') return server
  if (server.keyManager && issuerRank(server.keyManager, graph) < 2) return server
  const hub = servers.find(({ instance }) => server.control?.targets.includes(instance.id))
  const named = hub?.keyManager
  const asked = named && issuerRank(named, graph) === 1 ? named : (server.keyManager ?? server.control)
  if (!asked || asked === server.keyManager) return server
  const { first: _own, ...keyManager } = asked
  return { ...server, keyManager }
}

const groupByMember = once(
  (groups: readonly ServerGroup[]): ReadonlyMap<Instance, ServerGroup> =>
    new Map(groups.flatMap((group) => group.members.map((member) => [member, group]))),
)

function resolveServer(instance: Instance, inputs: ServerInputs): Omit<Server, 'environments'> {
  const { graph, entries, groups, serves } = inputs
  const group = groupByMember(groups).get(instance)
  if (!group) throw new Error(`no group holds ${instance.id}`)
  const role = OWN_ROLE[instance.kind] ?? 'control-plane'
  const ownEntry = entryFor(entries, instance, role, 'inner')
  const publicEntry = instance.kind === 'universal-gateway' ? entryFor(entries, instance, 'gateway', 'outer') : ownEntry
  const isControl = CONTROL_KINDS.includes(instance.kind)
  const ends = (purpose: PurposeId, kinds: readonly KindId[]) =>
    graph.reach(instance.id, purpose).ends.filter((end) => kinds.includes(end.kind))
  const dialled = dial(instance, 'key-management', KEY_KINDS, inputs)
  const ownKeys = dialled === undefined || dialled.targets.includes(instance.id)
  const resident = KEY_KINDS.includes(instance.kind) && ownKeys
  const control = isControl
    ? ownAddress(instance, 'control-plane', entries)
    : dial(instance, 'control', CONTROL_KINDS, inputs)
  const keyManager = dialled ?? (resident ? ownAddress(instance, role, entries) : undefined)
  const servesApis = serves(instance)
  const self = servesApis && instance.kind === 'all-in-one' ? [instance] : []
  const redis = outsideDial(instance, 'redis', inputs)
  const userStore = outsideDial(instance, 'user-store', inputs)
  const analytics = outsideDial(instance, 'analytics', inputs)
  const observability = outsideDial(instance, 'observability', inputs)
  return {
    instance,
    group,
    peers: group.members.filter((member) => member !== instance),
    publicHost: publicEntry?.host ?? instance.hostname,
    ...(ownEntry && { publicPort: ownEntry.port, ownEntry: addressOfEntry(ownEntry) }),
    ...(control && { control }),
    ...(keyManager && { keyManager }),
    residentKeyManager: resident,
    brokers: isControl ? [instance] : nearFirst(instance, ends('events', CONTROL_KINDS)),
    throttlers: union(ends('throttle-events', THROTTLE_KINDS), self),
    deciders: nearFirst(instance, union(ends('throttle-decisions', THROTTLE_KINDS), self)),
    duplicates: ends('event-duplication', [...CONTROL_KINDS, 'traffic-manager']).filter((end) => end !== instance),
    publishes: isControl ? union(ends('event-publishing', CONTROL_KINDS), [instance]) : [],
    crossRegion: isControl ? ends('cross-datacenter-events', CONTROL_KINDS) : [],
    databases: databasesOf(instance, inputs),
    ...(redis && { redis }),
    ...(userStore && { userStore }),
    ...(analytics && { analytics }),
    ...(observability && { observability }),
    labels: servesApis ? labelsOf(instance) : [],
    servesApis,
    standby: inputs.standby.has(regionOf(instance)),
  }
}

function databasesOf(instance: Instance, { databases, graph, relays, standby }: ServerInputs): Server['databases'] {
  const caller = { server: instance, standby: standby.has(regionOf(instance)) }
  const apim: DatabaseTarget | undefined = databaseTarget(caller, 'apim', databases, graph, relays)
  const shared: DatabaseTarget | undefined = databaseTarget(caller, 'shared', databases, graph, relays)
  return { ...(apim && { apim }), ...(shared && { shared }) }
}

function union(a: readonly Instance[], b: readonly Instance[]): readonly Instance[] {
  return sorted(new Set([...a, ...b]))
}

/** Environments that one region's control plane offers: one per label of the gateways that dial it. */
export function environmentsOf(
  region: Region['id'],
  control: readonly Omit<Server, 'environments'>[],
  servers: readonly Omit<Server, 'environments'>[],
  entries: readonly Entry[],
): Environment[] {
  const ids = new Set<InstanceId>(control.map((server) => server.instance.id))
  const gateways = servers.filter(
    (server) =>
      server.servesApis && (ids.has(server.instance.id) || server.control?.targets.some((target) => ids.has(target))),
  )
  const labels = [...new Set(gateways.flatMap((server) => server.labels))].sort()
  return labels.flatMap((name) => {
    const members = gateways.filter((server) => server.labels.includes(name)).map((server) => server.instance)
    const first = members[0]
    return first ? [environment(name, region, members, first, entries)] : []
  })
}

function environment(
  name: string,
  region: Region['id'],
  gateways: readonly Instance[],
  first: Instance,
  entries: readonly Entry[],
): Environment {
  const wide = commonEntry(gateways, entries)
  const management = entryFor(
    entries,
    first,
    first.kind === 'all-in-one' ? 'control-plane' : 'gateway-management',
    'inner',
  )
  const host = wide?.host ?? first.hostname
  return {
    name,
    region,
    gateways,
    service: management ? addressOfEntry(management) : directAddress(first, []),
    http: wide
      ? { host, httpPort: 80, httpsPort: wide.port }
      : {
          host,
          httpPort: serverPort(first, 'gateway-http'),
          httpsPort: serverPort(first, 'gateway-https'),
        },
    websocket: wide
      ? { host, wsPort: standardPort('websocket'), wssPort: standardPort('websocket-secure') }
      : { host, wsPort: serverPort(first, 'websocket'), wssPort: serverPort(first, 'websocket-secure') },
    websub: wide
      ? { host, httpPort: standardPort('websub-http'), httpsPort: standardPort('websub-https') }
      : { host, httpPort: serverPort(first, 'websub-http'), httpsPort: serverPort(first, 'websub-https') },
  }
}

/** The outermost gateway entry that leads to the most of an environment's gateways. */
function commonEntry(gateways: readonly Instance[], entries: readonly Entry[]): Entry | undefined {
  const covered = new Map<Entry, number>()
  for (const gateway of gateways) {
    for (const entry of entriesTo(entries, gateway, 'gateway')) covered.set(entry, (covered.get(entry) ?? 0) + 1)
  }
  return [...covered]
    .sort(([a, m], [b, n]) => n - m || a.aliases.length - b.aliases.length || byId(a.transit, b.transit))
    .map(([entry]) => entry)[0]
}
