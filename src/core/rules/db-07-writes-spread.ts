import { textOf } from '../kinds/properties'
import { labelOf } from '../wiring/placement'
import { askOf, databasesInUse, spreadsWrites } from './support/databases'
import { defineRule } from './support/rule'

export const writesSpread = defineRule({
  code: 'DB-07',
  title: 'Writes are spread over several members',
  severity: 'medium',
  why: 'API Manager then meets write conflicts and deadlocks, which it does not repeat.',
  source: 'docs-apim, working with databases: a fail-over URL to one writer',
  remedy: 'Dial one member with the others on fail-over, and say that writes go to one.',
  check: (deployment, say) => {
    for (const database of databasesInUse(deployment)) {
      const writers = textOf(database.component, 'writers')
      const spread = writers === undefined ? spreadsWrites(deployment, database) : writers !== 'one'
      if (database.mode !== 'multiwriter') {
        if (spread && database.members.length > 1) askOf(database, 'mode', say)
        continue
      }
      if (!spread) {
        askOf(database, 'writers', say)
        continue
      }
      say.finding({
        message: `${labelOf(database.component)} takes writes on every member.`,
        subjects: [database.component.id, ...database.members.map((member) => member.component.id)],
      })
    }
  },
})
