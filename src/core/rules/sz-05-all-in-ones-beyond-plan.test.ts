import { describeRule } from '../testing/describe-rule'
import { load, p0, p1, p3 } from '../testing/redrawn'
import { allInOnesBeyondPlan } from './sz-05-all-in-ones-beyond-plan'

describeRule(allInOnesBeyondPlan, {
  fires: {
    'a pair gets more calls than planned': {
      design: load(p1, { targetTps: 1001 }),
      says: /^2 All-in-Ones are asked for 1,001 calls/,
    },
    'one alone does': {
      design: load(p0, { targetTps: 501 }),
      says: /^1 All-in-One is asked for 501 calls\/s and planned with 500/,
    },
  },
  quiet: {
    'a pair gets as many': load(p1, { targetTps: 1000 }),
    'one gets as many': load(p0, { targetTps: 500 }),
    'gateways serve': load(p3, { targetTps: 1001 }),
    'no load is said': p1,
  },
  asks: {
    'no load is said': [p1, 'targetTps'],
    'gateways serve': [p3],
    'it is said': [load(p1, { targetTps: 1 })],
  },
})
