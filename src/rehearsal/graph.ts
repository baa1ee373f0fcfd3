import { type Structure, structureFrom, type WiredServer } from '../core/capabilities/structure'
import { KINDS } from '../core/kinds'
import { flagOf, textOf } from '../core/kinds/properties'
import { hasRole, isServerKind } from '../core/kinds/roles'
import { type Component, type Design, type PurposeId, SCHEMA_NAMES, type SchemaName } from '../core/model/design'
import type { Database, Instance, InstanceId, Link } from '../core/wiring/deployment'
import { Graph } from '../core/wiring/graph'
import type { ReadServer } from './bundle'
import { databasesOf } from './drawn/databases'
import { domainsOf } from './drawn/instances'
import type { Lines } from './drawn/lines'
import type { Endpoint, Source } from './formats/source'
import { link, type Ways } from './ways'

/** An address of a file at which nobody answers. */
export interface LooseEnd {
  readonly says: string
  readonly source: Source
}

export interface ReadGraph {
  readonly structure: Structure
  readonly looseEnds: readonly LooseEnd[]
}

/** What people and things without a file open, by the drawing. */
const OPENED_BY_PEOPLE: readonly PurposeId[] = ['api-traffic', 'token', 'management', 'platform-gateway']

/** What is in no file, whoever opens it: APIs' own backends, and what servers are connected to besides each other. */
const SUPPORT: readonly PurposeId[] = ['backend', 'federation', 'source-control', 'images', 'secrets']

/** Events that another server must have as well. */
const COPIES: readonly PurposeId[] = ['event-duplication', 'cross-datacenter-events']

/** Traces are sent to an address of the file; metrics are fetched from a server, which no file of it says. */
const TRACERS = ['otel', 'jaeger', 'zipkin']

/** What one reader of a target's files needs to hand over. */
export interface ReadFiles {
  readonly servers: readonly ReadServer[]
  readonly ways: Ways
}

export function graphOf(read: ReadFiles, design: Design, instances: readonly Instance[], lines: Lines): ReadGraph {
  return new Reading(read, design, instances, lines).result()
}

class Reading {
  readonly #servers: readonly ReadServer[]
  readonly #design: Design
  readonly #instances: readonly Instance[]
  readonly #lines: Lines
  readonly #ways: Ways
  readonly #databases: readonly Database[]
  readonly #links: Link[] = []
  readonly #loose: LooseEnd[] = []
  /** What the files of control planes name as their key manager. */
  readonly #issuers: Link[] = []

  constructor({ servers, ways }: ReadFiles, design: Design, instances: readonly Instance[], lines: Lines) {
    this.#servers = servers
    this.#ways = ways
    this.#design = design
    this.#instances = instances
    this.#lines = lines
    this.#databases = databasesOf(design, instances)
  }

