import { describeRule } from '../testing/describe-rule'
import { active, cut, link, p3, twin, unlink } from '../testing/redrawn'
import { splitDatabases } from './db-09-split-databases'

const two = twin(p3, 'db1', 'db2')

describeRule(splitDatabases, {
  fires: {
    'control planes use a database each': {
      design: unlink(two, (item) => ['acp1-db1-db2', 'acp2-db1'].includes(item.id)),
      says: /do not share one apim_db/,
    },
    'they share one of the two schemas': {
      design: link(
        unlink(two, (item) => ['acp1-db1-db2', 'acp2-db1', 'acp2-db1-db2'].includes(item.id)),
        'acp2',
        'db1',
        ['sql'],
        ['apim'],
      ),
      says: /do not share one shared_db/,
    },
  },
  quiet: {
    'they share both': p3,
    'there is one control plane': cut(
      unlink(two, (item) => item.id === 'acp1-db1-db2'),
      'acp2',
    ),
    'each datacenter has its member of one database': active,
  },
})
