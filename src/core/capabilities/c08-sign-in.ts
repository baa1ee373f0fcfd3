import type { Capability } from './capability'

/** A publisher reaches a working control plane. */
export const signIn: Capability = {
  id: 'C8',
  name: 'Sign in to the portals',
  check: (state) =>
    state.someControlPlane(state.structure.publishers) ? null : 'No publisher reaches a working control plane.',
}
