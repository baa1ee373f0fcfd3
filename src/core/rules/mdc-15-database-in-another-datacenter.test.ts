import { describeRule } from '../testing/describe-rule'
import { active, central, change, link, move } from '../testing/redrawn'
import { databaseInAnotherDatacenter } from './mdc-15-database-in-another-datacenter'

describeRule(databaseInAnotherDatacenter, {
  fires: {
    'the database is in the other datacenter': {
      design: move(central, 'dc-region', 'db1'),
      says: /which is in another datacenter/,
    },
    'one server is in another datacenter than its database': {
      design: move(central, 'dc-region', 'acp1'),
      says: /uses .* in another datacenter/,
    },
  },
  quiet: {
    'it is in that of its servers': central,
    'nobody says where it is': change(move(central, 'dc-region', 'db1'), 'db1', { place: 'nowhere' }),
    'each datacenter has a member': active,
    'a gateway opens it': link(central, 'region-gw1', 'db1', ['sql'], ['shared']),
    'nobody says where the server is': change(central, 'acp1', { place: 'nowhere' }),
  },
})
