import { unmet } from './support/requirements'
import type { Rule } from './support/rule'

export const eventCopyMissing: Rule = {
  code: 'EV-05',
  title: 'Control planes do not copy their events',
  severity: 'high',
  why: 'Revocations that one receives do not reach gateways that listen to the other.',
  source: 'docs-apim, Pattern 3: event_duplicate_url on both nodes',
  check: (deployment) =>
    unmet(deployment, {
      code: 'EV-05',
      severity: 'high',
      remedy: 'Connect the two control planes for event duplication, both ways.',
    }),
}
