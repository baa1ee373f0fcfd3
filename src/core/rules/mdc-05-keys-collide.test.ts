import { describeRule } from '../testing/describe-rule'
import { active, move, say } from '../testing/redrawn'
import { keysCollide } from './mdc-05-keys-collide'

const ids = (east: string, west: string) => say(say(active, 'east-db', { dcid: east }), 'west-db', { dcid: west })

describeRule(keysCollide, {
  fires: {
    'two datacenters write one id': { design: ids('DC1', 'DC1'), says: /same datacenter id, DC1/ },
    'keys come from the same sequences': {
      design: say(active, 'db1', { staggeredKeys: false }),
      says: /same sequences/,
    },
  },
  quiet: {
    'each writes its own': ids('DC1', 'DC2'),
    'one does not say': say(active, 'east-db', { dcid: 'DC1' }),
    'both are in one datacenter': move(ids('DC1', 'DC1'), 'dc-east', 'west-db'),
    'keys are staggered': say(active, 'db1', { staggeredKeys: true }),
    'datacenters do not replicate both ways': say(ids('DC1', 'DC1'), 'db1', { mode: 'auto' }),
  },
  asks: {
    'nothing is said': [active, 'dcid of east-db', 'dcid of west-db', 'staggeredKeys of db1'],
    'both members are in one datacenter': [move(active, 'dc-east', 'west-db'), 'staggeredKeys of db1'],
    'all is said': [say(ids('DC1', 'DC2'), 'db1', { staggeredKeys: true })],
    'it is H2': [say(active, 'db1', { dbms: 'h2' }), 'dcid of east-db', 'dcid of west-db'],
    'datacenters do not replicate both ways': [say(active, 'db1', { mode: 'auto' })],
  },
})
