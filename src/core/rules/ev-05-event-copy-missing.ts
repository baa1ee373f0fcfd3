import { unmet } from './support/requirements'
import { defineRule } from './support/rule'

export const eventCopyMissing = defineRule({
  code: 'EV-05',
  title: 'Control planes do not copy their events',
  severity: 'high',
  why: 'Revocations that one receives do not reach gateways that listen to the other.',
  source: 'docs-apim, Pattern 3: event_duplicate_url on both nodes',
  remedy: 'Connect the two control planes for event duplication, both ways.',
  check: (deployment, say) => {
    for (const found of unmet('EV-05', deployment)) say.finding(found)
  },
})
