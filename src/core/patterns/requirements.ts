import { once } from '../base/memo'
import { KINDS } from '../kinds'
import { hasRole } from '../kinds/roles'
import { type Id, type KindId, type PurposeId, SCHEMA_NAMES, type SchemaName } from '../model/design'
import type { Deployment, Instance, InstanceId, Server } from '../wiring/deployment'
import { type Graph, graphOf } from '../wiring/graph'
import { issuersInPlace } from '../wiring/identity-servers'
import { labelOf } from '../wiring/placement'
import { byLabels, hubOf, type RegionRoles, rolesByRegion, throttlersOf } from '../wiring/roles'
import { countStoreOf } from '../wiring/shared-counts'
import type { Requirement } from './pattern'

/** A mandatory link of a pattern, and the rule that reports it when it is missing and has a rule of its own. */
export interface WiredRequirement extends Requirement {
  /** The same as a sentence about what is not so. */
  readonly lack: string
  readonly rule?: string
}

/**
 * Links that every published pattern needs between the servers that a drawing has.
 * Source: docs-apim, distributed deployment guides of patterns 1 to 4 (high-availability samples).
 */
export const wiredRequirements = once((deployment: Deployment): readonly WiredRequirement[] => {
  const all = rolesByRegion(deployment)
  const graph = graphOf(deployment)
  return all.flatMap((roles) => {
    const hub = hubOf(roles, all)
    return [
      ...roles.gateways.flatMap((server) => gatewayNeeds(server, roles, hub, deployment)),
      ...roles.trafficManagers.flatMap((server) => trafficManagerNeeds(server, hub, deployment)),
      ...roles.keyManagers.flatMap((server) => keyManagerNeeds(server, hub, graph)),
      ...roles.control.flatMap((server) => controlNeeds(server, roles, graph)),
      ...entranceNeeds(roles, deployment, graph),
      ...oneDatabaseNeeds(roles),
    ]
  })
})

/** Control planes and key managers of a region that keep a schema, and where; a server without a database keeps it to itself. */
export function databasesOf({ control, keyManagers }: RegionRoles, schema: SchemaName): readonly Id[] {
  const ids = [...control, ...keyManagers].map(
    ({ databases, instance }) => databases[schema]?.database.component.id ?? instance.id,
  )
  return [...new Set(ids)]
}

/** The first schema that the servers of a region do not share. */
export function splitSchema(roles: RegionRoles): SchemaName | undefined {
  return SCHEMA_NAMES.find((schema) => databasesOf(roles, schema).length > 1)
}

function oneDatabaseNeeds(roles: RegionRoles): readonly WiredRequirement[] {
  const servers = [...roles.control, ...roles.keyManagers]
  if (servers.length < 2) return []
  const said: Wording = {
    message: `${names(servers)} share apim_db and shared_db.`,
    lack: `${names(servers)} do not share one ${splitSchema(roles) ?? 'shared'}_db.`,
  }
  const subjects = servers.map(({ instance }) => instance.component.id)
  return [need(splitSchema(roles) === undefined, said, [...new Set(subjects)], 'DB-09')]
}

interface Wording {
  readonly message: string
  readonly lack: string
}

function need(met: boolean, said: Wording, subjects: readonly string[], rule?: string): WiredRequirement {
  return { met, ...said, subjects, level: 'wired', ...(rule !== undefined && { rule }) }
}

/** `gw1 listens to …`, and `gw1 does not listen to …` with only what is missing. */
function does(who: Server | Instance, verb: string, what: string, missing = what): Wording {
  return { message: `${name(who)} ${thirdPerson(verb)} ${what}.`, lack: `${name(who)} does not ${verb} ${missing}.` }
}

function thirdPerson(verb: string): string {
  if (/(sh|ch|s|x)$/.test(verb)) return `${verb}es`
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`
}

function name(server: Server | Instance): string {
  const instance = 'instance' in server ? server.instance : server
  return instance.id === instance.component.id
    ? labelOf(instance.component)
    : `${labelOf(instance.component)} #${instance.ordinal}`
}

function names(items: readonly (Server | Instance)[]): string {
  return items.map(name).join(' and ')
}

