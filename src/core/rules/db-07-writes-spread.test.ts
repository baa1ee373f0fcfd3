import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { cut, forget, p3, put, say } from '../testing/redrawn'
import { writesSpread } from './db-07-writes-spread'

const members = (facts: Properties) =>
  put(say(p3, 'db1', { managed: false, members: ['m1', 'm2'], ...facts }), [
    { id: 'm1', kind: 'database-node', place: 'zone-a' },
    { id: 'm2', kind: 'database-node', place: 'zone-b' },
  ])

describeRule(writesSpread, {
  fires: {
    'every member takes writes': { design: members({ mode: 'multiwriter' }), says: /writes on every member/ },
    'a cluster on shared storage is said to spread them': {
      design: members({ mode: 'multiwriter', dbms: 'oracle', writers: 'any' }),
      says: /writes on every member/,
    },
  },
  quiet: {
    'writes go to one': members({ mode: 'multiwriter', writers: 'one' }),
    'a cluster of Oracle settles conflicts itself': members({ mode: 'multiwriter', dbms: 'oracle' }),
    'a cluster of Db2 settles them itself': members({ mode: 'multiwriter', dbms: 'db2' }),
    'the system is not known': forget(members({ mode: 'multiwriter' }), 'db1', 'dbms'),
    'another member takes over by itself': members({ mode: 'auto', writers: 'any' }),
  },
  asks: {
    'its fail-over is not said': [forget(members({}), 'db1', 'mode'), 'mode of db1'],
    'its fail-over is not said, and writes go to one': [forget(members({ writers: 'one' }), 'db1', 'mode')],
    'a cluster on shared storage does not say who writes': [
      members({ mode: 'multiwriter', dbms: 'oracle' }),
      'writers of db1',
    ],
    'there is one server': [forget(forget(say(p3, 'db1', { managed: false }), 'db1', 'mode'), 'db1', 'multiAz')],
    'a single member is drawn': [forget(cut(members({ members: ['m1'] }), 'm2'), 'db1', 'mode')],
  },
})
