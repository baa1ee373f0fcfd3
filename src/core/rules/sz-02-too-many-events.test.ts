import { describeRule } from '../testing/describe-rule'
import { cut, link, load, p1, p3, put, settings } from '../testing/redrawn'
import { tooManyEvents } from './sz-02-too-many-events'

const counting = link(
  link(put(p3, [{ id: 'redis1', kind: 'redis', place: 'zone-a' }]), 'tm1', 'redis1'),
  'tm2',
  'redis1',
)

describeRule(tooManyEvents, {
  fires: {
    'a pair gets more events than planned': { design: load(p3, { targetTps: 20_001 }), says: /get 20,001 events/ },
    'All-in-Ones get more': { design: load(p1, { targetTps: 20_001 }), says: /get 20,001 events/ },
    'two share their counters': {
      design: load(settings(counting, { distributedThrottling: true }), { targetTps: 20_001, gatewayCores: 8 }),
      says: /get 20,001 events\/s; a pair is planned with 20,000/,
      fixes: ['Add 4 gateways and 2 Traffic Managers'],
    },
    'one alone counts': { design: load(cut(p3, 'tm2'), { targetTps: 20_001 }), says: /get 20,001 events/ },
  },
  quiet: {
    'it gets as many': load(p3, { targetTps: 20_000 }),
    'some calls count for nothing': load(p3, { targetTps: 20_001, throttledPercent: 99 }),
    'one alone gets as many': load(cut(p3, 'tm2'), { targetTps: 20_000 }),
    'nothing counts': load(cut(p3, 'tm1', 'tm2'), { targetTps: 20_001 }),
    'no load is said': p3,
  },
  asks: {
    'no load is said': [p3, 'targetTps'],
    'nothing counts': [cut(p3, 'tm1', 'tm2')],
    'nothing serves': [cut(p3, 'gw1', 'gw2')],
  },
})
