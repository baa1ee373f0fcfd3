import { once } from '../base/memo'
import { KINDS } from '../kinds'
import { hasRole, kindsWith } from '../kinds/roles'
import type { Component, Id, KindId, PurposeId } from '../model/design'
import { SCHEMA_NAMES } from '../model/design'
import { isFar } from '../wiring/databases'
import type { Deployment, EntryRole, Instance, InstanceId, Region, Server } from '../wiring/deployment'
import { entryFor } from '../wiring/entries'
import { type Graph, graphOf } from '../wiring/graph'
import { issuersInPlace } from '../wiring/identity-servers'
import { byLabels, hubOf, type RegionRoles, rolesByRegion, throttlersOf } from '../wiring/roles'

/** A connection that a published pattern needs and the drawing lacks. Without purposes: what the two kinds imply. */
export interface WantedConnection {
  readonly from: Id
  readonly to: Id
  readonly purposes?: readonly PurposeId[]
}

/** What the servers of a drawing, its load balancers and the people around it need of each other, and lack. */
export function wantedConnections(deployment: Deployment): readonly WantedConnection[] {
  const graph = graphOf(deployment)
  const all = rolesByRegion(deployment)
  const contexts = all.map((roles): Context => ({ deployment, graph, roles, hub: hubOf(roles, all), all }))
  // What stands behind an address is known first: until then both it and the load balancer seem to wait for servers.
  const floating = contexts.flatMap(floatingWants)
  if (floating.length > 0) return floating
  return contexts.flatMap((context) => {
    const { roles } = context
    return [
      ...balancerWants(context),
      ...alikeWants(context),
      ...wideWants(context),
      ...roles.gateways.flatMap((server) => gatewayWants(server, context)),
      ...roles.trafficManagers.flatMap((server) => trafficManagerWants(server, context)),
      ...keyManagersOf(context).flatMap((server) => keyManagerWants(server, context)),
      ...roles.control.flatMap((server) => controlWants(server, context)),
      ...outsideWants(context),
    ]
  })
}

interface Context {
  readonly deployment: Deployment
  readonly graph: Graph
  readonly roles: RegionRoles
  readonly hub: RegionRoles | undefined
  readonly all: readonly RegionRoles[]
}

/** Key Managers of the region, connected or not: completing the wiring is what connects them. */
function keyManagersOf({ deployment, roles }: Pick<Context, 'deployment' | 'roles'>): readonly Server[] {
  return keyManagers(deployment).get(roles.region.id) ?? []
}

const keyManagers = once((deployment: Deployment): ReadonlyMap<Region['id'], readonly Server[]> => {
  const managers = deployment.servers.filter((server) => server.instance.kind === 'key-manager')
  return new Map(
    deployment.regions.map(({ id }) => [id, managers.filter((server) => server.group.region === id)] as const),
  )
})

function executing({ roles }: Pick<Context, 'roles'>): readonly Server[] {
  return roles.gateways.length > 0 ? roles.gateways : roles.allInOnes
}

const FRONT = kindsWith('front')

/** What stands in front of servers in a role: their entry, or a load balancer of the region that leads nowhere yet. */
function frontOf(servers: readonly Server[], role: EntryRole, context: Context): Instance | undefined {
  for (const server of servers) {
    const entry = entryFor(context.deployment.entries, server.instance, role, 'inner')
    if (entry && FRONT.includes(entry.transit.kind)) return entry.transit
  }
  const idle = servers.length > 1 || entranceDrawn(servers, role, context) ? idleBalancers(context)[0] : undefined
  if (idle) return idle
  return context.deployment.instances.find(
    (instance) =>
      FRONT.includes(instance.kind) && servers.some((server) => leadsTo(instance, server.instance, context.graph)),
  )
}

function leadsTo(start: Instance, end: Instance, graph: Graph, seen = new Set<string>()): boolean {
  if (seen.has(start.id)) return false
  seen.add(start.id)
  return (graph.outgoing.get(start.id) ?? []).some((link) => {
    const next = graph.isTransit(link.to) ? graph.instance.get(link.to) : undefined
    return link.to === end.id || (next !== undefined && leadsTo(next, end, graph, seen))
  })
}

