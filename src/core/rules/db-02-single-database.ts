import { labelOf } from '../wiring/placement'
import { databasesInUse } from './support/databases'
import type { Finding, Rule } from './support/rule'

export const singleDatabase: Rule = {
  code: 'DB-02',
  title: 'One database server',
  severity: 'high',
  why: 'Without it no tokens, no portals, no deployments and no gateway restarts.',
  source: 'docs-apim, deployment best practices; provider SLAs differ for one zone and several',
  check: (deployment) =>
    databasesInUse(deployment).flatMap((database): Finding[] => {
      const name = labelOf(database.component)
      const subjects = [database.component.id, ...database.members.map((member) => member.component.id)]
      if (database.dbms === 'h2') return []
      if (database.mode === 'managed' || (database.managed && database.mode === 'single')) {
        if (database.multiAz === true) return []
        return [
          {
            code: 'DB-02',
            severity: 'info',
            message:
              database.multiAz === false
                ? `${name} is managed, in one zone.`
                : `${name} is managed; whether in several zones is not said.`,
            subjects,
            remedy: 'Choose a service in several zones, and say so in its properties.',
          },
        ]
      }
      if (database.mode === 'geo' || database.mode === 'manual' || database.members.length > 1) return []
      return [
        {
          code: 'DB-02',
          severity: 'high',
          message: `${name} is one server.`,
          subjects,
          remedy: 'Use a database with automatic fail-over, or a managed service in several zones.',
        },
      ]
    }),
}
