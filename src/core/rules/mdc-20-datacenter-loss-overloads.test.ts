import { describeRule } from '../testing/describe-rule'
import { active, load, p3 } from '../testing/redrawn'
import { datacenterLossOverloads } from './mdc-20-datacenter-loss-overloads'

describeRule(datacenterLossOverloads, {
  fires: {
    'the datacenter that is left cannot carry all': {
      design: load(active, { targetTps: 4159 }),
      says: /Without east, west carries 4,158 of 4,159/,
      fixes: ['Add 4 gateways'],
      times: 2,
    },
    'it cannot after growth': {
      design: load(active, { targetTps: 5000, growthPercent: 100 }),
      says: /4,158 of 10,000 calls/,
      fixes: ['Add 12 gateways'],
      times: 2,
    },
  },
  quiet: {
    'it carries all': load(active, { targetTps: 4158 }),
    'the loss of a datacenter is accepted': load(active, { targetTps: 4159, survivesDatacenter: false }),
    'there is one datacenter': load(p3, { targetTps: 5000 }),
    'no load is said': active,
  },
  asks: {
    'no load is said': [active, 'targetTps'],
    'there is one datacenter': [p3],
    'the loss of a datacenter is accepted': [load(active, { survivesDatacenter: false })],
    'it is said': [load(active, { targetTps: 1 })],
  },
})
