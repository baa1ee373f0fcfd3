import { freshId, setProperty } from '../../document/edits'
import { effectiveSettings } from '../../document/settings'
import { connectAll } from '../../fixes/complete'
import { KINDS } from '../../kinds'
import { flagOf, listOf, textOf } from '../../kinds/properties'
import { serversWith } from '../../kinds/roles'
import type { Component, Connection, Design, Id, Properties } from '../../model/design'
import { componentById } from '../../model/queries'
import type { Database, Deployment, Server } from '../../wiring/deployment'
import { labelOf } from '../../wiring/placement'
import { resolve } from '../../wiring/resolve'
import { addSupport } from './adding'
import { regionIdOf, serversOf } from './region'

/** The databases of a region's servers: which they share, and edits that make them share one pair. */

const USERS = serversWith('data-keeper')

/** Ids of the databases that a server uses for apim_db and shared_db; undefined where one is missing or embedded. */
export function pairOf({ databases: { apim, shared } }: Server): string | undefined {
  if (!apim || !shared || apim.database.dbms === 'h2' || shared.database.dbms === 'h2') return undefined
  return `${apim.database.component.id} ${shared.database.component.id}`
}

/** Servers of a region that keep product data, without those that go. */
export function databaseUsers(deployment: Deployment, region: Id | '', gone: ReadonlySet<Id>): readonly Server[] {
  const ids = new Set(serversOf(deployment.design, region, USERS).map(({ id }) => id))
  return deployment.servers.filter(({ instance }) => ids.has(instance.component.id) && !gone.has(instance.component.id))
}

/** The server whose databases the others of its region are to use: those that most of them use. */
export function modelUser(users: readonly Server[]): Server | undefined {
  const count = (pair: string) => users.filter((user) => pairOf(user) === pair).length
  return [...users]
    .filter((user) => pairOf(user) !== undefined)
    .sort((a, b) => count(pairOf(b) ?? '') - count(pairOf(a) ?? ''))[0]
}

/** A drawn database that servers of a region could use: it holds both schemas and is not embedded. */
export function spareDatabase(deployment: Deployment, region: Id | '', gone: ReadonlySet<Id>): Database | undefined {
  const usable = deployment.databases.filter(
    ({ component, schemas, dbms }) => schemas.length === 2 && dbms !== 'h2' && !gone.has(component.id),
  )
  const near = usable.filter(
    ({ instance, members }) =>
      [instance, ...members].some((part) => (part.datacenter?.places[0]?.id ?? '') === region) ||
      (instance.datacenter === undefined && members.every((member) => member.datacenter === undefined)),
  )
  return near[0] ?? (deployment.regions.length <= 1 ? usable[0] : undefined)
}

/** Connects every server of the region that keeps product data to one database, instead of what each used. */
export function shareDatabase(design: Design, region: Id | '', database: Id): Design {
  const users = serversOf(design, region, USERS).map(({ id }) => id)
  const current = withoutSql(design, users)
  const isLeft = ({ from, to }: Connection) => users.includes(from) && to === database
  const connections = current.topology.connections.filter((connection) => !isLeft(connection))
  return connectAll(
    { ...current, topology: { ...current.topology, connections } },
    users.map((from) => ({ from, to: database })),
  )
}

/** Gives servers of a region the database connections of one of them. */
export function shareDatabasesOf(design: Design, model: Id, users: readonly Id[]): Design {
  const lines = sqlLines(design, [model])
  const current = withoutSql(design, users)
  const copies = users.flatMap((from) =>
    lines.map((line): Connection => ({ ...line, from, id: `${from}-${line.to}`.slice(0, 56) })),
  )
  return copies.reduce(addLine, current)
}

function addLine(design: Design, line: Connection): Design {
  const taken = new Set([...design.topology.connections, ...design.topology.components].map(({ id }) => id))
  const id = taken.has(line.id) ? freshId(design, 'c') : line.id
  return { ...design, topology: { ...design.topology, connections: [...design.topology.connections, { ...line, id }] } }
}

function sqlLines(design: Design, from: readonly Id[]): readonly Connection[] {
  const { purposes } = resolve(design)
  return design.topology.connections.filter(
    (connection) => from.includes(connection.from) && purposes.get(connection.id)?.includes('sql'),
  )
}

function withoutSql(design: Design, users: readonly Id[]): Design {
  const lines = new Set(sqlLines(design, users))
  const connections = design.topology.connections.flatMap((connection): Connection[] => {
    if (!lines.has(connection)) return [connection]
    const { schemas: _, ...rest } = connection
    const left = connection.purposes?.filter((purpose) => purpose !== 'sql') ?? []
    return left.length === 0 ? [] : [{ ...rest, purposes: left }]
  })
  return lines.size === 0 ? design : { ...design, topology: { ...design.topology, connections } }
}

/** Adds a database for the servers of a region. What it is and how it fails over is for people to say. */
export function addDatabase(design: Design, region: Id | ''): Design {
  const embedded = effectiveSettings(design).dbms === 'h2'
  const added = addSupport(design, 'database', region, 'APIM databases', embedded ? { dbms: 'mysql' } : undefined)
  const made = added.topology.components.at(-1)
  return made && added !== design ? shareDatabase(added, region, made.id) : design
}

/** Database systems that WSO2 tested with replication both ways. Source: docs-apim, multi-datacenter active-active. */
const REPLICATED = ['postgresql', 'mssql', 'oracle']

/** Whether the drawing names a system that is not tested with replication both ways. */
export function needsOtherSystem(design: Design, database: Component): boolean {
  const said = textOf(database, 'dbms') ?? design.settings.dbms
  return said !== undefined && !REPLICATED.includes(said)
}

