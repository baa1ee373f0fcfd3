import { textOf } from '../../kinds/properties'
import { hasRole } from '../../kinds/roles'
import type { Component, Connection, DbmsId, SchemaName } from '../../model/design'
import { SCHEMA_NAMES } from '../../model/design'
import type { Database, Deployment } from '../../wiring/deployment'
import type { FactName, Found, Say } from './rule'

/** Databases that a control plane or Key Manager uses. */
export function databasesInUse(deployment: Deployment): readonly Database[] {
  const used = new Set<Database>()
  for (const server of deployment.servers) {
    if (!hasRole(server.instance.kind, 'data-keeper')) continue
    for (const target of [server.databases.apim, server.databases.shared]) if (target) used.add(target.database)
  }
  return deployment.databases.filter((database) => used.has(database))
}

/** Connections from gateways to databases, with the schemas that they open. */
export function gatewaySql(
  deployment: Deployment,
): readonly { gateway: Component; connection: Connection; schemas: readonly SchemaName[] }[] {
  return deployment.design.topology.connections.flatMap((connection) => {
    const gateway = deployment.component.get(connection.from)
    const to = deployment.component.get(connection.to)
    if (gateway?.kind !== 'universal-gateway' || !to || !(deployment.purposes.get(connection.id) ?? []).includes('sql'))
      return []
    const carried = deployment.databases.find((database) => database.component.id === to.id)?.schemas ?? SCHEMA_NAMES
    return [{ gateway, connection, schemas: connection.schemas ?? carried }]
  })
}

/** Database system that the drawing or its settings name; `undefined` where the default of the settings stands in. */
export function saidDbms(deployment: Deployment, database: Database): DbmsId | undefined {
  const said = textOf(database.component, 'dbms') ?? deployment.design.settings.dbms
  return said === undefined ? undefined : database.dbms
}

/**
 * Whether a database whose members all take writes meets conflicts, as far as its system tells: a cluster on shared
 * storage settles them itself, so there somebody must say that writes are spread.
 */
export function spreadsWrites(deployment: Deployment, database: Database): boolean {
  const dbms = saidDbms(deployment, database)
  return dbms !== undefined && dbms !== 'oracle' && dbms !== 'db2'
}

/** Nobody is asked about H2, which is for trials. */
export function askOf<What extends Found>({ component, dbms }: Database, fact: FactName, say: Say<What>): void {
  if (dbms !== 'h2') say.unknown(fact, component)
}
