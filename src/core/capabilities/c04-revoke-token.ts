import type { Instance } from '../wiring/deployment'
import { getToken } from './c03-get-token'
import type { Capability } from './capability'
import { CONTROL, KEY_MANAGERS, type State } from './state'

/** A Key Manager that consumers reach notifies a control plane whose event reaches the broker of every live gateway. */
export const revokeToken: Capability = {
  id: 'C4',
  name: 'Revoke a token before it expires',
  check: (state) =>
    state.structure.consumers.some((consumer) =>
      state.reaches(consumer, KEY_MANAGERS, 'token', (k) => state.keyManagerOk(k) && notifiesEveryGateway(state, k)),
    )
      ? null
      : (getToken.check(state) ?? 'A revocation does not reach the brokers of all gateways.'),
}

function notifiesEveryGateway(state: State, keyManager: Instance): boolean {
  return state.reaches(keyManager, CONTROL, 'control', (control) =>
    state
      .liveGateways()
      .every((gateway) =>
        [...state.reach(gateway, CONTROL, 'events')].every(
          (broker) => broker === control || state.duplicates(control, broker),
        ),
      ),
  )
}
