import { describeRule } from '../testing/describe-rule'
import { cut, narrow, p3 } from '../testing/redrawn'
import { eventCopyMissing } from './ev-05-event-copy-missing'

describeRule(eventCopyMissing, {
  fires: {
    'one control plane does not copy its events': {
      design: narrow(p3, 'acp1-acp2', 'event-publishing'),
      says: /acp1/,
      fixes: ['Complete the wiring'],
    },
  },
  quiet: {
    'both copy them': p3,
    'there is one': cut(p3, 'acp2'),
  },
})