/** Regions in which a database has no server yet. */
export function regionsWithoutMember(
  design: Design,
  database: Id,
  regions: readonly (Id | '')[],
): readonly (Id | '')[] {
  const held = new Set(membersOf(design, database).map(({ id }) => regionIdOf(design, id)))
  return regions.filter((region) => !held.has(region))
}

export function membersOf(design: Design, database: Id): readonly Component[] {
  const owner = componentById(design, database)
  const ids = (owner && listOf(owner, 'members')) ?? []
  return design.topology.components.filter(
    (item) => item.kind === 'database-node' && (textOf(item, 'database') === database || ids.includes(item.id)),
  )
}

/** One database with a server in each region, replicated both ways, for all servers that keep product data. */
export function replicateBothWays(design: Design, database: Id, regions: readonly (Id | '')[]): Design {
  let current = design
  for (const region of regionsWithoutMember(design, database, regions)) current = addMember(current, database, region)
  const component = componentById(current, database)
  if (!component) return design
  if (needsOtherSystem(current, component)) {
    current = setProperty(current, database, 'dbms', 'postgresql')
    current = setProperty(current, database, 'version', undefined)
    current = setProperty(current, database, 'port', undefined)
  }
  const facts = { mode: 'geo', managed: undefined, multiAz: undefined, schemas: undefined, writers: undefined }
  for (const [key, value] of Object.entries(facts)) current = setProperty(current, database, key, value)
  if (flagOf(component, 'staggeredKeys') === false) current = setProperty(current, database, 'staggeredKeys', undefined)
  current = withOwnIds(current, database)
  for (const region of regions) {
    const users = databaseUsers(resolve(current), region, new Set())
    const already = users.every((user) => pairOf(user) === `${database} ${database}`)
    if (!already) current = shareDatabase(current, region, database)
  }
  return current
}

/** One database, written in one region, with a copy in each of the others, for all servers that keep product data. */
export function copyOneWay(design: Design, database: Id, main: Id | '', regions: readonly (Id | '')[]): Design {
  let current = design
  for (const region of regionsWithoutMember(design, database, regions)) current = addMember(current, database, region)
  const component = componentById(current, database)
  if (!component) return design
  const members = membersOf(current, database)
  const first = members.filter(({ id }) => regionIdOf(current, id) === main)
  const order = [...first, ...members.filter((member) => !first.includes(member))]
  const facts = {
    // Two that fail over by themselves where the database is written go on doing that.
    mode: first.length > 1 && textOf(component, 'mode') === 'auto' ? 'auto' : 'manual',
    members: order.map(({ id }) => id),
    managed: undefined,
    multiAz: undefined,
    schemas: undefined,
    writers: undefined,
  }
  for (const [key, value] of Object.entries(facts)) current = setProperty(current, database, key, value)
  for (const { id } of members) current = setProperty(current, id, 'primary', undefined)
  for (const region of regions) {
    const users = databaseUsers(resolve(current), region, new Set())
    const already = users.every((user) => pairOf(user) === `${database} ${database}`)
    if (!already) current = shareDatabase(current, region, database)
  }
  return current
}

/** A managed database has managed servers: what it says of itself, or its first server does. */
function factsOfService(design: Design, database: Component): Properties {
  const [first] = membersOf(design, database.id)
  const facts = ['managed', 'multiAz'].map(
    (key) => [key, flagOf(database, key) ?? (first && flagOf(first, key))] as const,
  )
  return Object.fromEntries(facts.flatMap(([key, said]) => (said === undefined ? [] : [[key, said]])))
}

/** A database server named for its datacenter. */
function addMember(design: Design, database: Id, region: Id | ''): Design {
  const owner = componentById(design, database)
  const added = addSupport(design, 'database-node', region, KINDS['database-node'].label, {
    database,
    ...(owner && factsOfService(design, owner)),
  })
  const made = added.topology.components.at(-1)
  const listed = owner && listOf(owner, 'members')
  if (!made || added === design || !listed) return added
  return setProperty(added, database, 'members', [...listed, made.id])
}

/** Servers that write the same datacenter id cannot replicate both ways: all but the first forget it. */
function withOwnIds(design: Design, database: Id): Design {
  const seen = new Set<string>()
  let current = design
  for (const member of membersOf(design, database)) {
    const said = textOf(member, 'dcid')
    if (said === undefined) continue
    if (seen.has(said)) current = setProperty(current, member.id, 'dcid', undefined)
    seen.add(said)
  }
  return current
}

/**
 * Databases that replicate between datacenters of which one is left: they fail over there, under a name that follows
 * their servers, or are one server. A managed one has its redundancy inside.
 */
export function keepInOnePlace(design: Design, database: Id, redundant: boolean): Design {
  const members = membersOf(design, database)
  const [first] = members
  if (!redundant || !first || isManagedAlone(members)) return setProperty(design, database, 'mode', undefined)
  const twin = members.length > 1 ? design : addMember(design, database, regionIdOf(design, first.id))
  const named = setProperty(twin, database, 'mode', 'auto')
  const component = componentById(named, database)
  return component && textOf(component, 'hostname') === undefined
    ? setProperty(named, database, 'hostname', `db.${effectiveSettings(named).domain}`)
    : named
}

/** One server that its provider keeps up. */
export function isManagedAlone(members: readonly Component[]): boolean {
  const [first, second] = members
  return first !== undefined && second === undefined && flagOf(first, 'managed') === true
}

export function databaseName(design: Design, id: Id): string {
  const component = componentById(design, id)
  return component ? labelOf(component) : id
}
