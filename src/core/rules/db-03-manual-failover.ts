import { labelOf } from '../wiring/placement'
import { databasesInUse } from './support/databases'
import type { Rule } from './support/rule'

export const manualFailover: Rule = {
  code: 'DB-03',
  title: 'Fail-over waits for a person',
  severity: 'high',
  why: 'The outage lasts until somebody promotes the replica.',
  source: 'database modes: a replica without automatic promotion adds nothing during the outage',
  check: (deployment) =>
    databasesInUse(deployment)
      .filter((database) => database.mode === 'manual')
      .map((database) => ({
        code: 'DB-03',
        severity: 'high',
        message: `${labelOf(database.component)} has a replica that a person must promote.`,
        subjects: [database.component.id, ...database.members.map((member) => member.component.id)],
        remedy: 'Automate the promotion, or accept the recovery time and say so.',
      })),
}