  result(): ReadGraph {
    const servers = new Map<InstanceId, WiredServer>()
    for (const server of this.#servers) servers.set(server.instance.id, this.#server(server))
    const files = new Map(this.#servers.map((server) => [server.instance.id, server]))
    for (const instance of this.#instances) this.#drawn(instance, files.get(instance.id))
    const { hops } = this.#ways
    const all = [...this.#instances, ...hops.map(({ instance }) => instance)]
    const links = this.#withoutTokens([...this.#links, ...hops.flatMap((hop) => hop.links)], all)
    const graph = new Graph(all, links)
    const backed = new Set(this.#links.filter(({ purposes }) => purposes.has('backend')).map(({ from }) => from))
    const structure = structureFrom(
      {
        design: this.#designRead(),
        instances: this.#instances,
        instance: new Map(this.#instances.map((instance) => [instance.id, instance])),
        databases: this.#databases,
        domains: domainsOf(this.#instances),
        server: servers,
      },
      graph,
      ({ id }) => backed.has(id),
    )
    const rests = new Map(structure.rests)
    for (const { instance, of } of hops) rests.set(instance.id, rests.get(of.id) ?? [])
    return { structure: { ...structure, rests }, looseEnds: this.#loose }
  }

  /** A control plane that names an Identity Server as its key manager issues no tokens itself. */
  #withoutTokens(links: readonly Link[], all: readonly Instance[]): readonly Link[] {
    const graph = new Graph(all, links)
    const yielding = new Set(
      this.#issuers
        .filter(({ to }) => {
          const named = graph.instance.get(to)
          const ends = graph.isTransit(to) ? graph.reach(to, 'key-management').ends : [named]
          return ends.some((end) => end?.kind === 'identity-server')
        })
        .map(({ from }) => from),
    )
    if (yielding.size === 0) return links
    return links.map((link) =>
      yielding.has(link.to) ? { ...link, purposes: new Set([...link.purposes].filter((it) => it !== 'token')) } : link,
    )
  }

  /** Counts are shared where every Traffic Manager's file says so. */
  #designRead(): Design {
    const managers = this.#servers.filter(({ instance }) => hasRole(instance.kind, 'traffic-manager'))
    const shared = managers.length > 0 && managers.every(({ sharesCounts }) => sharesCounts)
    return { ...this.#design, settings: { ...this.#design.settings, distributedThrottling: shared } }
  }

  #server(server: ReadServer): WiredServer {
    const { instance } = server
    for (const { purpose, to, also } of server.dials) {
      const found = this.#ways.open(instance, purpose, to)
      const namesOutside = found.some((one) => this.#leadsOutside(one.to))
      if (purpose === 'key-management' && !namesOutside && this.#isDefault(instance)) continue
      const signsIn = also === undefined || this.#sameEnds(found, this.#ways.open(instance, purpose, also))
      if (found.length === 0) this.#nobody(to)
      else if (COPIES.includes(purpose) && found.some((one) => one.to === instance.id)) this.#itself(to)
      else if (!signsIn) this.#nobody(also ?? to)
      else this.#links.push(...found.filter((one) => one.to !== instance.id))
      if (purpose === 'key-management' && hasRole(instance.kind, 'control-plane')) this.#issuers.push(...found)
    }
    for (const environment of server.environments) {
      if (environment.host !== 'localhost' && !this.#ways.answers(instance, environment)) this.#nobody(environment)
    }
    const databases: Partial<Record<SchemaName, { members: readonly Instance[] }>> = {}
    for (const schema of SCHEMA_NAMES) {
      const target = server.databases[schema]
      if (!target || target.embedded) continue
      const members = target.endpoints.map((endpoint) => this.#opensDatabase(instance, schema, endpoint))
      databases[schema] = { members: members.some((one) => one === null) ? [] : members.flatMap((one) => one ?? []) }
    }
    // A standby datacenter is said by the drawing: its servers are installed, and stopped.
    const standby = instance.places.some((place) => flagOf(place, 'standby') === true)
    return { instance, standby, databases, servesApis: server.servesApis, ...this.#userStore(server) }
  }

  /**
   * A secondary user store is a file that the server writes itself when somebody adds it: the line is all there is. Beside
   * a primary one of the file, without which nobody signs in, it decides nothing.
   */
  #userStore({ instance, dials }: ReadServer): Pick<WiredServer, 'userStore'> {
    const dialled = dials.find(({ purpose }) => purpose === 'user-store')
    // A primary one, whether or not anybody is there.
    const primary: Component = { id: 'users', kind: 'user-store', properties: { type: 'ldap' } }
    if (dialled) return { userStore: { service: { component: primary } } }
    const secondary = this.#opened(instance, ['user-store']).filter(
      ({ to }) => flagOf(to.component, 'secondary') === true,
    )
    for (const { to, purpose } of secondary) this.#links.push(link(instance.id, to.id, purpose))
    return secondary[0] ? { userStore: { service: secondary[0].to } } : {}
  }

  /** Links to what has the address; the one server that it names, or null for a name that follows the database. */
  #opensDatabase(from: Instance, schema: SchemaName, to: Endpoint): Instance | null | undefined {
    const opened = (end: InstanceId) => ({ ...link(from.id, end, 'sql'), schemas: [schema] })
    const database = this.#databases.find(
      ({ host, port, members, schemas }) =>
        port === to.port &&
        schemas.includes(schema) &&
        (host === to.host || members.some((one) => one.hostname === to.host)),
    )
    if (database) {
      const member = database.members.find(({ hostname }) => hostname === to.host)
      this.#links.push(opened(member?.id ?? database.instance.id))
      return member ?? null
    }
    const proxies = this.#instances.filter(
      ({ kind, hostname }) => KINDS[kind].transit === 'sql' && hostname === to.host,
    )
    for (const proxy of proxies) this.#links.push(opened(proxy.id))
    if (proxies.length > 0) return null
    this.#nobody(to)
    return undefined
  }

  /** Lines that no file says. */
  #drawn(instance: Instance, file: ReadServer | undefined): void {
    const { kind } = instance
    // An Identity Server keeps tokens in a database that no file of the bundle names.
    if (KINDS[kind].transit === 'sql' || hasRole(kind, 'outside-key-manager')) this.#passSql(instance)
    for (const { to, purpose } of this.#opened(instance, SUPPORT)) this.#follow(instance, to, purpose)
    for (const { to, purpose } of this.#opened(instance, ['analytics'])) {
      if (!file || file.reports) this.#follow(instance, to, purpose)
    }
    for (const { to, purpose } of this.#opened(instance, ['observability'])) {
      const ends = [to.component, ...this.#lines.endsBeyond(to.component)].filter(
        ({ kind: end }) => !KINDS[end].transit,
      )
      if (!file || ends.some((end) => !TRACERS.includes(textOf(end, 'product') ?? '')))
        this.#follow(instance, to, purpose)
    }
    if (KINDS[kind].actor || !isServerKind(kind)) this.#outside(instance)
    else this.#registered(instance)
  }

  /** Whoever has no file uses what it is drawn to use. */
  #outside(instance: Instance): void {
    if (KINDS[instance.kind].transit) return
    for (const { to, purpose, narrowed } of this.#opened(instance, [
      ...OPENED_BY_PEOPLE,
      'control',
      'key-management',
    ])) {
      const means = (server: Instance) => narrowed || this.#lines.means(instance.component, server.component, purpose)
      this.#links.push(...this.#ways.enter(instance, to, purpose, this.#told(purpose, means), means))
    }
  }

  /** Issuers of tokens that an administrator registers in the Admin portal are in no file. */
  #registered(instance: Instance): void {
    for (const { to, purpose } of this.#opened(instance, ['key-management'])) {
      if (this.#lines.endsBeyond(to.component).every(isRegistered)) this.#follow(instance, to, purpose)
    }
  }

  /** The key manager of its file is the one that the product cannot do without; tokens come from one that is registered. */
  /** To an issuer of another product, on whatever way. */
  #leadsOutside(to: InstanceId, seen: ReadonlySet<InstanceId> = new Set()): boolean {
    const end = this.#instances.find(({ id }) => id === to)
    if (end && KINDS[end.kind].transit === undefined) return isOutside(end)
    const hop = this.#ways.hops.find(({ instance }) => instance.id === to)
    const beyond = hop?.links.map((link) => link.to).filter((id) => !seen.has(id)) ?? []
    return beyond.some((id) => this.#leadsOutside(id, new Set([...seen, to])))
  }

  #isDefault(instance: Instance): boolean {
    const ends = this.#opened(instance, ['key-management']).flatMap(({ to }) => this.#lines.endsBeyond(to.component))
    return ends.length > 0 && ends.every(isOutside)
  }

  #passSql({ id, component }: Instance): void {
    for (const { to, connection } of this.#lines.from(component)) {
      if (!this.#lines.lets(connection, 'sql')) continue
      for (const end of this.#instancesOf(to.id)) {
        this.#links.push({ ...link(id, end.id, 'sql'), schemas: connection.schemas ?? SCHEMA_NAMES })
      }
    }
  }

  /** Lines of the drawing for purposes that no file is about, through whatever stands between. */
  #follow(from: Instance, to: Instance, purpose: PurposeId, seen: ReadonlySet<string> = new Set()): void {
    const next = link(from.id, to.id, purpose)
    if (seen.has(next.connection.id)) return
    this.#links.push(next)
    if (!KINDS[to.kind].transit) return
    for (const { to: beyond, connection } of this.#lines.from(to.component)) {
      if (!this.#lines.lets(connection, purpose)) continue
      for (const end of this.#instancesOf(beyond.id)) {
        this.#follow(to, end, purpose, new Set([...seen, next.connection.id]))
      }
    }
  }

  #opened(from: Instance, purposes: readonly PurposeId[]) {
    return this.#lines.from(from.component).flatMap((line) => {
      const carried = this.#lines.opened(from.component, line)
      const narrowed = line.connection.purposes !== undefined
      return purposes
        .filter((purpose) => carried.has(purpose))
        .flatMap((purpose) => this.#instancesOf(line.to.id).map((to) => ({ to, purpose, narrowed })))
    })
  }

