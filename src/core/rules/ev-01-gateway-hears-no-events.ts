import { unmet } from './support/requirements'
import type { Rule } from './support/rule'

export const gatewayHearsNoEvents: Rule = {
  code: 'EV-01',
  title: 'A gateway hears no events',
  severity: 'error',
  why: 'It gets no updates and no revocations, though its start may look fine.',
  source: 'docs-apim, Pattern 3, gateway: event_listening_endpoints',
  check: (deployment) =>
    unmet(deployment, {
      code: 'EV-01',
      severity: 'error',
      remedy: 'Connect the gateway to every control plane for events.',
    }),
}
