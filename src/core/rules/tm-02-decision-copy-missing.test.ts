import { describeRule } from '../testing/describe-rule'
import { cut, p3, unlink } from '../testing/redrawn'
import { decisionCopyMissing } from './tm-02-decision-copy-missing'

describeRule(decisionCopyMissing, {
  fires: {
    'one does not copy its decisions': {
      design: unlink(p3, (item) => item.from === 'tm1' && item.to === 'tm2'),
      says: /tm1/,
      fixes: ['Complete the wiring'],
    },
  },
  quiet: {
    'both do': p3,
    'there is one': cut(p3, 'tm2'),
  },
})
