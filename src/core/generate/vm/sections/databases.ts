import { type TomlTable, table } from '../../../serialize/toml'
import type { Provenance } from '../../../serialize/traced-text'
import { xmlPasted } from '../../../serialize/xml'
import type { DatabaseTarget } from '../../../wiring/deployment'
import { JDBC } from '../../shared/jdbc'
import { poolSize } from '../../shared/pools'
import { EMBEDDED_DATABASE_PASSWORD, env, isEmbedded } from '../../shared/secrets'
import type { TomlContext } from './common'

type DatabaseName = 'apim_db' | 'shared_db'

/** URLs of the H2 files that the packs ship. Source: product-apim v4.5.0 to v4.7.0, shipped deployment.toml. */
const EMBEDDED_URL: Readonly<Record<DatabaseName, string>> = {
  apim_db: 'jdbc:h2:./repository/database/WSO2AM_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000',
  shared_db: 'jdbc:h2:./repository/database/WSO2SHARED_DB;DB_CLOSE_ON_EXIT=FALSE',
}

/** Databases of a server that works with both: control planes, all-in-ones, key managers. */
export function fullDatabaseTables(context: TomlContext): TomlTable[] {
  const { databases } = context.node.server
  return [
    ...databaseTables(context, 'apim_db', databases.apim),
    ...databaseTables(context, 'shared_db', databases.shared),
    ...localDatabaseTables(context),
  ]
}

/**
 * Databases that a gateway (the shared one alone) or a Traffic Manager can use: what is drawn; otherwise embedded ones,
 * which 4.5.0 and 4.6.0 do not start without and 4.7.0 has by itself.
 */
export function dataPlaneDatabaseTables(context: TomlContext, usable: readonly DatabaseName[]): TomlTable[] {
  const { databases } = context.node.server
  const targets: Readonly<Record<DatabaseName, DatabaseTarget | undefined>> = {
    apim_db: databases.apim,
    shared_db: databases.shared,
  }
  return usable.flatMap((name) => {
    const target = targets[name]
    return target || context.plan.facts.embeddedDatabaseSpelledOut ? databaseTables(context, name, target) : []
  })
}

function databaseTables(
  { plan, node }: TomlContext,
  name: DatabaseName,
  target: DatabaseTarget | undefined,
): TomlTable[] {
  if (!target || isEmbedded(target)) {
    return [embeddedTable(name, [...node.subjects, ...(target ? [target.database.component.id] : [])])]
  }
  const dialect = JDBC[target.database.dbms]
  const because = {
    subjects: [target.database.component.id, ...target.connections, ...node.subjects],
    reason: `It opens ${target.schema} in ${target.database.component.id}`,
  }
  return [
    table(
      `database.${name}`,
      {
        type: dialect.type,
        url: xmlPasted(dialect.url(target.addresses, target.name)),
        username: target.username,
        password: env(plan.secrets.database(target)),
        driver: dialect.driver,
        validationQuery: dialect.validationQuery,
      },
      { because },
    ),
    poolTable(name, because, poolSize(plan, target.database)),
  ]
}

/** Defaults of default.json, spelled out so that they can be tuned in place. Names must be camelCase. */
function poolTable(name: DatabaseName, because: Provenance, maxActive: number): TomlTable {
  return table(
    `database.${name}.pool_options`,
    { maxActive, maxWait: 60000, testOnBorrow: true, validationInterval: 30000, defaultAutoCommit: true },
    { because },
  )
}

function embeddedTable(name: DatabaseName, subjects: readonly string[]): TomlTable {
  return table(
    `database.${name}`,
    {
      type: 'h2',
      url: EMBEDDED_URL[name],
      username: 'wso2carbon',
      password: env(EMBEDDED_DATABASE_PASSWORD),
      driver: JDBC.h2.driver,
      validationQuery: JDBC.h2.validationQuery,
    },
    {
      comment: 'Embedded H2: a file of this server alone.',
      because: { subjects, reason: `No external database is drawn for its ${name}` },
    },
  )
}

/** A server's own registry file, never shared. */
function localDatabaseTables({ plan }: TomlContext): TomlTable[] {
  return [
    table(
      'database.local',
      { url: `jdbc:h2:./repository/database/WSO2CARBON_DB${plan.facts.localDatabaseOptions}` },
      { because: { subjects: [], reason: 'Every server keeps a small database of its own' } },
    ),
  ]
}
