import type { Design } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { cut, link, on, p3, put, settings, twin } from '../testing/redrawn'
import { distributedThrottlingImpossible } from './tm-12-distributed-throttling-impossible'

const redis = put(p3, [{ id: 'redis1', kind: 'redis', place: 'zone-a' }])
const counting = link(link(redis, 'tm1', 'redis1'), 'tm2', 'redis1')
const shared = (design: Design) => settings(design, { distributedThrottling: true })

describeRule(distributedThrottlingImpossible, {
  fires: {
    'there is no Redis': {
      design: shared(p3),
      says: /should share their counters and are connected to no Redis/,
      fixes: ['Turn distributed throttling off'],
    },
    'one of two is not connected to it': {
      design: shared(link(redis, 'tm1', 'redis1')),
      says: /should share its counters and is connected to no Redis/,
      fixes: ['Connect them to Redis'],
    },
    'there are two of which to pick one': {
      design: shared(twin(redis, 'redis1', 'redis2')),
      says: /should share their counters/,
      fixes: ['Turn distributed throttling off'],
    },
    '4.5.0 has none of it': {
      design: shared(on(counting, '4.5.0')),
      says: /4\.5\.0 has no distributed/,
      fixes: ['Turn distributed throttling off'],
    },
    'three count, so it cannot be turned off': { design: shared(twin(p3, 'tm1', 'tm3')), says: /should share/ },
  },
  quiet: {
    'both are connected to Redis': shared(counting),
    'it is off': settings(p3, { distributedThrottling: false }),
    'nothing is said': p3,
    'nothing counts in 4.5.0': shared(cut(on(p3, '4.5.0'), 'tm1', 'tm2')),
    'nothing counts': shared(cut(p3, 'tm1', 'tm2')),
    'both are connected in 4.6.0': shared(on(counting, '4.6.0')),
  },
})
