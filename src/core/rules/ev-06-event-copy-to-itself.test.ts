import { describeRule } from '../testing/describe-rule'
import { link, many, p3 } from '../testing/redrawn'
import { eventCopyToItself } from './ev-06-event-copy-to-itself'

describeRule(eventCopyToItself, {
  fires: {
    'a server copies events to itself': {
      design: link(p3, 'acp1', 'acp1', ['event-duplication']),
      says: /copies its events to itself/,
      fixes: ['Delete the connection'],
    },
  },
  quiet: {
    'it publishes to itself': link(p3, 'acp1', 'acp1', ['event-publishing']),
    'it stands for two, which copy to each other': many(link(p3, 'acp1', 'acp1', ['event-duplication']), 'acp1', 2),
    'it copies to its peer': p3,
    'nothing is said of what the line is for': link(p3, 'acp1', 'acp1'),
  },
})
