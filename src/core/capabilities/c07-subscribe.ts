import type { Capability } from './capability'
import { asksKeyManager } from './reasons'

/** A developer reaches a working control plane, which reaches a Key Manager when it uses a separate one. */
export const subscribe: Capability = {
  id: 'C7',
  name: 'Subscribe and make keys in the Developer Portal',
  check: (state) =>
    state.someControlPlane(state.structure.developers, (c) => !asksKeyManager(state, c) || state.someKeyManagerOk(c))
      ? null
      : 'No developer reaches a control plane that can register keys.',
}
