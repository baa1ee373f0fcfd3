import type { ApimVersion, Design } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { central, cut, move, of, p1, p3, settings, twin } from '../testing/redrawn'
import { tooManyTrafficManagers } from './ha-06-too-many-traffic-managers'

const third = (version: ApimVersion, facts: Design['settings'] = {}) =>
  settings(twin(of('pattern-3', version), 'tm1', 'tm3'), facts)

describeRule(tooManyTrafficManagers, {
  fires: {
    'there are three': { design: third('4.7.0'), says: /are 3 Traffic Managers.*turn on distributed throttling/ },
    'distributed throttling is off': {
      design: third('4.7.0', { distributedThrottling: false }),
      says: /are 3 Traffic Managers/,
    },
    'distributed throttling is on in 4.5.0, which has none': {
      design: third('4.5.0', { distributedThrottling: true }),
      says: /are 3 Traffic Managers.*a pair of its own/,
    },
  },
  quiet: {
    'there are two': p3,
    'there are two in 4.5.0': of('pattern-3', '4.5.0'),
    'distributed throttling is on': third('4.7.0', { distributedThrottling: true }),
    'it is on in 4.6.0': third('4.6.0', { distributedThrottling: true }),
    'three All-in-Ones decide, which HA-05 says': twin(p1, 'aio1', 'aio3'),
    'two are in one datacenter and two in another': move(
      cut(twin(central, 'tm1', 'tm3'), 'region-tm2'),
      'dc-region',
      'tm3',
    ),
  },
})