/** Load balancers of the region (or of none) that lead to no server yet, else those of the region that lead to few. */
function idleBalancers({ deployment, graph, roles }: Context): readonly Instance[] {
  const near = deployment.instances.filter(
    (instance) =>
      FRONT.includes(instance.kind) &&
      (deployment.regions.length === 1 || (instance.datacenter?.places[0]?.id ?? '') === roles.region.id),
  )
  const inFront = near.filter(
    (instance) => !near.some((other) => (graph.outgoing.get(other.id) ?? []).some((link) => link.to === instance.id)),
  )
  const idle = inFront.filter((instance) => !leadsToServer(instance, graph, deployment))
  return idle.length > 0 ? idle : inFront.length === 1 ? inFront : []
}

function leadsToServer(start: Instance, graph: Graph, deployment: Deployment, seen = new Set<string>()): boolean {
  if (seen.has(start.id)) return false
  seen.add(start.id)
  return (graph.outgoing.get(start.id) ?? []).some((link) => {
    if (deployment.server.has(link.to)) return true
    const next = deployment.instance.get(link.to)
    return next !== undefined && graph.isTransit(next.id) && leadsToServer(next, graph, deployment, seen)
  })
}

/** The last load balancers before the servers: those behind a floating address, else the front itself. */
function lastBalancers(front: Instance, graph: Graph): readonly Instance[] {
  const behind = (graph.outgoing.get(front.id) ?? []).flatMap((link) =>
    graph.isTransit(link.to) ? (graph.instance.get(link.to) ?? []) : [],
  )
  return behind.length > 0 ? behind : [front]
}

function balancerWants(context: Context): WantedConnection[] {
  const classes: readonly (readonly [readonly Server[], EntryRole])[] = [
    ...byLabels(executing(context)).map((servers) => [servers, 'gateway'] as const),
    [context.roles.control, 'control-plane'],
    [keyManagersOf(context), 'key-manager'],
  ]
  return classes.flatMap(([servers, role]) => {
    if (servers.length < 2 && !entranceDrawn(servers, role, context)) return []
    const front = frontOf(servers, role, context)
    if (!front) return []
    const balancers = [...lastBalancers(front, context.graph), ...namesakesOf(front, role, servers, context)]
    return [...new Set(balancers)].flatMap((balancer) =>
      servers
        .filter(
          (server) => !(context.graph.outgoing.get(balancer.id) ?? []).some((link) => link.to === server.instance.id),
        )
        .map((server) => ({ from: balancer.component.id, to: server.instance.component.id })),
    )
  })
}

/** Other load balancers that answer for the same name and port, and lead to some of the servers. */
function namesakesOf(
  front: Instance,
  role: EntryRole,
  servers: readonly Server[],
  { deployment }: Context,
): readonly Instance[] {
  const own = deployment.entries.find((entry) => entry.transit === front && entry.role === role)
  return deployment.entries
    .filter(
      (entry) =>
        entry.role === role &&
        entry.host === own?.host &&
        entry.port === own.port &&
        !KINDS[entry.transit.kind].keepsAddress &&
        servers.some(({ instance }) => entry.targets.includes(instance)),
    )
    .map(({ transit }) => transit)
}

/** Load balancers of one address lead to the same servers: whoever holds the address gets every call. */
function alikeWants({ deployment, graph, roles }: Context): WantedConnection[] {
  const addresses = deployment.instances.filter(
    (instance) =>
      instance.kind === 'floating-address' &&
      (deployment.regions.length === 1 || (instance.datacenter?.places[0]?.id ?? '') === roles.region.id),
  )
  return addresses.flatMap((address) => {
    const holders = lastBalancers(address, graph).filter((instance) => instance !== address)
    const lines = holders
      .flatMap(({ id }) => graph.outgoing.get(id) ?? [])
      .filter(({ to }) => deployment.server.has(to))
    return holders.flatMap((holder) => {
      const led = new Set((graph.outgoing.get(holder.id) ?? []).map(({ to }) => to))
      return lines
        .filter(({ to }) => !led.has(to))
        .flatMap(({ to, connection }) =>
          want(component(holder), deployment.instance.get(to)?.component.id, connection.purposes),
        )
    })
  })
}

/** A lone server gets a load balancer's line only when one is drawn that waits for it. */
function entranceDrawn(servers: readonly Server[], role: EntryRole, context: Context): boolean {
  if (servers.length === 0) return false
  const entry = servers.some(
    (server) => entryFor(context.deployment.entries, server.instance, role, 'inner') !== undefined,
  )
  return (
    !entry && idleBalancers(context).some((instance) => !leadsToServer(instance, context.graph, context.deployment))
  )
}