function ids(server: Server, others: readonly Server[] = []): readonly string[] {
  return [...new Set([server.instance.component.id, ...others.map((other) => other.instance.component.id)])]
}

function includesAll(have: readonly Instance[], want: readonly Server[]): boolean {
  return want.every((server) => have.includes(server.instance))
}

function absent(have: readonly Instance[], want: readonly Server[]): readonly Server[] {
  return want.filter((server) => !have.includes(server.instance))
}

function gatewayNeeds(
  server: Server,
  roles: RegionRoles,
  hub: RegionRoles | undefined,
  deployment: Deployment,
): WiredRequirement[] {
  const control = hub?.control ?? []
  const throttlers = throttlersOf(server, roles, hub, deployment)
  const graph = graphOf(deployment)
  const needs = [
    need(server.control !== undefined, does(server, 'pull', `its APIs from a control plane`), ids(server)),
    need(
      server.brokers.length > 0 && includesAll(server.brokers, control),
      does(
        server,
        'listen',
        `to the events of ${control.length > 0 ? names(control) : 'a control plane'}`,
        `to the events of ${control.length > 0 ? names(absent(server.brokers, control)) : 'a control plane'}`,
      ),
      ids(server, control),
      server.brokers.length === 0 ? 'EV-01' : 'EV-02',
    ),
    need(server.keyManager !== undefined, does(server, 'ask', `a Key Manager about tokens`), ids(server)),
    need(graph.reach(server.instance.id, 'backend').ends.length > 0, does(server, 'call', `a backend`), ids(server)),
  ]
  if (throttlers.length === 0) return needs
  return [
    ...needs,
    need(
      includesAll(server.throttlers, throttlers),
      does(
        server,
        'publish',
        `its request counts to ${names(throttlers)}`,
        `its request counts to ${names(absent(server.throttlers, throttlers))}`,
      ),
      ids(server, throttlers),
      server.throttlers.length > 0 ? 'TM-01' : undefined,
    ),
    need(
      includesAll(server.deciders, throttlers),
      does(
        server,
        'listen',
        `to the throttling decisions of ${names(throttlers)}`,
        `to the throttling decisions of ${names(absent(server.deciders, throttlers))}`,
      ),
      ids(server, throttlers),
    ),
  ]
}

function subscriberNeeds(server: Server, hub: RegionRoles | undefined, control: WiredRequirement): WiredRequirement[] {
  const nodes = hub?.control ?? []
  const rule =
    server.instance.kind === 'traffic-manager' && server.brokers.length === 0
      ? 'EV-09'
      : server.brokers.length > 0
        ? 'EV-02'
        : undefined
  return [
    control,
    need(
      server.brokers.length > 0 && includesAll(server.brokers, nodes),
      does(
        server,
        'listen',
        `to the events of ${nodes.length > 0 ? names(nodes) : 'a control plane'}`,
        `to the events of ${nodes.length > 0 ? names(absent(server.brokers, nodes)) : 'a control plane'}`,
      ),
      ids(server, nodes),
      rule,
    ),
  ]
}

function haveOneCount(server: Server, peer: Instance, deployment: Deployment): boolean {
  const store = countStoreOf(server, deployment)
  const other = deployment.server.get(peer.id)
  return store !== undefined && other !== undefined && countStoreOf(other, deployment)?.service === store.service
}

function trafficManagerNeeds(server: Server, hub: RegionRoles | undefined, deployment: Deployment): WiredRequirement[] {
  return [
    ...subscriberNeeds(
      server,
      hub,
      need(
        server.control !== undefined,
        does(server, 'pull', `its policies from a control plane`),
        ids(server),
        'EV-09',
      ),
    ),
    // Those with their counts in one Redis come to the same decision without telling each other.
    ...server.peers
      .filter((peer) => !haveOneCount(server, peer, deployment))
      .map((peer) =>
        need(
          server.duplicates.includes(peer),
          does(server, 'copy', `its decisions to ${name(peer)}`),
          [server.instance.component.id, peer.component.id],
          'TM-02',
        ),
      ),
  ]
}

