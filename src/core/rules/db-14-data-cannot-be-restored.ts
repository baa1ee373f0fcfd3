import { textOf } from '../model/properties'
import { labelOf } from '../wiring/placement'
import { databasesInUse } from './support/databases'
import type { Finding, Rule } from './support/rule'

export const dataCannotBeRestored: Rule = {
  code: 'DB-14',
  title: 'Data cannot be restored to a moment',
  severity: 'high',
  why: 'Redundancy copies a mistake to every member; only a backup brings APIs, applications and tokens back.',
  source: 'docs-apim, backup and recovery recommendations',
  check: (deployment) =>
    databasesInUse(deployment).flatMap((database): Finding[] => {
      const backup = textOf(database.component, 'backup')
      if (backup !== 'none' && backup !== 'copies') return []
      return [
        {
          code: 'DB-14',
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
        },
      ]
    }),
}
