import { SCHEMA_NAMES, type SchemaName } from '../model/design'
import type { Server } from '../wiring/deployment'
import { rolesByRegion } from '../wiring/roles'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const splitDatabases = defineRule({
  code: 'DB-09',
  title: 'Servers of one deployment on different databases',
  severity: 'error',
  why: 'Each half sees other APIs, applications and tokens.',
  source: 'docs-apim, Pattern 1: all nodes share apim_db and shared_db',
  remedy: 'Connect them all to the same pair of databases.',
  check: (deployment, say) => {
    for (const roles of rolesByRegion(deployment)) {
      const users = [...roles.control, ...roles.keyManagers]
      const split = SCHEMA_NAMES.find((schema) => databasesOf(users, schema).length > 1)
      if (split === undefined) continue
      const members = users.map((server) => server.instance)
      say.finding({
        message: `${namesOf(members)}${inRegion(roles, deployment)} do not share one ${split}_db.`,
        subjects: [...subjectsOf(members), ...databasesOf(users, split).filter((id) => !deployment.server.has(id))],
      })
    }
  },
})

/** Ids of the databases that servers use for a schema; a server without one keeps it to itself. */
function databasesOf(users: readonly Server[], schema: SchemaName): readonly string[] {
  const ids = users.map(({ databases, instance }) => databases[schema]?.database.component.id ?? instance.id)
  return [...new Set(ids)]
}
