import { unmet } from './support/requirements'
import { defineRule } from './support/rule'

export const brokerNotListed = defineRule({
  code: 'EV-02',
  title: 'A broker is not listed',
  severity: 'high',
  why: 'Events are lost while the listed one is down.',
  source: 'docs-apim, Pattern 3: event_listening_endpoints of both nodes',
  remedy: 'Connect it to every control plane for events.',
  check: (deployment, say) => {
    for (const found of unmet('EV-02', deployment)) say.finding(found)
  },
})
