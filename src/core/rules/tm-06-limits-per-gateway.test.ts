import { describeRule } from '../testing/describe-rule'
import { cut, link, p3, put, say, sayOf } from '../testing/redrawn'
import { limitsPerGateway } from './tm-06-limits-per-gateway'

const redis = put(p3, [{ id: 'redis1', kind: 'redis', place: 'zone-a' }])

describeRule(limitsPerGateway, {
  fires: {
    'a gateway counts bursts alone': {
      design: say(p3, 'gw1', { burstLimits: true }),
      says: /counts burst and backend limits alone: with 2 gateways/,
    },
    'both do': {
      design: sayOf(p3, ['gw1', 'gw2'], { burstLimits: true }),
      says: /count burst and backend limits alone/,
    },
  },
  quiet: {
    'there are no such limits': say(p3, 'gw1', { burstLimits: false }),
    'it counts in Redis': link(say(redis, 'gw1', { burstLimits: true }), 'gw1', 'redis1'),
    'there is one gateway': cut(say(p3, 'gw1', { burstLimits: true }), 'gw2'),
    'nothing is said': p3,
  },
  asks: {
    'nothing is said': [p3, 'burstLimits of gw1', 'burstLimits of gw2'],
    'one counts in Redis': [link(redis, 'gw1', 'redis1'), 'burstLimits of gw2'],
    'there is one gateway': [cut(p3, 'gw2')],
    'one says it': [say(p3, 'gw1', { burstLimits: true }), 'burstLimits of gw2'],
  },
})
