import { describeRule } from '../testing/describe-rule'
import { active, cut, narrow, p1, p3 } from '../testing/redrawn'
import { eventPublishingMissing } from './ev-04-event-publishing-missing'

describeRule(eventPublishingMissing, {
  fires: {
    'one control plane does not publish to the other': {
      design: narrow(p3, 'acp1-acp2', 'event-duplication'),
      says: /does not publish its events/,
      fixes: ['Complete the wiring'],
    },
    'All-in-Ones alone do not publish to each other': {
      design: narrow(p1, 'aio1-aio2', 'event-duplication'),
      severity: 'low',
      says: /does not publish its events/,
      fixes: ['Complete the wiring'],
    },
  },
  quiet: {
    'both publish': p3,
    'there is one': cut(p3, 'acp2'),
    'they are in two datacenters': active,
  },
})
