import { describeRule } from '../testing/describe-rule'
import { active, cut, load, p1, p3, twin } from '../testing/redrawn'
import { tooFewGateways } from './sz-01-too-few-gateways'

describeRule(tooFewGateways, {
  fires: {
    'gateways cannot carry the peak': {
      design: load(p3, { targetTps: 4159 }),
      says: /2 gateways carry 4,158 calls/,
      fixes: ['Add 2 gateways'],
    },
    'All-in-Ones cannot': { design: load(p1, { targetTps: 20_000 }), says: /^2 All-in-Ones carry 4,158/ },
    'those of a datacenter cannot carry its share': {
      design: load(active, { targetTps: 10_000, survivesDatacenter: false }),
      says: /2 gateways in east carry 4,158/,
      fixes: ['Add 4 gateways'],
      times: 2,
    },
  },
  quiet: {
    'they just carry it': load(p3, { targetTps: 4158 }),
    'no load is said': p3,
    'large messages are said without a load': load(p3, { payloadKib: 100, transformedPercent: 100 }),
    'a third one is there': load(twin(p3, 'gw1', 'gw3'), { targetTps: 4159 }),
  },
  asks: {
    'no load is said': [p3, 'targetTps'],
    'it is said': [load(p3, { targetTps: 1 })],
    'nothing serves': [cut(p3, 'gw1', 'gw2')],
  },
})
