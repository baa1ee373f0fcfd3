import { describeRule } from '../testing/describe-rule'
import { p3, say, unlink } from '../testing/redrawn'
import { databaseFarAway } from './db-10-database-far-away'

describeRule(databaseFarAway, {
  fires: {
    'the database answers slowly': { design: say(p3, 'db1', { roundTripMs: 6 }), says: /after 6 ms/ },
    'it answers as slowly as works': { design: say(p3, 'db1', { roundTripMs: 20 }), says: /after 20 ms/ },
    'it answers too slowly to work': {
      design: say(p3, 'db1', { roundTripMs: 21 }),
      severity: 'error',
      says: /after 21 ms/,
    },
  },
  quiet: {
    'it answers as fast as is good': say(p3, 'db1', { roundTripMs: 5 }),
    'it answers at once': say(p3, 'db1', { roundTripMs: 0 }),
    'nothing is said': p3,
    'nothing uses it': say(
      unlink(p3, (item) => item.to === 'db1'),
      'db1',
      { roundTripMs: 21 },
    ),
  },
  asks: {
    'nothing is said': [p3, 'roundTripMs of db1'],
    'it is H2': [say(p3, 'db1', { dbms: 'h2' })],
    'it is said': [say(p3, 'db1', { roundTripMs: 1 })],
  },
})
