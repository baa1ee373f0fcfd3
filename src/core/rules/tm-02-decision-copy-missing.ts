import { unmet } from './support/requirements'
import type { Rule } from './support/rule'

export const decisionCopyMissing: Rule = {
  code: 'TM-02',
  title: 'Traffic Managers do not copy their decisions',
  severity: 'high',
  why: 'A decision of one is not seen by gateways that listen to the other, and limits leak.',
  source: 'docs-apim, Pattern 3: event_duplicate_url on both Traffic Managers',
  check: (deployment) =>
    unmet(deployment, {
      code: 'TM-02',
      severity: 'high',
      remedy: 'Connect the two Traffic Managers for event duplication, both ways.',
    }),
}
