import { signIn } from './c08-sign-in'
import type { Capability } from './capability'
import { CONTROL } from './structure'

/** A publisher signs in, and a control plane reaches a federated gateway or is reached by a platform gateway. */
export const manageOtherGateways: Capability = {
  id: 'C14',
  name: 'Deploy to federated and platform gateways',
  lost: 'nothing can be deployed to federated and platform gateways',
  severity: 'low',
  monotone: true,
  clauses: [
    {
      otherwise: 'No federated or platform gateway is connected to the control plane.',
      holds: (model) => {
        const ofKind = (...kinds: readonly string[]) =>
          model.structure.deployment.instances.filter((instance) => kinds.includes(instance.kind))
        const federated = model.any(ofKind(...CONTROL), (control) =>
          model.logic.and(model.up(control), () => model.reaches(control, ['federated-gateway'], 'federation')),
        )
        return model.logic.or(federated, () =>
          model.any(ofKind('platform-gateway'), (gateway) =>
            model.logic.and(model.up(gateway), () =>
              model.reaches(gateway, CONTROL, 'platform-gateway', (control) => model.controlOk(control)),
            ),
          ),
        )
      },
    },
    ...signIn.clauses,
  ],
}
