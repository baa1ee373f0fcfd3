import { unmet } from './support/requirements'
import type { Rule } from './support/rule'

export const trafficManagerCutOff: Rule = {
  code: 'EV-09',
  title: 'A Traffic Manager is cut off from the control plane',
  severity: 'error',
  why: 'It never loads the rate-limiting policies.',
  source: 'docs-apim, Pattern 3, Traffic Manager',
  check: (deployment) =>
    unmet(deployment, {
      code: 'EV-09',
      severity: 'error',
      remedy: 'Connect it to the control plane for control and to every node for events.',
    }),
}
