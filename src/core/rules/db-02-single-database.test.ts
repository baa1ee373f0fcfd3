import { describeRule } from '../testing/describe-rule'
import { forget, p3, put, say, unlink } from '../testing/redrawn'
import { singleDatabase } from './db-02-single-database'

const single = say(p3, 'db1', { managed: false, mode: 'single' })
const members = (mode: string) =>
  put(say(p3, 'db1', { managed: false, mode, members: ['m1', 'm2'] }), [
    { id: 'm1', kind: 'database-node', place: 'zone-a' },
    { id: 'm2', kind: 'database-node', place: 'zone-b' },
  ])

describeRule(singleDatabase, {
  fires: {
    'the database is one server': { design: single, says: /is one server/ },
    'a managed one is in one zone': {
      design: say(p3, 'db1', { multiAz: false }),
      severity: 'info',
      says: /managed, in one zone/,
    },
    'nobody says in how many zones a managed one is': {
      design: forget(p3, 'db1', 'multiAz'),
      severity: 'info',
      says: /whether in several zones is not said/,
    },
    'one server of a provider is in one zone': {
      design: say(p3, 'db1', { managed: true, mode: 'single', multiAz: false }),
      severity: 'info',
      says: /managed, in one zone/,
    },
  },
  quiet: {
    'a managed one is in several zones': p3,
    'it fails over by itself': members('auto'),
    'a person must promote a replica, which DB-03 says': say(single, 'db1', { mode: 'manual' }),
    'datacenters replicate both ways': say(single, 'db1', { mode: 'geo' }),
    'it is H2, which DB-01 says': say(single, 'db1', { dbms: 'h2' }),
    'nothing uses it': unlink(single, (item) => item.to === 'db1'),
  },
  asks: {
    'nobody says in how many zones a managed one is': [forget(p3, 'db1', 'multiAz'), 'multiAz of db1'],
    'it is not managed': [forget(single, 'db1', 'multiAz')],
    'a managed cluster fails over': [forget(say(p3, 'db1', { mode: 'auto' }), 'db1', 'multiAz')],
  },
})