function component(instance: Instance): Id {
  return instance.component.id
}

/** The control plane's front for HTTPS, or its first node. */
function controlTarget(context: Context): Id | undefined {
  const { hub } = context
  if (!hub || hub.control.length === 0) return undefined
  const front = frontOf(hub.control, 'control-plane', { ...context, roles: hub })
  const first = hub.control[0]
  return front ? component(front) : first && component(first.instance)
}

function keyManagerTarget(context: Context): Id | undefined {
  const { hub } = context
  if (!hub) return undefined
  const managers = keyManagersOf({ deployment: context.deployment, roles: hub })
  if (managers.length === 0) return controlTarget(context)
  const front = frontOf(managers, 'key-manager', { ...context, roles: hub })
  const first = managers[0]
  return front ? component(front) : first && component(first.instance)
}

function want(from: Id, to: Id | undefined, purposes?: readonly PurposeId[]): WantedConnection[] {
  return to === undefined || from === to ? [] : [{ from, to, ...(purposes && { purposes }) }]
}

/**
 * HTTPS purposes; through a load balancer they follow from what stands behind it, unless others of them are `elsewhere`
 * dialled.
 */
function wantHttps(
  from: Id,
  to: Id | undefined,
  purpose: PurposeId,
  context: Context,
  elsewhere?: Id | undefined,
): WantedConnection[] {
  const target = to === undefined ? undefined : context.deployment.component.get(to)
  const follow = target && KINDS[target.kind].transit && (elsewhere === undefined || elsewhere === to)
  return want(from, to, follow ? undefined : [purpose])
}

function eventWants(server: Server, context: Context): WantedConnection[] {
  const from = component(server.instance)
  return (context.hub?.control ?? [])
    .filter((control) => !server.brokers.includes(control.instance))
    .flatMap((control) => want(from, component(control.instance), ['events']))
}

function gatewayWants(server: Server, context: Context): WantedConnection[] {
  const from = component(server.instance)
  const managers = throttlersOf(server, context.roles, context.hub, context.deployment)
  const usesKeyManagers =
    context.hub !== undefined && keyManagersOf({ deployment: context.deployment, roles: context.hub }).length > 0
  const keyManagerMissing =
    server.keyManager === undefined ||
    (usesKeyManagers &&
      !server.keyManager.targets.some((id) => context.deployment.instance.get(id)?.kind === 'key-manager'))
  const backend = context.deployment.instances.find((instance) => hasRole(instance.kind, 'backend'))
  const dialled = (via: InstanceId | undefined) =>
    via === undefined ? undefined : context.deployment.instance.get(via)?.component.id
  const control = dialled(server.control?.via) ?? controlTarget(context)
  const keyManager = (keyManagerMissing ? undefined : dialled(server.keyManager?.via)) ?? keyManagerTarget(context)
  return [
    ...(server.control ? [] : wantHttps(from, control, 'control', context, keyManager)),
    ...eventWants(server, context),
    ...(keyManagerMissing ? wantHttps(from, keyManager, 'key-management', context, control) : []),
    ...managers.flatMap((manager) => {
      const missing: PurposeId[] = []
      if (!server.throttlers.includes(manager.instance)) missing.push('throttle-events')
      if (!server.deciders.includes(manager.instance)) missing.push('throttle-decisions')
      return missing.length === 0 ? [] : want(from, component(manager.instance), missing)
    }),
    ...(context.graph.reach(server.instance.id, 'backend').ends.length > 0
      ? []
      : want(from, backend && component(backend))),
  ]
}

function trafficManagerWants(server: Server, context: Context): WantedConnection[] {
  const from = component(server.instance)
  return [
    ...(server.control ? [] : wantHttps(from, controlTarget(context), 'control', context)),
    ...eventWants(server, context),
    ...peerWants(server, server.peers, 'event-duplication', server.duplicates),
  ]
}

function keyManagerWants(server: Server, context: Context): WantedConnection[] {
  const from = component(server.instance)
  return [
    ...(server.control ? [] : wantHttps(from, controlTarget(context), 'control', context)),
    ...eventWants(server, context),
    ...databaseWants(server, context),
  ]
}

