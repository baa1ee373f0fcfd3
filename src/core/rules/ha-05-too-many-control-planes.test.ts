import { describeRule } from '../testing/describe-rule'
import { active, cut, p3, say, twin, unlink } from '../testing/redrawn'
import { tooManyControlPlanes } from './ha-05-too-many-control-planes'

const third = twin(p3, 'acp1', 'acp3')
const shared = say(twin(active, 'east-acp1', 'east-acp3'), 'db1', { mode: 'auto' })

describeRule(tooManyControlPlanes, {
  fires: {
    'there are three': { design: third, says: /are 3 control planes on one database/ },
    'two datacenters have two each on one database': {
      design: say(active, 'db1', { mode: 'auto' }),
      says: /are 4 control planes/,
    },
    'one of the datacenters has three of its own': { design: shared, says: /are 3 control planes/ },
  },
  quiet: {
    'there are two': p3,
    'there are two for two datacenters': cut(say(active, 'db1', { mode: 'auto' }), 'east-acp2', 'west-acp2'),
    'each datacenter has its member of the database': active,
    'they have no database': unlink(say(active, 'db1', { mode: 'auto' }), (item) => item.to.includes('db')),
  },
})