function keyManagerNeeds(server: Server, hub: RegionRoles | undefined, graph: Graph): WiredRequirement[] {
  return [
    ...subscriberNeeds(
      server,
      hub,
      need(
        server.control !== undefined,
        does(server, 'tell', `a control plane about revoked tokens`),
        ids(server),
        'EV-10',
      ),
    ),
    ...databaseNeeds(server),
    ...userNeeds(server, graph),
  ]
}

/** Without a connection to a user store the users are in shared_db; one that is drawn must lead to a user store. */
function userNeeds(server: Server, graph: Graph): WiredRequirement[] {
  const { id } = server.instance
  if (graph.out(id, 'user-store').length === 0) return []
  const found = graph.reach(id, 'user-store').ends.some(({ kind }) => kind === 'user-store')
  return [need(found, does(server, 'reach', 'a user store'), ids(server))]
}

function controlNeeds(server: Server, roles: RegionRoles, graph: Graph): WiredRequirement[] {
  const alone = roles.gateways.length === 0 && roles.trafficManagers.length === 0
  const peers = roles.control.filter((other) => other !== server).map((other) => other.instance)
  const needs: WiredRequirement[] = peers.map((peer) =>
    need(
      server.duplicates.includes(peer),
      does(server, 'copy', `its events to ${name(peer)}`),
      [server.instance.component.id, peer.component.id],
      'EV-05',
    ),
  )
  for (const peer of peers) {
    const subjects = [server.instance.component.id, peer.component.id]
    if (alone)
      needs.push(
        need(
          server.throttlers.includes(peer),
          does(server, 'publish', `its request counts to ${name(peer)}`),
          subjects,
        ),
      )
    else
      needs.push(
        need(
          server.publishes.includes(peer),
          does(server, 'publish', `its events to ${name(peer)}`),
          subjects,
          'EV-04',
        ),
      )
  }
  if (alone)
    needs.push(
      need(graph.reach(server.instance.id, 'backend').ends.length > 0, does(server, 'call', `a backend`), ids(server)),
    )
  if (roles.keyManagers.length > 0) {
    const asks =
      server.keyManager?.targets.some((target) =>
        roles.keyManagers.some((manager) => manager.instance.id === target),
      ) ?? false
    needs.push(
      need(asks, does(server, 'register', `keys at ${names(roles.keyManagers)}`), ids(server, roles.keyManagers)),
    )
  }
  // A single server may keep its embedded databases; one that dials a database must reach it.
  const embedded = alone && roles.control.length === 1 && graph.out(server.instance.id, 'sql').length === 0
  return [...needs, ...(embedded ? [] : databaseNeeds(server)), ...userNeeds(server, graph)]
}

function databaseNeeds(server: Server): WiredRequirement[] {
  return [
    need(
      server.databases.apim !== undefined && server.databases.shared !== undefined,
      does(server, 'use', `a database for apim_db and shared_db`),
      ids(server),
      'DB-01',
    ),
  ]
}

/** Load balancers before what there are several of, and what people and programs outside must reach. */
function entranceNeeds(roles: RegionRoles, deployment: Deployment, graph: Graph): WiredRequirement[] {
  const executing = roles.gateways.length > 0 ? roles.gateways : roles.allInOnes
  const issuing = roles.keyManagers.length > 0 ? roles.keyManagers : roles.control
  const needs: WiredRequirement[] = []
  const common = (servers: readonly Server[], what: string, rule?: string) => {
    if (servers.length < 2) return
    needs.push(
      need(
        sharesEntrance(servers, deployment, graph),
        {
          message: `One load balancer stands in front of ${what}.`,
          lack: `No load balancer leads to all of ${what}.`,
        },
        servers.map((server) => server.instance.component.id),
        rule,
      ),
    )
  }
  for (const servers of byLabels(executing)) common(servers, names(servers), 'LB-04')
  if (roles.gateways.length > 0 || roles.keyManagers.length > 0) common(roles.control, names(roles.control))
  if (roles.keyManagers.length > 0) common(roles.keyManagers, names(roles.keyManagers))
  // Callers are led to a standby when it is promoted, by a change of a name that no drawing shows.
  if (roles.region.standby) return needs
  needs.push(...outsideNeeds(deployment, 'api-consumer', 'api-traffic', executing, 'call APIs at', graph))
  needs.push(...tokenNeeds(deployment, issuing, graph))
  needs.push(...outsideNeeds(deployment, 'api-publisher', 'management', roles.control, 'manage APIs at', graph))
  needs.push(...outsideNeeds(deployment, 'api-developer', 'management', roles.control, 'sign in at', graph))
  return needs
}

