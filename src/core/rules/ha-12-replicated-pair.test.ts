import { describeRule } from '../testing/describe-rule'
import { cut, many, p3 } from '../testing/redrawn'
import { replicatedPair } from './ha-12-replicated-pair'

describeRule(replicatedPair, {
  fires: {
    'a pair is drawn as replicas': {
      design: many(cut(p3, 'tm2'), 'tm1', 2),
      says: /stands for 2 Traffic Managers/,
      fixes: ['Draw 2 separate components'],
    },
    'three control planes are': {
      design: many(p3, 'acp1', 3),
      says: /stands for 3/,
      fixes: ['Draw 3 separate components'],
    },
  },
  quiet: {
    'gateways are': many(p3, 'gw1', 2),
    'there is one': many(cut(p3, 'tm2'), 'tm1', 1),
    'they are drawn apart': p3,
  },
})
