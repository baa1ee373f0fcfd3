import { describeRule } from '../testing/describe-rule'
import { cut, p3 } from '../testing/redrawn'
import { singleControlPlane } from './ha-03-single-control-plane'

describeRule(singleControlPlane, {
  fires: {
    'one control plane is left': {
      design: cut(p3, 'acp2'),
      says: /is the only control plane/,
      fixes: ['Add a second API Control Plane in zone b'],
    },
  },
  quiet: {
    'there are two': p3,
    'there is none': cut(p3, 'acp1', 'acp2'),
  },
})
