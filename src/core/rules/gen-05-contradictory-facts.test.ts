import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { cut, forget, p3, put, say, twin } from '../testing/redrawn'
import { contradictoryFacts } from './gen-05-contradictory-facts'

const members = (facts: Properties) =>
  put(say(p3, 'db1', { managed: false, members: ['m1', 'm2'], ...facts }), [
    { id: 'm1', kind: 'database-node', place: 'zone-a' },
    { id: 'm2', kind: 'database-node', place: 'zone-b' },
  ])
const primaries = (facts: Properties) => say(say(members(facts), 'm1', { primary: true }), 'm2', { primary: true })

describeRule(contradictoryFacts, {
  fires: {
    'an availability is a percentage': {
      design: say(p3, 'gw1', { availability: 99.9 }),
      says: /99\.9, which is not from 0 to 1/,
      fixes: ['Forget this figure'],
    },
    'an availability is below 0': {
      design: say(p3, 'zone-a', { availability: -1 }),
      says: /-1, which is not/,
      fixes: ['Forget this figure'],
    },
    'nothing takes no time': {
      design: say(p3, 'gw1', { mtbfHours: 0 }),
      says: /0 h between failures/,
      fixes: ['Forget this figure'],
    },
    'a repair takes less than none': {
      design: say(p3, 'gw1', { mttrHours: -4 }),
      says: /-4 h to repair/,
      fixes: ['Forget this figure'],
    },
    'the least is more than the most': {
      design: say(p3, 'gw1', { minReplicas: 3, maxReplicas: 2 }),
      says: /3 pods at the least and 2/,
      fixes: ['Allow 4 pods'],
    },
    'more members are needed than there are': {
      design: members({ mode: 'quorum', quorum: 3 }),
      says: /needs 3 members up and has 2/,
      fixes: ['Forget this number'],
    },
    'a single server has members': { design: members({ mode: 'single' }), says: /single server and has 2 members/ },
    'a managed service is said to be none': {
      design: say(p3, 'db1', { managed: false }),
      says: /managed service and not/,
    },
    'two members are the primary': {
      design: primaries({ mode: 'auto' }),
      says: /both said to be the primary/,
      fixes: ['Leave the first as primary'],
    },
    'a member belongs to another database': {
      design: say(twin(members({ mode: 'auto' }), 'db1', 'db2'), 'm1', { database: 'db2' }),
      says: /another database/,
    },
  },
  quiet: {
    'an availability is a share': say(p3, 'gw1', { availability: 0.999 }),
    'an availability is all of the time': say(p3, 'gw1', { availability: 1 }),
    'an availability is none of the time': say(p3, 'gw1', { availability: 0 }),
    'failures and repairs take time': say(p3, 'gw1', { mtbfHours: 0.1, mttrHours: 0.1 }),
    'the least is the most': say(p3, 'gw1', { minReplicas: 2, maxReplicas: 2 }),
    'only the least is said': say(p3, 'gw1', { minReplicas: 3 }),
    'as many are needed as there are': members({ mode: 'quorum', quorum: 2 }),
    'a number is needed of a database without members': say(p3, 'db1', { quorum: 3 }),
    'a single server has one member': cut(members({ mode: 'single' }), 'm2'),
    'a managed service does not say it twice': forget(p3, 'db1', 'managed'),
    'every member may be the primary of a cluster that writes everywhere': primaries({ mode: 'multiwriter' }),
    'every datacenter has a primary': primaries({ mode: 'geo' }),
    'one member is the primary': say(members({ mode: 'auto' }), 'm1', { primary: true }),
    'a member names the database that lists it': say(members({ mode: 'auto' }), 'm1', { database: 'db1' }),
  },
})