function peerWants(
  server: Server,
  peers: readonly Instance[],
  purpose: PurposeId,
  have: readonly Instance[],
): WantedConnection[] {
  return peers
    .filter((peer) => !have.includes(peer))
    .flatMap((peer) =>
      component(peer) === component(server.instance)
        ? [{ from: component(peer), to: component(peer), purposes: [purpose] }]
        : want(component(server.instance), component(peer), [purpose]),
    )
}

function controlWants(server: Server, context: Context): WantedConnection[] {
  const { roles, deployment, graph, all } = context
  const from = component(server.instance)
  const alone = executing(context).includes(server) && roles.trafficManagers.length === 0
  const peers = roles.control.filter((other) => other !== server).map((other) => other.instance)
  const managers = keyManagersOf(context)
  const asks = server.keyManager?.targets.some((id) => deployment.instance.get(id)?.kind === 'key-manager') ?? false
  const backend = deployment.instances.find((instance) => hasRole(instance.kind, 'backend'))
  // A datacenter that stands by hears and says nothing: its control planes read all from their copy of the databases.
  const others = all
    .filter((other) => other !== roles && !other.region.standby && !roles.region.standby)
    .flatMap((other) => other.control)
  return [
    ...peerWants(server, peers, 'event-duplication', server.duplicates),
    ...peerWants(server, peers, 'event-publishing', server.publishes),
    ...(alone ? peerWants(server, peers, 'throttle-events', server.throttlers) : []),
    ...others
      .filter((other) => !server.crossRegion.includes(other.instance))
      .flatMap((other) => want(from, component(other.instance), ['cross-datacenter-events'])),
    ...(managers.length > 0 && !asks ? wantHttps(from, keyManagerTarget(context), 'key-management', context) : []),
    ...databaseWants(server, context),
    ...(alone && graph.reach(server.instance.id, 'backend').ends.length === 0
      ? want(from, backend && component(backend))
      : []),
  ]
}

/** The database of the region, or the only one there is, of those that hold what the server lacks. */
function databaseWants(server: Server, { deployment }: Context): WantedConnection[] {
  const lacking = SCHEMA_NAMES.filter((name) => server.databases[name] === undefined)
  if (lacking.length === 0) return []
  const databases = deployment.databases.filter(
    (database) => lacking.every((name) => database.schemas.includes(name)) && !isFar(server.instance, database),
  )
  const local = databases.filter((database) => database.instance.datacenter?.key === server.instance.datacenter?.key)
  const used = databases.find((database) =>
    deployment.servers.some(
      (other) => other.group.region === server.group.region && other.databases.apim?.database === database,
    ),
  )
  const chosen = used ?? (local.length === 1 ? local[0] : databases.length === 1 ? databases[0] : undefined)
  return want(component(server.instance), chosen?.component.id)
}

const PEOPLE = kindsWith('portal-user')
const WIDE = kindsWith('wide-front')

/** Floating addresses lead to the load balancers of their region that nothing else leads to. */
function floatingWants({ deployment, graph, roles }: Context): WantedConnection[] {
  const local = (kind: KindId) =>
    deployment.instances.filter(
      (instance) =>
        instance.kind === kind &&
        (deployment.regions.length === 1 || (instance.datacenter?.places[0]?.id ?? '') === roles.region.id),
    )
  const addresses = local('floating-address')
  const [address] = addresses
  if (!address || addresses.length > 1) return []
  const fronted = (instance: Instance) =>
    (graph.incoming.get(instance.id) ?? []).some((link) => graph.isTransit(link.from))
  const leads = ({ id }: Instance) => (graph.outgoing.get(id) ?? []).length > 0
  // Beside an address that leads somewhere, what is called by its own name and leads somewhere is a way in of its own.
  const isApart = (balancer: Instance) =>
    leads(address) && leads(balancer) && (graph.incoming.get(balancer.id) ?? []).length > 0
  return local('load-balancer')
    .filter((balancer) => !fronted(balancer) && !isApart(balancer))
    .flatMap((balancer) => want(component(address), component(balancer)))
}

