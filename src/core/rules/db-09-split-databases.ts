import { SCHEMA_NAMES } from '../model/design'
import { rolesByRegion } from '../wiring/roles'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

export const splitDatabases: Rule = {
  code: 'DB-09',
  title: 'Servers of one deployment on different databases',
  severity: 'error',
  why: 'Each half sees other APIs, applications and tokens.',
  source: 'docs-apim, Pattern 1: all nodes share apim_db and shared_db',
  check: (deployment) =>
    rolesByRegion(deployment).flatMap((roles) => {
      const users = [...roles.control, ...roles.keyManagers]
      return SCHEMA_NAMES.flatMap((schema) => {
        const databases = new Set(
          users.map((server) => server.databases[schema]?.database.component.id ?? server.instance.id),
        )
        if (users.length < 2 || databases.size < 2) return []
        const members = users.map((server) => server.instance)
        return [
          {
            code: 'DB-09',
            severity: 'error' as const,
            message: `${namesOf(members)}${inRegion(roles, deployment)} do not share one ${schema}_db.`,
            subjects: [...subjectsOf(members), ...[...databases].filter((id) => !deployment.server.has(id))],
            remedy: 'Connect them all to the same pair of databases.',
          },
        ]
      }).slice(0, 1)
    }),
}
