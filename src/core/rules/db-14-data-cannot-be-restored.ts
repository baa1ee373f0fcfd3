import { textOf } from '../kinds/properties'
import { labelOf } from '../wiring/placement'
import { askOf, databasesInUse } from './support/databases'
import { defineRule } from './support/rule'

export const dataCannotBeRestored = defineRule({
  code: 'DB-14',
  title: 'Data cannot be restored to a moment',
  severity: 'high',
  why: 'Redundancy copies a mistake to every member; only a backup brings APIs, applications and tokens back.',
  source: 'docs-apim, backup and recovery recommendations',
  check: (deployment, say) => {
    for (const database of databasesInUse(deployment)) {
      const backup = textOf(database.component, 'backup')
      if (backup === undefined) askOf(database, 'backup', say)
      if (backup !== 'none' && backup !== 'copies') continue
      say.finding({
        severity: backup === 'none' ? 'high' : 'medium',
        message:
          backup === 'none'
            ? `${labelOf(database.component)} has no backup.`
            : `${labelOf(database.component)} goes back to its last copy alone: what came after is lost.`,
        subjects: [database.component.id],
        remedy:
          backup === 'none'
            ? 'Back it up with its transaction log, so that any moment can be restored.'
            : 'Keep the transaction log too, so that any moment can be restored.',
      })
    }
  },
})
