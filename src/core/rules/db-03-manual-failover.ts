import type { Database, Deployment } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { regionOf } from '../wiring/servers'
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
    const manual = databasesInUse(deployment).filter(({ mode }) => mode === 'manual')
    for (const database of manual.filter((database) => !keepsItselfUp(database, deployment)))
      say.finding({
        message: `${labelOf(database.component)} has a replica that a person must promote.`,
        subjects: [database.component.id, ...database.members.map((member) => member.component.id)],
      })
  },
})

/** Its provider replaces the primary, and what people promote is for the loss of the datacenter. */
function keepsItselfUp({ members: [primary, ...copies] }: Database, { regions }: Deployment): boolean {
  const waiting = new Set(regions.filter(({ standby }) => standby).map(({ id }) => id))
  return primary?.managed === true && copies.length > 0 && copies.every((copy) => waiting.has(regionOf(copy)))
}
