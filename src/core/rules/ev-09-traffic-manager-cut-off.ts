import { unmet } from './support/requirements'
import { defineRule } from './support/rule'

export const trafficManagerCutOff = defineRule({
  code: 'EV-09',
  title: 'A Traffic Manager is cut off from the control plane',
  severity: 'error',
  why: 'It never loads the rate-limiting policies.',
  source: 'docs-apim, Pattern 3, Traffic Manager',
  remedy: 'Connect it to the control plane for control and to every node for events.',
  check: (deployment, say) => {
    for (const found of unmet('EV-09', deployment)) say.finding(found)
  },
})
