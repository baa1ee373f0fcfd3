import { externalKeyManagers } from '../wiring/roles'
import { tellsRevocations } from './support/outside-key-managers'
import { instanceName } from './support/redundant-sets'
import { unmet } from './support/requirements'
import { defineRule } from './support/rule'

export const revocationsNotSent = defineRule({
  code: 'EV-10',
  title: 'Revocations are not sent',
  severity: 'high',
  why: 'Revoked JWTs stay valid on gateways until they expire.',
  source:
    'docs-apim, Pattern 4, Key Manager: token_revocation event listener; third-party key managers: POST /internal/data/v1/notify',
  check: (deployment, say) => {
    for (const found of unmet('EV-10', deployment))
      say.finding({ ...found, remedy: 'Connect the Key Manager to the control plane for control.' })
    if (!deployment.servers.some((server) => server.publishes.length > 0)) return
    // Key managers of other products need a notifier of one's own.
    for (const instance of externalKeyManagers(deployment)) {
      if (instance.ordinal > 1 || tellsRevocations(deployment, instance)) continue
      say.finding({
        message: `${instanceName(instance)} tells no control plane about revoked tokens.`,
        subjects: [instance.component.id],
        remedy: 'Let it post revocations to the control plane, and draw that connection for control.',
      })
    }
  },
})
