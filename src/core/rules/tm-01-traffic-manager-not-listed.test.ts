import { describeRule } from '../testing/describe-rule'
import { cut, p3, unlink } from '../testing/redrawn'
import { trafficManagerNotListed } from './tm-01-traffic-manager-not-listed'

describeRule(trafficManagerNotListed, {
  fires: {
    'a gateway counts with one of two': {
      design: unlink(p3, (item) => item.from === 'gw1' && item.to === 'tm2'),
      says: /tm2/,
      fixes: ['Complete the wiring'],
    },
  },
  quiet: {
    'it counts with both': p3,
    'there is one': cut(p3, 'tm2'),
  },
})
