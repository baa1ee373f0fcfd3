import { describeRule } from '../testing/describe-rule'
import { active, central, change, cut, link, p3 } from '../testing/redrawn'
import { remoteTrafficManager } from './tm-07-remote-traffic-manager'

describeRule(remoteTrafficManager, {
  fires: {
    'a gateway counts with another datacenter': {
      design: link(central, 'region-gw1', 'tm1', ['throttle-events']),
      says: /is throttled by/,
      fixes: ['Leave the Traffic Managers of other datacenters'],
    },
    'its limits are decided there': {
      design: link(central, 'region-gw1', 'tm1', ['throttle-decisions']),
      says: /is throttled by/,
      fixes: ['Leave the Traffic Managers of other datacenters'],
    },
    'its datacenter has none of its own': {
      design: link(cut(central, 'region-tm1', 'region-tm2'), 'region-gw1', 'tm1', ['throttle-events']),
      says: /is throttled by/,
    },
  },
  quiet: {
    'it is limited in its own': central,
    'there is one datacenter': p3,
    'two complete datacenters': active,
    'a control plane elsewhere sends nothing of it': link(central, 'region-gw1', 'acp1', ['events']),
    'an All-in-One decides': link(change(central, 'tm1', { kind: 'all-in-one' }), 'region-gw1', 'tm1', ['events']),
  },
})
