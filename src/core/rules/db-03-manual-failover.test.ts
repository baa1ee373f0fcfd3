import { describeRule } from '../testing/describe-rule'
import { p3, put, say, unlink } from '../testing/redrawn'
import { manualFailover } from './db-03-manual-failover'

const members = (mode: string) =>
  put(say(p3, 'db1', { managed: false, mode, members: ['m1', 'm2'] }), [
    { id: 'm1', kind: 'database-node', place: 'zone-a' },
    { id: 'm2', kind: 'database-node', place: 'zone-b' },
  ])

describeRule(manualFailover, {
  fires: {
    'a person must promote the replica': { design: members('manual'), says: /db1 m1 m2/ },
  },
  quiet: {
    'it is promoted by itself': members('auto'),
    'nothing uses the database': unlink(members('manual'), (item) => item.to === 'db1'),
  },
})
