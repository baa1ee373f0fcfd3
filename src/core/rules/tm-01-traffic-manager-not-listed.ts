import { unmet } from './support/requirements'
import type { Rule } from './support/rule'

export const trafficManagerNotListed: Rule = {
  code: 'TM-01',
  title: 'A Traffic Manager gets no counts',
  severity: 'high',
  why: 'Counts of this gateway reach only one of the pair: the standby is empty, or limits are doubled.',
  source: 'docs-apim, Pattern 3: one url_group for each Traffic Manager',
  check: (deployment) =>
    unmet(deployment, {
      code: 'TM-01',
      severity: 'high',
      remedy: 'Connect the gateway to every Traffic Manager for throttle events.',
    }),
}
