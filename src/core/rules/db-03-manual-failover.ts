import { labelOf } from '../wiring/placement'
import { databasesInUse } from './support/databases'
import { defineRule } from './support/rule'

export const manualFailover = defineRule({
  code: 'DB-03',
  title: 'Fail-over waits for a person',
  severity: 'high',
  why: 'The outage lasts until somebody promotes the replica.',
  source: 'database modes: a replica without automatic promotion adds nothing during the outage',
  remedy: 'Automate the promotion, or accept the recovery time and say so.',
  check: (deployment, say) => {
    for (const database of databasesInUse(deployment).filter((database) => database.mode === 'manual'))
      say.finding({
        message: `${labelOf(database.component)} has a replica that a person must promote.`,
        subjects: [database.component.id, ...database.members.map((member) => member.component.id)],
      })
  },
})
