import { unmet } from './support/requirements'
import { defineRule } from './support/rule'

export const decisionCopyMissing = defineRule({
  code: 'TM-02',
  title: 'Traffic Managers do not copy their decisions',
  severity: 'high',
  why: 'A decision of one is not seen by gateways that listen to the other, and limits leak.',
  source: 'docs-apim, Pattern 3: event_duplicate_url on both Traffic Managers',
  remedy: 'Connect the two Traffic Managers for event duplication, both ways.',
  check: (deployment, say) => {
    for (const found of unmet('TM-02', deployment)) say.finding(found)
  },
})
