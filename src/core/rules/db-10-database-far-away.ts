import { numberOf } from '../kinds/properties'
import { labelOf } from '../wiring/placement'
import { askOf, databasesInUse } from './support/databases'
import { defineRule } from './support/rule'

const SLOW_MS = 5
const UNUSABLE_MS = 20

export const databaseFarAway = defineRule({
  code: 'DB-10',
  title: 'The database is far away',
  severity: 'medium',
  why: 'Portals and token requests make many short queries, and each waits for the round trip.',
  source: 'engineering thresholds of ours: WSO2 publishes no limit',
  remedy: 'Put the database and the control planes into one region.',
  check: (deployment, say) => {
    for (const database of databasesInUse(deployment)) {
      const roundTrip = numberOf(database.component, 'roundTripMs')
      if (roundTrip === undefined) askOf(database, 'roundTripMs', say)
      if (roundTrip === undefined || roundTrip <= SLOW_MS) continue
      say.finding({
        severity: roundTrip > UNUSABLE_MS ? 'error' : 'medium',
        message: `${labelOf(database.component)} answers after ${roundTrip} ms; up to ${SLOW_MS} ms is good and more than ${UNUSABLE_MS} ms does not work.`,
        subjects: [database.component.id],
      })
    }
  },
})
