import { unmet } from './support/requirements'
import { defineRule } from './support/rule'

export const gatewayHearsNoEvents = defineRule({
  code: 'EV-01',
  title: 'A gateway hears no events',
  severity: 'error',
  why: 'It gets no updates and no revocations, though its start may look fine.',
  source: 'docs-apim, Pattern 3, gateway: event_listening_endpoints',
  remedy: 'Connect the gateway to every control plane for events.',
  check: (deployment, say) => {
    for (const found of unmet('EV-01', deployment)) say.finding(found)
  },
})
