import { describeRule } from '../testing/describe-rule'
import { cut, p3, unlink } from '../testing/redrawn'
import { brokerNotListed } from './ev-02-broker-not-listed'

describeRule(brokerNotListed, {
  fires: {
    'a gateway listens to one of two control planes': {
      design: unlink(p3, (item) => item.from === 'gw1' && item.to === 'acp2'),
      says: /acp2/,
      fixes: ['Complete the wiring'],
    },
  },
  quiet: {
    'it listens to both': p3,
    'there is one': cut(p3, 'acp2'),
  },
})
