import type { Deployment } from '../wiring/deployment'
import { externalKeyManagers } from '../wiring/roles'
import { tellsRevocations } from './support/outside-key-managers'
import { nameOf } from './support/redundant-sets'
import { unmet } from './support/requirements'
import type { Finding, Rule } from './support/rule'

export const revocationsNotSent: Rule = {
  code: 'EV-10',
  title: 'Revocations are not sent',
  severity: 'high',
  why: 'Revoked JWTs stay valid on gateways until they expire.',
  source:
    'docs-apim, Pattern 4, Key Manager: token_revocation event listener; third-party key managers: POST /internal/data/v1/notify',
  check: (deployment) => [
    ...unmet(deployment, {
      code: 'EV-10',
      severity: 'high',
      remedy: 'Connect the Key Manager to the control plane for control.',
    }),
    ...outside(deployment),
  ],
}

/** Key managers of other products need a notifier of one's own. */
function outside(deployment: Deployment): readonly Finding[] {
  if (!deployment.servers.some((server) => server.publishes.length > 0)) return []
  return externalKeyManagers(deployment)
    .filter((instance) => instance.ordinal === 1 && !tellsRevocations(deployment, instance))
    .map((instance) => ({
      code: 'EV-10',
      severity: 'high',
      message: `${nameOf(instance)} tells no control plane about revoked tokens.`,
      subjects: [instance.component.id],
      remedy: 'Let it post revocations to the control plane, and draw that connection for control.',
    }))
}
