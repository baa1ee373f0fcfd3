import { textOf } from '../model/properties'
import { labelOf } from '../wiring/placement'
import { databasesInUse, spreadsWrites } from './support/databases'
import type { Finding, Rule } from './support/rule'

export const writesSpread: Rule = {
  code: 'DB-07',
  title: 'Writes are spread over several members',
  severity: 'medium',
  why: 'API Manager then meets write conflicts and deadlocks, which it does not repeat.',
  source: 'docs-apim, working with databases: a fail-over URL to one writer',
  check: (deployment) =>
    databasesInUse(deployment).flatMap((database): Finding[] => {
      const writers = textOf(database.component, 'writers')
      if (writers === 'one' || (writers === undefined && !spreadsWrites(deployment, database))) return []
      if (database.mode !== 'multiwriter') return []
      return [
        {
          code: 'DB-07',
          severity: 'medium',
          message: `${labelOf(database.component)} takes writes on every member.`,
          subjects: [database.component.id, ...database.members.map((member) => member.component.id)],
          remedy: 'Dial one member with the others on fail-over, and say that writes go to one.',
        },
      ]
    }),
}
