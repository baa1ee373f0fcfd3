import { unmet } from './requirements'
import type { Rule } from './rule'

export const revocationsNotSent: Rule = {
  code: 'EV-10',
  title: 'Revocations are not sent',
  severity: 'high',
  why: 'Revoked JWTs stay valid on gateways until they expire.',
  source: 'docs-apim, Pattern 4, Key Manager: token_revocation event listener',
  check: (deployment) =>
    unmet(deployment, {
      code: 'EV-10',
      severity: 'high',
      remedy: 'Connect the Key Manager to the control plane for control.',
    }),
}
