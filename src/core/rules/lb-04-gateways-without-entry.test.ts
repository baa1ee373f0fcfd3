import { describeRule } from '../testing/describe-rule'
import { cut, p3, say, unlink } from '../testing/redrawn'
import { gatewaysWithoutEntry } from './lb-04-gateways-without-entry'

const half = unlink(p3, (item) => item.from.startsWith('lb') && item.to === 'gw2')

describeRule(gatewaysWithoutEntry, {
  fires: {
    'the load balancers lead to one of two gateways': {
      design: half,
      says: /No load balancer leads to all/,
      fixes: ['Connect Load balancer 1 and Load balancer 2 to Gateway 2'],
    },
  },
  quiet: {
    'they lead to both': p3,
    'there is one': cut(half, 'gw2'),
    'the two serve different labels': say(half, 'gw2', { gatewayLabels: ['Partner'] }),
  },
})
