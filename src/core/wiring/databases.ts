import { effectiveSettings } from '../document/settings'
import { flagOf, listOf, numberOf, textOf } from '../kinds/properties'
import type { Component, DbmsId, Design, Id, SchemaName } from '../model/design'
import { DBMS_IDS, SCHEMA_NAMES } from '../model/design'
import type { Database, DatabaseMode, DatabaseTarget, Instance } from './deployment'
import { compareIds, type Graph, sorted } from './graph'
import { copyIn } from './standby'

const DEFAULT_PORT: Readonly<Record<DbmsId, number>> = {
  mysql: 3306,
  mariadb: 3306,
  postgresql: 5432,
  oracle: 1521,
  mssql: 1433,
  db2: 50000,
  h2: 9092,
}

const MODES: readonly DatabaseMode[] = ['single', 'manual', 'auto', 'quorum', 'multiwriter', 'managed', 'geo']

/** Databases with their members: nodes that name them, or that they list, primary first. */
export function resolveDatabases(design: Design, instances: readonly Instance[]): Database[] {
  const fallback = effectiveSettings(design).dbms
  return sorted(instances.filter((instance) => instance.kind === 'database' && instance.ordinal === 1)).map(
    (instance) => {
      const component = instance.component
      const members = membersOf(component, instances)
      const managed = flagOf(component, 'managed') ?? (members.length > 0 && members.every((member) => member.managed))
      const dbms = DBMS_IDS.find((id) => id === textOf(component, 'dbms')) ?? fallback
      const schemas = SCHEMA_NAMES.filter((name) => listOf(component, 'schemas')?.includes(name) ?? true)
      return {
        component,
        instance,
        dbms,
        mode: modeOf(component, managed, members.length),
        schemas,
        managed,
        multiAz:
          flagOf(component, 'multiAz') ??
          members.map((member) => flagOf(member.component, 'multiAz')).find((said) => said !== undefined),
        members,
        needed: neededOf(component, members.length),
        host: textOf(component, 'hostname') ?? members[0]?.hostname ?? instance.hostname,
        port: numberOf(component, 'port') ?? DEFAULT_PORT[dbms],
      }
    },
  )
}

/** More than there are cannot be needed: then a majority (GEN-05 says so). */
function neededOf(database: Component, count: number): number {
  const said = numberOf(database, 'quorum')
  return said !== undefined && said >= 1 && said <= count ? said : Math.floor(count / 2) + 1
}

function membersOf(database: Component, instances: readonly Instance[]): readonly Instance[] {
  const listed = listOf(database, 'members') ?? []
  const rank = (instance: Instance) => {
    if (flagOf(instance.component, 'primary') === true) return -1
    const at = listed.indexOf(instance.component.id)
    return at < 0 ? listed.length : at
  }
  return instances
    .filter(
      (instance) =>
        instance.kind === 'database-node' &&
        (textOf(instance.component, 'database') === database.id || listed.includes(instance.component.id)),
    )
    .sort((a, b) => rank(a) - rank(b) || compareIds(a.id, b.id))
}

function modeOf(component: Component, managed: boolean, members: number): DatabaseMode {
  const said = MODES.find((mode) => mode === textOf(component, 'mode'))
  if (said) return said
  if (managed) return 'managed'
  return members > 1 ? 'manual' : 'single'
}

interface Caller {
  readonly server: Instance
  /** It is stopped until its datacenter is promoted, and the copy of the database in there with it. */
  readonly standby: boolean
}

/** The database of a server for one schema, and the address that it dials: a database proxy's when it goes through one. */
export function databaseTarget(
  { server, standby }: Caller,
  schema: SchemaName,
  databases: readonly Database[],
  graph: Graph,
): DatabaseTarget | undefined {
  const links = graph.out(server.id, 'sql').filter((link) => link.schemas.includes(schema))
  const found: { database: Database; via: Instance; connections: Id[] }[] = []
  for (const link of links) {
    const first = graph.instance.get(link.to)
    if (!first) continue
    const reached = graph.isTransit(first.id)
      ? graph.reach(first.id, 'sql', (next) => next.schemas.includes(schema))
      : { ends: [first], connections: [] as readonly Id[] }
    for (const end of reached.ends) {
      const database = databaseOf(end, databases)
      if (database?.schemas.includes(schema)) {
        found.push({ database, via: first, connections: [link.connection.id, ...reached.connections] })
      }
    }
  }
  found.sort((a, b) => compareIds(a.database.component.id, b.database.component.id) || compareIds(a.via.id, b.via.id))
  const best = found[0]
  if (!best) return undefined
  const { database, via } = best
  const proxied = graph.isTransit(via.id)
  const member = proxied ? undefined : memberDialled({ server, standby }, via, database)
  return {
    database,
    schema,
    host: proxied ? via.hostname : (member?.hostname ?? database.host),
    port: proxied ? (numberOf(via.component, 'port') ?? database.port) : database.port,
    name:
      textOf(database.component, schema === 'apim' ? 'apimDatabase' : 'sharedDatabase') ?? usualName(schema, database),
    username: textOf(database.component, schema === 'apim' ? 'apimUsername' : 'sharedUsername') ?? `${schema}admin`,
    via: via.id,
    ...(member && { member }),
    connections: best.connections,
  }
}

/** Db2 takes names of databases up to eight characters. */
function usualName(schema: SchemaName, { dbms }: Database): string {
  return dbms === 'db2' && schema === 'shared' ? 'shareddb' : `${schema}_db`
}

/**
 * The one server that the address names: the one that is connected to, with replication both ways the one in the own
 * datacenter, and where the database has no name that follows its servers the first, in a standby datacenter its copy.
 */
function memberDialled({ server, standby }: Caller, via: Instance, database: Database): Instance | undefined {
  if (via.kind === 'database-node') return via
  const local =
    database.mode === 'geo'
      ? database.members.find((member) => member.datacenter?.key === server.datacenter?.key)
      : undefined
  if (local) return local
  if (textOf(database.component, 'hostname') !== undefined) return undefined
  const copy = standby ? copyIn(database, server.datacenter?.places[0]?.id ?? '') : undefined
  return copy ?? database.members[0]
}

export function databaseOf(end: Instance, databases: readonly Database[]): Database | undefined {
  return databases.find(
    (database) => database.component.id === end.component.id || database.members.some((member) => member.id === end.id),
  )
}

/** Both say where they are, and no part of the database is in the datacenter of the instance. */
export function isFar({ datacenter }: Instance, { members, instance: whole }: Database): boolean {
  const places = (members.length > 0 ? members : [whole]).flatMap((part) => part.datacenter ?? [])
  return datacenter !== undefined && places.length > 0 && !places.includes(datacenter)
}