/** What leads consumers into several datacenters leads to the entry of each. */
function wideWants({ deployment, graph, roles, all }: Context): WantedConnection[] {
  if (all.length < 2) return []
  const serving = executing({ roles })
  const [first] = serving
  const entry = first && entryFor(deployment.entries, first.instance, 'gateway', 'inner')
  const front = entry?.transit ?? idleFront(roles, deployment, graph)
  if (!first || !front || WIDE.includes(front.kind)) return []
  return deployment.instances
    .filter((instance) => WIDE.includes(instance.kind))
    .filter((instance) => !(graph.outgoing.get(instance.id) ?? []).some((link) => link.to === front.id))
    .filter((instance) => !graph.reach(instance.id, 'api-traffic').ends.includes(first.instance))
    .flatMap((instance) =>
      want(
        component(instance),
        component(front),
        all.every((other) => other.control.length > 0) ? undefined : ['api-traffic'],
      ),
    )
}

/** The load balancer of a region that stands in front of the others there. */
function idleFront(roles: RegionRoles, deployment: Deployment, graph: Graph): Instance | undefined {
  return deployment.instances.find(
    (instance) =>
      FRONT.includes(instance.kind) &&
      (instance.datacenter?.places[0]?.id ?? '') === roles.region.id &&
      !(graph.incoming.get(instance.id) ?? []).some((link) =>
        FRONT.includes(graph.instance.get(link.from)?.kind ?? 'backend'),
      ),
  )
}

function outsideWants(context: Context): WantedConnection[] {
  const { deployment, roles, all } = context
  const managers = keyManagersOf(context)
  const first = all.find((other) => other.control.length > 0)
  const consumers = actors(deployment, ['api-consumer'])
  const everyControl = all.flatMap((other) => other.control)
  const everyIssuer = all.flatMap((other) => {
    const local = keyManagersOf({ deployment, roles: other })
    return local.length > 0 ? local : other.control
  })
  return [
    ...visits(consumers, 'api-traffic', executing(context), executing(context), 'gateway', context),
    ...(first === roles && issuersInPlace(deployment).length > 0 ? tokensInPlace(consumers, context) : []),
    ...(first === roles && issuersInPlace(deployment).length === 0
      ? [
          ...visits(
            consumers,
            'token',
            everyIssuer,
            managers.length > 0 ? managers : roles.control,
            managers.length > 0 ? 'key-manager' : 'control-plane',
            context,
          ),
        ]
      : []),
    ...PEOPLE.flatMap((kind) => {
      const people = actors(deployment, [kind])
      const unvisited = (control: readonly Server[]) =>
        !people.some((person) => reachesAny(person, 'management', control, context))
      const mine =
        unvisited(roles.control) ||
        (first === roles && !all.some((other) => other.control.length > 0 && unvisited(other.control)))
      return mine ? visits(people, 'management', everyControl, roles.control, 'control-plane', context) : []
    }),
  ]
}

/** Consumers get tokens where control planes have them issued, by the address that these use. */
function tokensInPlace(consumers: readonly Component[], { deployment, graph }: Context): WantedConnection[] {
  const issuers = issuersInPlace(deployment)
  const target = deployment.servers
    .flatMap(({ keyManager }) => keyManager ?? [])
    .find(({ targets }) => targets.some((id) => issuers.some((issuer) => issuer.id === id)))
  const via = target && deployment.instance.get(target.via)
  return consumers
    .filter(({ id }) => !graph.reach(id, 'token').ends.some((end) => issuers.includes(end)))
    .flatMap(({ id }) => want(id, via && component(via), ['token']))
}

function reachesAny(
  actor: Component,
  purpose: PurposeId,
  servers: readonly Server[],
  { deployment, graph }: Context,
): boolean {
  const start = deployment.instances.find((instance) => instance.component === actor)
  const ends = start ? graph.reach(start.id, purpose).ends : []
  return servers.some((server) => ends.includes(server.instance))
}

function actors(deployment: Deployment, kinds: readonly KindId[]): readonly Component[] {
  return deployment.design.topology.components.filter((item) => kinds.includes(item.kind))
}

/** Lines from those actors that reach none of `any` for a purpose, to what stands in front of `servers`. */
function visits(
  people: readonly Component[],
  purpose: PurposeId,
  any: readonly Server[],
  servers: readonly Server[],
  role: EntryRole,
  context: Context,
): WantedConnection[] {
  const { deployment } = context
  const first = servers[0]
  if (!first) return []
  const wide = role === 'gateway' ? deployment.instances.find((instance) => WIDE.includes(instance.kind)) : undefined
  const front = wide ?? frontOf(servers, role, context) ?? first.instance
  return people
    .filter((actor) => !reachesAny(actor, purpose, any, context))
    .flatMap((actor) => wantHttps(actor.id, component(front), purpose, context))
}
