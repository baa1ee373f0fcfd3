import { textOf } from '../model/properties'
import { labelOf } from '../wiring/placement'
import { databasesInUse, saidDbms } from './databases'
import type { Finding, Rule } from './rule'

export const writesSpread: Rule = {
  code: 'DB-07',
  title: 'Writes are spread over several members',
  severity: 'medium',
  why: 'API Manager then meets write conflicts and deadlocks, which it does not repeat.',
  source: 'docs-apim, working with databases: a fail-over URL to one writer',
  check: (deployment) =>
    databasesInUse(deployment).flatMap((database): Finding[] => {
      const writers = textOf(database.component, 'writers')
      const dbms = saidDbms(deployment, database)
      // A cluster on shared storage settles conflicts itself, so there somebody must say that writes are spread.
      const likely = writers === undefined && dbms !== undefined && dbms !== 'oracle' && dbms !== 'db2'
      if (database.mode !== 'multiwriter' || !(writers === 'any' || likely)) return []
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
