import { unmet } from './support/requirements'
import type { Rule } from './support/rule'

export const brokerNotListed: Rule = {
  code: 'EV-02',
  title: 'A broker is not listed',
  severity: 'high',
  why: 'Events are lost while the listed one is down.',
  source: 'docs-apim, Pattern 3: event_listening_endpoints of both nodes',
  check: (deployment) =>
    unmet(deployment, { code: 'EV-02', severity: 'high', remedy: 'Connect it to every control plane for events.' }),
}
