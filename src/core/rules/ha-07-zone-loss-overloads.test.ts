import { describeRule } from '../testing/describe-rule'
import { cut, load, many, p3, twin } from '../testing/redrawn'
import { zoneLossOverloads } from './ha-07-zone-loss-overloads'

describeRule(zoneLossOverloads, {
  fires: {
    'the other zone cannot carry all': {
      design: load(many(p3, 'gw1', 2), { targetTps: 3000 }),
      says: /what is left of/,
      fixes: ['Add 1 gateway'],
    },
    'it is lost with most of the gateways': {
      design: load(many(p3, 'gw1', 7), { targetTps: 5000 }),
      says: /^Without zone a, what is left of 8 gateways carries 2,772/,
      fixes: ['Add 1 gateway'],
    },
  },
  quiet: {
    'a gateway more is in the other zone': load(many(twin(p3, 'gw2', 'gw3'), 'gw1', 2), { targetTps: 3000 }),
    'the other zone just carries all': load(p3, { targetTps: 2772 }),
    'no load is said': p3,
  },
  asks: {
    'no load is said': [p3, 'targetTps'],
    'it is said': [load(p3, { targetTps: 1 })],
    'nothing serves': [cut(p3, 'gw1', 'gw2')],
  },
})
