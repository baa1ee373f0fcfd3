import { getToken } from './c03-get-token'
import type { Capability } from './capability'
import { CONTROL, KEY_MANAGERS } from './structure'

/** A Key Manager that consumers reach notifies a control plane whose event reaches the broker of every live gateway. */
export const revokeToken: Capability = {
  id: 'C4',
  name: 'Revoke a token before it expires',
  lost: 'a revoked token works until it expires',
  severity: 'medium',
  clauses: [
    ...getToken.clauses,
    {
      otherwise: 'A revocation does not reach the brokers of all gateways.',
      holds: (model) =>
        model.someCaller('token', KEY_MANAGERS, (keyManager) =>
          model.logic.and(model.keyManagerOk(keyManager), () =>
            model.reaches(keyManager, CONTROL, 'control', (control) =>
              model.everyLiveGateway((gateway) =>
                model.everyReached(gateway, CONTROL, 'events', (broker) =>
                  model.given(broker === control || model.copies(control, broker)),
                ),
              ),
            ),
          ),
        ),
    },
  ],
  remains: {
    says: 'Only gateways that listen to the right broker hear of a revocation.',
    lasts: 'always',
    holds: (model) =>
      model.someCaller('token', KEY_MANAGERS, (keyManager) =>
        model.logic.and(model.keyManagerOk(keyManager), () =>
          model.reaches(keyManager, CONTROL, 'control', (control) =>
            model.any(model.structure.gateways, (gateway) =>
              model.logic.and(model.up(gateway), () =>
                model.reaches(gateway, CONTROL, 'events', (broker) =>
                  model.given(broker === control || model.copies(control, broker)),
                ),
              ),
            ),
          ),
        ),
      ),
  },
}
