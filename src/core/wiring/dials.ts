import { once } from '../base/memo'
import { flagOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import type { Id, PurposeId, SchemaName } from '../model/design'
import type { Address, Deployment, Instance, InstanceId, Link, Server } from './deployment'
import { Graph, graphOf } from './graph'
import { type Hop, hopsFrom } from './hops'
import { headEntries, headsOf, linksBehind, undrawnLink } from './named-services'
import { isTracer } from './outside'
import { outsideIssuers } from './outside-issuers'
import { isAsked } from './user-stores'

/**
 * What the files of a bundle make each server dial. The configuration of API Manager holds one address for control, key
 * management, Redis, a user store and a database; of several lines that are drawn for such a purpose one is dialled, and
 * the others never, whatever fails. The analysis follows what is dialled, the drawing's lines only say what could be.
 * Source: product-apim, `apim.event_hub.service_url`, `apim.key_manager.service_url`, `database.*.url`, `user_store`,
 * `apim.redis_config.host`.
 */
export type SingleAddress = Extract<
  PurposeId,
  'control' | 'key-management' | 'redis' | 'user-store' | 'analytics' | 'observability'
>

export const SINGLE_ADDRESSES: readonly SingleAddress[] = [
  'control',
  'key-management',
  'redis',
  'user-store',
  'analytics',
  'observability',
]

/** Addresses that the file of a server holds for a purpose; none = it has no such setting, or dials itself. */
export function addressesFor(server: Server, purpose: SingleAddress): readonly Address[] {
  const { instance } = server
  switch (purpose) {
    case 'control':
      return hasRole(instance.kind, 'control-plane') || !server.control ? [] : [server.control]
    case 'key-management':
      return server.keyManager ? [server.keyManager] : []
    case 'redis':
      return server.redis?.addresses ?? []
    case 'user-store':
      return server.userStore?.addresses ?? []
    case 'analytics':
      return server.analytics?.addresses ?? []
    case 'observability':
      return server.observability?.addresses ?? []
  }
}

/**
 * What a server dials for a purpose, and beside it in a cluster. `null` = the file has no address for it, so nothing that
 * is drawn is left out.
 */
function dialledFor(server: Server, purpose: SingleAddress, deployment: Deployment): ReadonlySet<InstanceId> | null {
  // A user store without a type is in no file.
  if (purpose === 'user-store' && server.userStore && !isAsked(server.userStore.service)) return new Set()
  const addresses = addressesFor(server, purpose)
  if (addresses.length === 0) return null
  const dialled = addresses.flatMap((address) => headsOf(address, deployment))
  return new Set([...dialled, ...dialled.flatMap((via) => besideInCluster(server, via, purpose, deployment))])
}

/** In a cluster the address of a server is the Service of its release, which leads to all of them. */
function besideInCluster(
  { instance }: Server,
  first: InstanceId,
  purpose: PurposeId,
  deployment: Deployment,
): readonly InstanceId[] {
  const target = deployment.server.get(first)
  if (!target || !instance.cluster || target.instance.cluster !== instance.cluster) return []
  const members = new Set(target.group.members.map(({ id }) => id))
  return graphOf(deployment)
    .out(instance.id, purpose)
    .map(({ to }) => to)
    .filter((to) => members.has(to))
}

/**
 * Who answers at the addresses that the file of a server holds: a name leads on to what it is for, not to all that the
 * lines behind it would carry. Undefined = the file has no such address, so the lines say it.
 */
export const answeringOf = once((deployment: Deployment) => {
  const known = new Map<string, ReadonlySet<InstanceId> | undefined>()
  const find = (id: InstanceId, purpose: SingleAddress): ReadonlySet<InstanceId> | undefined => {
    const server = deployment.server.get(id)
    if (!server) return undefined
    const addresses = addressesFor(server, purpose)
    const dialled = dialledFor(server, purpose, deployment)
    if (dialled === null) return undefined
    const registered = purpose === 'key-management' ? outsideIssuers(deployment, server) : []
    return new Set([
      ...dialled,
      ...[...addresses, ...registered].flatMap(({ targets }) => targets),
      ...addresses
        .flatMap((address) => headEntries(address, deployment))
        .flatMap(({ targets }) => targets.map((it) => it.id)),
    ])
  }
  return (id: InstanceId, purpose: PurposeId): ReadonlySet<InstanceId> | undefined => {
    if (purpose !== 'control' && purpose !== 'key-management') return undefined
    const key = `${purpose} ${id}`
    if (!known.has(key)) known.set(key, find(id, purpose))
    return known.get(key)
  }
})

/** What is drawn for a server's purpose and no file of it dials. */
export interface NeverDialled {
  readonly server: Server
  readonly purpose: SingleAddress | 'sql'
  /** What it dials instead. */
  readonly dialled: readonly [Instance, ...Instance[]]
  readonly others: readonly Instance[]
}

interface Dials {
  /** The links as they are used: what no file dials carries the purpose no more. */
  readonly links: readonly Link[]
  readonly never: readonly NeverDialled[]
}

/** Works for a deployment with cut connections too: its servers keep dialling what they dialled. */
const dialsOf = once((deployment: Deployment): Dials => {
  const graph = graphOf(deployment)
  const never: NeverDialled[] = []
  const added: Link[] = []
  const unused = new Map<Link, Set<PurposeId>>()
  const drop = (link: Link, purpose: PurposeId) => unused.set(link, (unused.get(link) ?? new Set()).add(purpose))
  const schemas = new Map<Link, readonly SchemaName[]>()
  const passed = new Map<SingleAddress, Set<Id>>(SINGLE_ADDRESSES.map((purpose) => [purpose, new Set()]))
  for (const server of deployment.servers) {
    const out = deployment.outgoing.get(server.instance.id) ?? []
    for (const purpose of SINGLE_ADDRESSES) {
      const dialled = dialledFor(server, purpose, deployment)
      if (dialled === null) continue
      // Issuers that are registered in the Admin Portal are dialled beside the one that the file names.
      const registered = purpose === 'key-management' ? outsideIssuers(deployment, server).map(({ via }) => via) : []
      const hops = hopsFrom(graph, server.instance.id, purpose)
      const isFetched = ({ to }: Hop) =>
        purpose === 'observability' &&
        (graph.isTransit(to.id) ? graph.reach(to.id, purpose).ends : [to]).some((end) => !isTracer(end))
      const used = hops.filter((hop) => dialled.has(hop.to.id) || registered.includes(hop.to.id) || isFetched(hop))
      const ways = new Set(used.map(({ first }) => first))
      for (const id of used.flatMap(({ connections }) => connections)) passed.get(purpose)?.add(id)
      for (const link of out) if (link.purposes.has(purpose) && !ways.has(link.to)) drop(link, purpose)
      // A secondary user store is added in the console, beside the primary one that the file names.
      const others = hops.filter((hop) => !used.includes(hop) && flagOf(hop.to.component, 'secondary') !== true)
      note(never, server, purpose, [...dialled], others, deployment)
      for (const address of addressesFor(server, purpose)) {
        if (!used.some(({ to }) => to.id === address.via)) added.push(...undrawn(server, purpose, address, deployment))
        added.push(...byName(server, purpose, address, used, deployment))
      }
    }
    const { apim, shared } = server.databases
    const opened = out.filter((link) => link.purposes.has('sql'))
    for (const link of opened) {
      const kept = link.schemas.filter((schema) => {
        const target = schema === 'apim' ? apim : shared
        return (
          !target || target.ways.some(({ first, connection }) => first === link.to && connection === link.connection.id)
        )
      })
      if (kept.length < link.schemas.length) schemas.set(link, kept)
    }
    const target = apim ?? shared
    const vias = target === undefined ? [] : [target.via, ...target.members.map(({ id }) => id)]
    const without = opened.filter((link) => schemas.get(link)?.length === 0)
    const hops = hopsFrom(graph, server.instance.id, 'sql').filter(({ first }) =>
      without.some(({ to }) => to === first),
    )
    note(
      never,
      server,
      'sql',
      vias,
      hops.filter(({ to }) => !vias.includes(to.id)),
      deployment,
    )
  }
  for (const link of behindFirewalls(deployment)) {
    for (const purpose of SINGLE_ADDRESSES) {
      if (!link.purposes.has(purpose) || passed.get(purpose)?.has(link.connection.id)) continue
      if (isOpenedByServers(link.from, purpose, deployment)) drop(link, purpose)
    }
  }
  const links = deployment.links.map((link) => {
    const dropped = unused.get(link)
    const kept = schemas.get(link)
    if (!dropped && !kept) return link
    const purposes = new Set([...link.purposes].filter((purpose) => !dropped?.has(purpose)))
    if (kept?.length === 0) purposes.delete('sql')
    return { ...link, purposes, schemas: kept ?? link.schemas }
  })
  return { links: added.length > 0 ? merged([...links, ...added]) : links, never }
})

/**
 * What a file makes a server dial though no line of its own leads there: its own group through the entry before it, or
 * the Identity Server that its control plane names. The way on carries it too.
 */
function undrawn(server: Server, purpose: PurposeId, address: Address, deployment: Deployment): readonly Link[] {
  const { instance, peers } = server
  const isControl = hasRole(instance.kind, 'control-plane')
  if (address.via === instance.id || !(isControl ? peers.length > 0 : instance.kind === 'universal-gateway')) return []
  const drawn = new Map(deployment.design.topology.connections.map((connection) => [connection.id, connection]))
  const lines = address.connections.flatMap((id) => drawn.get(id) ?? [])
  const [connection] = lines
  // With a line of its own it is drawn, and may be cut.
  if (!connection || lines.some(({ from }) => from === instance.component.id)) return []
  const purposes = new Set([purpose])
  return headsOf(address, deployment).flatMap((head) => [
    { from: instance.id, to: head, purposes, connection, schemas: [] },
    ...wayOn(head, new Set(address.targets), deployment).map((link) => ({ ...link, purposes, schemas: [] })),
  ])
}

/**
 * A name leads to every outermost element that has it, whichever line is drawn, and on to all that is behind, whatever
 * the lines there were drawn for.
 */
function byName(
  { instance, peers }: Server,
  purpose: PurposeId,
  address: Address,
  used: readonly Hop[],
  deployment: Deployment,
): readonly Link[] {
  // One that stands alone asks itself.
  if (address.targets.includes(instance.id) && peers.length === 0) return []
  return headsOf(address, deployment).flatMap((head) => [
    ...(used.some(({ to }) => to.id === head) ? [] : undrawnLink(instance.id, head, address, purpose, deployment)),
    ...linksBehind(head, address, deployment)
      .filter((link) => !link.purposes.has(purpose))
      .map((link) => ({ ...link, purposes: new Set([purpose]), schemas: [] })),
  ])
}

/** Links by which an element leads to servers. */
function wayOn(start: InstanceId, targets: ReadonlySet<InstanceId>, deployment: Deployment): readonly Link[] {
  const graph = graphOf(deployment)
  const used = new Set<Link>()
  const leads = (id: InstanceId, onWay: ReadonlySet<InstanceId>): boolean => {
    if (targets.has(id)) return true
    if (!graph.isTransit(id) || onWay.has(id)) return false
    const further = (deployment.outgoing.get(id) ?? []).filter(
      (link) => PASSED_ON.some((purpose) => link.purposes.has(purpose)) && leads(link.to, new Set([...onWay, id])),
    )
    for (const link of further) used.add(link)
    return further.length > 0
  }
  leads(start, new Set())
  return [...used]
}

/** What an entry before control planes or issuers serves. */
const PASSED_ON: readonly PurposeId[] = ['control', 'key-management', 'token', 'management']

/** One link for each line and pair of ends, with all that it carries. */
function merged(links: readonly Link[]): readonly Link[] {
  const byWay = new Map<string, Link>()
  for (const link of links) {
    const key = `${link.from} ${link.to} ${link.connection.id}`
    const known = byWay.get(key)
    byWay.set(key, known ? { ...known, purposes: new Set([...known.purposes, ...link.purposes]) } : link)
  }
  return [...byWay.values()]
}

/** A firewall leads on by more lines than those that pass it dial. */
function behindFirewalls(deployment: Deployment): readonly Link[] {
  return deployment.links.filter(({ from }) => {
    const kind = deployment.instance.get(from)?.kind
    return kind !== undefined && hasRole(kind, 'packet-filter')
  })
}

/** No load balancer and no person comes by the firewall: what servers dial through it is all that passes. */
function isOpenedByServers(
  firewall: InstanceId,
  purpose: PurposeId,
  deployment: Deployment,
  onWay: ReadonlySet<InstanceId> = new Set(),
): boolean {
  const further = new Set([...onWay, firewall])
  return graphOf(deployment)
    .into(firewall, purpose)
    .every(({ from }) => {
      const kind = deployment.instance.get(from)?.kind
      if (kind === undefined || !hasRole(kind, 'packet-filter')) return deployment.server.has(from)
      return further.has(from) || isOpenedByServers(from, purpose, deployment, further)
    })
}

function note(
  never: NeverDialled[],
  server: Server,
  purpose: NeverDialled['purpose'],
  vias: readonly InstanceId[],
  hops: readonly Hop[],
  deployment: Deployment,
): void {
  const [first, ...more] = vias.flatMap((id) => deployment.instance.get(id) ?? [])
  const others = [...new Set(hops.map(({ to }) => to))]
  if (first && others.length > 0) never.push({ server, purpose, dialled: [first, ...more], others })
}

/** Links as the files use them. */
export function dialledLinks(deployment: Deployment): readonly Link[] {
  return dialsOf(deployment).links
}

/** What is drawn for a purpose and never dialled, by server. */
export function neverDialled(deployment: Deployment): readonly NeverDialled[] {
  return dialsOf(deployment).never
}

/** The graph of what is dialled: what the analysis walks. */
export const dialledGraphOf = once(
  (deployment: Deployment): Graph => new Graph(deployment.instances, dialledLinks(deployment)),
)
