import { describeRule } from '../testing/describe-rule'
import { p3, put } from '../testing/redrawn'
import { danglingReference } from './gen-03-dangling-reference'

describeRule(danglingReference, {
  fires: {
    'a reference leads nowhere': {
      design: put(p3, [{ id: 'm1', kind: 'database-node', properties: { database: 'nowhere' } }]),
      says: /m1/,
    },
  },
  quiet: {
    'it leads to a database': put(p3, [{ id: 'm1', kind: 'database-node', properties: { database: 'db1' } }]),
    'there is none': p3,
  },
})