  #instancesOf(component: string): readonly Instance[] {
    return this.#instances.filter((instance) => instance.component.id === component)
  }

  /** Names and ports by which those outside are told to call, from the files of the servers. */
  #told(purpose: PurposeId, means: (server: Instance) => boolean): readonly Endpoint[] {
    if (purpose === 'api-traffic') {
      return [
        ...this.#servers.flatMap(({ environments }) => environments),
        ...this.#ownNames((server) => server.servesApis, 443),
      ]
    }
    if (purpose === 'token' || purpose === 'key-management')
      return this.#ownNames((server) => this.#issues(server) && means(server.instance), 443)
    return this.#ownNames(({ instance }) => hasRole(instance.kind, 'control-plane'), 443)
  }

  /** It answers requests for tokens: its file names no other key manager than itself and its own group. */
  #issues({ instance, dials }: ReadServer): boolean {
    if (!hasRole(instance.kind, 'key-manager')) return false
    const dial = dials.find(({ purpose }) => purpose === 'key-management')
    if (!dial) return true
    return this.#ways.endsOf(this.#ways.open(instance, 'key-management', dial.to)).has(instance.id)
  }

  #ownNames(which: (server: ReadServer) => boolean, usual: number): readonly Endpoint[] {
    return this.#servers
      .filter(which)
      .flatMap(({ publicNames }) =>
        publicNames.map(({ host, port, source }) => ({ host, port: port ?? usual, source })),
      )
  }

  #sameEnds(one: readonly Link[], other: readonly Link[]): boolean {
    const ends = (links: readonly Link[]) => [...this.#ways.endsOf(links)].sort().join('\n')
    return ends(one) === ends(other)
  }

  #itself({ host, port, source }: Endpoint): void {
    this.#loose.push({ says: `${host}:${port} is the server itself, which copies its events to others`, source })
  }

  #nobody({ host, port, source }: Endpoint): void {
    this.#loose.push({ says: `nobody answers at ${host}:${port}`, source })
  }
}

/** Before release 7, WSO2's Identity Server is named by a file in place of the resident key manager, and never registered. */
function isRegistered(component: Component): boolean {
  if (component.kind !== 'identity-server') return isOutside(component)
  const [release] = /\d+(\.\d+)*/.exec(textOf(component, 'vendor') ?? '') ?? []
  return release !== undefined && Number.parseInt(release, 10) >= 7
}

function isOutside({ kind }: Component): boolean {
  return hasRole(kind, 'outside-key-manager')
}
