import { grouped } from '../base/grouped'
import { textOf } from '../kinds/properties'
import type { Id, SchemaName } from '../model/design'
import { databaseOf } from './databases'
import type { Database, DatabaseTarget, Instance, Link, Relay } from './deployment'
import { compareIds, type Graph } from './graph'
import { type Hop, hopsFrom } from './hops'
import { relaysAt } from './relays'
import { takesSeveral } from './several-servers'
import { copyIn } from './standby'

interface Way {
  readonly database: Database
  /** What is dialled: the database, one of its servers, or what leads to them. */
  readonly hop: Hop
  readonly connections: readonly Id[]
  /** Ends of the way: the database or servers of it. */
  readonly ends: readonly Instance[]
}

interface Caller {
  readonly server: Instance
  /** It is stopped until its datacenter is promoted, and the copy of the database in there with it. */
  readonly standby: boolean
}

/**
 * The database of a server for one schema, and the addresses that it dials: that of what leads to all that is drawn where
 * there is such, else those of the database itself.
 */
export function databaseTarget(
  caller: Caller,
  schema: SchemaName,
  databases: readonly Database[],
  graph: Graph,
  relays: readonly Relay[],
): DatabaseTarget | undefined {
  const carries = (link: Link) => link.schemas.includes(schema)
  const ways = hopsFrom(graph, caller.server.id, 'sql', carries).flatMap((hop): Way[] => {
    const reached = graph.isTransit(hop.to.id)
      ? graph.reach(hop.to.id, 'sql', carries)
      : { ends: [hop.to], connections: [] as readonly Id[] }
    const connections = [...hop.connections, ...reached.connections]
    return [...grouped(reached.ends, (end) => databaseOf(end, databases))].flatMap(([database, ends]) =>
      database?.schemas.includes(schema) ? [{ database, hop, connections, ends }] : [],
    )
  })
  ways.sort(
    (a, b) => compareIds(a.database.component.id, b.database.component.id) || compareIds(a.hop.to.id, b.hop.to.id),
  )
  const database = ways[0]?.database
  if (!database) return undefined
  const own = ways.filter((way) => way.database === database)
  const used = dialledWays(own, graph)
  const [best] = used
  if (!best) return undefined
  const { via, addresses, members } = addressesOf(caller, used, graph, relays)
  return {
    database,
    schema,
    host: addresses[0].host,
    port: addresses[0].port,
    addresses,
    name:
      textOf(database.component, schema === 'apim' ? 'apimDatabase' : 'sharedDatabase') ?? usualName(schema, database),
    username: textOf(database.component, schema === 'apim' ? 'apimUsername' : 'sharedUsername') ?? `${schema}admin`,
    via: via.id,
    ways: used.map(({ hop }) => ({ first: hop.first, connection: hop.connections[0] ?? '' })),
    members,
    connections: [...new Set(used.flatMap(({ connections }) => connections))],
  }
}

/** One that leads to all that is drawn; else the database, or its servers where a URL takes several; else the first. */
function dialledWays(own: readonly Way[], graph: Graph): readonly Way[] {
  const drawn = new Set(own.flatMap(({ ends }) => ends))
  const isTransit = ({ hop }: Way) => graph.isTransit(hop.to.id)
  const whole = ({ database, ends }: Way) =>
    ends.includes(database.instance) || [...drawn].every((end) => ends.includes(end))
  const covering = own.find((way) => isTransit(way) && whole(way)) ?? own.find((way) => whole(way))
  if (covering) return [covering]
  const direct = own.filter((way) => !isTransit(way))
  const [first] = own
  return first && direct.length === own.length && takesSeveral(first.database) ? direct : own.slice(0, 1)
}

function addressesOf(
  caller: Caller,
  used: readonly Way[],
  graph: Graph,
  relays: readonly Relay[],
): Pick<DatabaseTarget, 'addresses' | 'members'> & { readonly via: Instance } {
  const [{ database, hop }] = used as readonly [Way, ...Way[]]
  const via = hop.to
  const one = (host: string, port: number) => [{ host, port }] as const
  if (graph.isTransit(via.id)) {
    const relay = relaysAt(relays, via.id).find(
      ({ service, targets }) =>
        service === 'database' && targets.some((end) => end === database.instance || database.members.includes(end)),
    )
    return { via, addresses: one(relay?.host ?? via.hostname, relay?.port ?? database.port), members: [] }
  }
  const members = membersDialled(caller, used)
  const [first, ...others] = members
  if (!first) return { via, addresses: one(database.host, database.port), members }
  const address = (member: Instance) => ({ host: member.hostname, port: database.port })
  return { via, addresses: [address(first), ...others.map(address)], members }
}

/** Db2 takes names of databases up to eight characters. */
function usualName(schema: SchemaName, { dbms }: Database): string {
  return dbms === 'db2' && schema === 'shared' ? 'shareddb' : `${schema}_db`
}

/**
 * The servers that the address names: those that are connected to, with replication both ways the one in the own
 * datacenter, and where the database has no name that follows its servers the first, or all if a URL takes them; in a standby
 * datacenter its copy.
 */
function membersDialled({ server, standby }: Caller, used: readonly Way[]): readonly Instance[] {
  const [{ database }] = used as readonly [Way, ...Way[]]
  const connected = used.map(({ hop }) => hop.to).filter(({ kind }) => kind === 'database-node')
  if (connected.length > 0) return connected
  const local =
    database.mode === 'geo'
      ? database.members.find((member) => member.datacenter?.key === server.datacenter?.key)
      : undefined
  if (local) return [local]
  if (textOf(database.component, 'hostname') !== undefined) return []
  const copy = standby ? copyIn(database, server.datacenter?.places[0]?.id ?? '') : undefined
  if (copy) return [copy]
  return takesSeveral(database) ? database.members : database.members.slice(0, 1)
}
