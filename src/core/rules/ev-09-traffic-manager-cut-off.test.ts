import { describeRule } from '../testing/describe-rule'
import { cut, p3, unlink } from '../testing/redrawn'
import { trafficManagerCutOff } from './ev-09-traffic-manager-cut-off'

describeRule(trafficManagerCutOff, {
  fires: {
    'a Traffic Manager hears no control plane': {
      design: unlink(p3, (item) => item.from === 'tm1' && item.to.startsWith('acp')),
      says: /tm1/,
      fixes: ['Complete the wiring'],
    },
  },
  quiet: {
    'it hears all of them': p3,
    'it is gone': cut(p3, 'tm1'),
  },
})