/** Tokens come from servers of the drawing, or from a key manager of another maker that consumers are led to. */
function tokenNeeds(deployment: Deployment, issuing: readonly Server[], graph: Graph): readonly WiredRequirement[] {
  const consumers = deployment.instances.filter(({ kind }) => kind === 'api-consumer')
  const ends = new Set(consumers.flatMap(({ id }) => graph.reach(id, 'token').ends))
  const outsiders = [...ends].filter(({ kind }) => hasRole(kind, 'outside-key-manager'))
  const inPlace = issuersInPlace(deployment)
  if (outsiders.length === 0 && inPlace.length > 0 && consumers.length > 0) {
    const who = `${KINDS['api-consumer'].label}s get tokens from ${names(inPlace)}.`
    const lack = `No ${KINDS['api-consumer'].label} can get tokens from ${names(inPlace)}, which issues them in place of the control plane.`
    return [need(false, { message: who, lack }, [...new Set(inPlace.map(({ component }) => component.id))])]
  }
  if (outsiders.length === 0) {
    return outsideNeeds(deployment, 'api-consumer', 'token', issuing, 'get tokens from', graph)
  }
  const who = KINDS['api-consumer'].label
  const said = `${who}s get tokens from ${names(outsiders)}.`
  return [need(true, { message: said, lack: said }, [...new Set(outsiders.map(({ component }) => component.id))])]
}

function outsideNeeds(
  deployment: Deployment,
  kind: 'api-consumer' | 'api-publisher' | 'api-developer',
  purpose: PurposeId,
  servers: readonly Server[],
  verb: string,
  graph: Graph,
): WiredRequirement[] {
  const actors = deployment.instances.filter((instance) => instance.kind === kind)
  if (actors.length === 0 || servers.length === 0) return []
  const reached = new Set(actors.flatMap((actor) => graph.reach(actor.id, purpose).ends))
  const missing = servers.filter((server) => !reached.has(server.instance))
  const met = missing.length === 0
  return [need(met, outside(kind, verb, servers, missing), [...servers.map((server) => server.instance.component.id)])]
}

function outside(kind: KindId, verb: string, servers: readonly Server[], missing: readonly Server[]): Wording {
  const who = KINDS[kind].label
  return { message: `${who}s ${verb} ${names(servers)}.`, lack: `No ${who} can ${verb} ${names(missing)}.` }
}

/** Some element that traffic passes leads to every one of the servers. */
export function sharesEntrance(
  servers: readonly Server[],
  deployment: Deployment,
  graph: Graph = graphOf(deployment),
): boolean {
  const [first] = servers
  return (
    first !== undefined &&
    [...transitBefore(first.instance.id, graph)].some((id) => {
      const instance = graph.instance.get(id)
      if (instance === undefined || KINDS[instance.kind].transit !== 'http') return false
      const behind = leadsTo(id, graph)
      return servers.every((server) => behind.has(server.instance.id))
    })
  )
}

/** Every element that traffic passes on some way to an instance. */
function transitBefore(end: InstanceId, graph: Graph): ReadonlySet<InstanceId> {
  const before = new Set<InstanceId>()
  const queue = [end]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const { from } of graph.incoming.get(at) ?? []) {
      if (!graph.isTransit(from) || before.has(from)) continue
      before.add(from)
      queue.push(from)
    }
  }
  return before
}

const behindOf = once((_graph: Graph) => new Map<InstanceId, ReadonlySet<InstanceId>>())

function leadsTo(start: InstanceId, graph: Graph): ReadonlySet<InstanceId> {
  const known = behindOf(graph).get(start)
  if (known) return known
  const ends = new Set<InstanceId>()
  const seen = new Set([start])
  const queue = [start]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const { to } of graph.outgoing.get(at) ?? []) {
      if (!graph.isTransit(to)) ends.add(to)
      else if (!seen.has(to)) {
        seen.add(to)
        queue.push(to)
      }
    }
  }
  behindOf(graph).set(start, ends)
  return ends
}
