import { unmet } from './support/requirements'
import { defineRule } from './support/rule'

export const trafficManagerNotListed = defineRule({
  code: 'TM-01',
  title: 'A Traffic Manager gets no counts',
  severity: 'high',
  why: 'Counts of this gateway reach only one of the pair: the standby is empty, or limits are doubled.',
  source: 'docs-apim, Pattern 3: one url_group for each Traffic Manager',
  remedy: 'Connect the gateway to every Traffic Manager for throttle events.',
  check: (deployment, say) => {
    for (const found of unmet('TM-01', deployment)) say.finding(found)
  },
})
