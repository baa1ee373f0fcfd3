import { describeRule } from '../testing/describe-rule'
import { many, p1, p3, twin, unlink } from '../testing/redrawn'
import { tooManyGatewaysPerPair } from './ha-08-too-many-gateways-per-pair'

describeRule(tooManyGatewaysPerPair, {
  fires: {
    'eleven gateways count with one pair': {
      design: many(p3, 'gw1', 10),
      says: /11 gateways send their request counts/,
    },
  },
  quiet: {
    'there are ten': many(p3, 'gw1', 9),
    'there are two pairs': many(twin(twin(p3, 'tm1', 'tm3'), 'tm2', 'tm4'), 'gw1', 10),
    'half of them count with nobody': unlink(
      many(p3, 'gw1', 10),
      (item) => item.from === 'gw2' && item.to.startsWith('tm'),
    ),
    'All-in-Ones count for themselves': many(p1, 'aio1', 11),
  },
})
