import { describeRule } from '../testing/describe-rule'
import { p1, p3, say } from '../testing/redrawn'
import { internalPortsPublic } from './sec-04-internal-ports-public'

describeRule(internalPortsPublic, {
  fires: {
    'a server stands in the internet': {
      design: say(p3, 'tm1', { network: 'internet' }),
      says: /its ports 5672, .* are open to everyone/,
    },
  },
  quiet: {
    'it stands in the DMZ': say(p3, 'tm1', { network: 'dmz' }),
    'nobody says where it stands': p3,
    'a load balancer stands there': say(p3, 'lb1', { network: 'internet' }),
  },
  asks: {
    'nobody says where servers stand': [p1, 'network of aio1', 'network of aio2'],
    'the datacenter says it': [say(p3, 'dc1', { network: 'app' })],
  },
})
