import { signIn } from './c08-sign-in'
import type { Capability } from './capability'
import { CONTROL } from './state'

/** A publisher signs in, and a control plane reaches a federated gateway or is reached by a platform gateway. */
export const manageOtherGateways: Capability = {
  id: 'C14',
  name: 'Deploy to federated and platform gateways',
  check: (state) => {
    const { deployment } = state.structure
    const federated = deployment.instances.some(
      (instance) =>
        CONTROL.includes(instance.kind) &&
        state.up(instance) &&
        state.reaches(instance, ['federated-gateway'], 'federation'),
    )
    const platform = deployment.instances.some(
      (instance) =>
        instance.kind === 'platform-gateway' &&
        state.up(instance) &&
        state.reaches(instance, CONTROL, 'platform-gateway', (c) => state.controlOk(c)),
    )
    return federated || platform
      ? signIn.check(state)
      : 'No federated or platform gateway is connected to the control plane.'
  },
}
