import type { SchemaName } from '../../../model/design'
import type { Database, DatabaseTarget } from '../../../wiring/deployment'
import type { Plan } from '../plan'
import { isEmbedded } from '../secrets'

/** A database to create on its server, with the user that owns it. */
export interface Schema {
  readonly schema: SchemaName
  readonly name: string
  readonly username: string
  /** Environment variable that holds the user's password. */
  readonly secret: string
  /** WSO2's script that fills it, below `dbscripts/`. */
  readonly folder: '' | 'apimgt/'
}

/** Schemas that servers open in one database: shared first, as WSO2's scripts are run. */
export function schemasOf(plan: Plan, database: Database): Schema[] {
  const targets = plan.nodes.flatMap(({ server }) => [server.databases.shared, server.databases.apim])
  const mine = (schema: SchemaName): DatabaseTarget | undefined =>
    targets.find(
      (target) =>
        target !== undefined &&
        target.schema === schema &&
        target.database.component.id === database.component.id &&
        !isEmbedded(target),
    )
  return (['shared', 'apim'] as const).flatMap((schema) => {
    const target = mine(schema)
    if (!target) return []
    return [
      {
        schema,
        name: target.name,
        username: target.username,
        secret: plan.secrets.database(target),
        folder: schema === 'apim' ? ('apimgt/' as const) : ('' as const),
      },
    ]
  })
}

export interface Account {
  readonly username: string
  readonly secret: string
}

/** Users, each once: both schemas may belong to one. */
export function accountsOf(schemas: readonly Schema[]): Account[] {
  const accounts = new Map<string, Account>()
  for (const { username, secret } of schemas) {
    if (!accounts.has(secret)) accounts.set(secret, { username, secret })
  }
  return [...accounts.values()]
}

/** Databases by name, each once: both schemas in one database is a fault of the drawing that a finding names. */
export function databasesOf(schemas: readonly Schema[]): Schema[] {
  return schemas.filter((schema, at) => schemas.findIndex((other) => other.name === schema.name) === at)
}
