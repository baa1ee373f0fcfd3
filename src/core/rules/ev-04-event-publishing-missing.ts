import { missingPublishers } from './support/requirements'
import { defineRule } from './support/rule'

export const eventPublishingMissing = defineRule({
  code: 'EV-04',
  title: 'Control planes do not publish to each other',
  severity: 'high',
  why: 'A gateway that listens to the other node misses API changes.',
  source:
    'docs-apim, Pattern 3: event_hub.publish.url_group for both nodes. The Pattern 1 guide omits it; there the fall-back is not verified',
  remedy: 'Connect the control planes for event publishing, both ways.',
  check: (deployment, say) => {
    for (const found of missingPublishers(deployment)) say.finding(found)
  },
})
