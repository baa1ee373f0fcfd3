import type { Capability } from './capability'

/** A publisher reaches a working control plane. */
export const signIn: Capability = {
  id: 'C8',
  name: 'Sign in to the portals',
  lost: 'nobody can sign in to the portals',
  severity: 'medium',
  monotone: true,
  clauses: [
    {
      otherwise: 'No publisher reaches a working control plane.',
      holds: (model) => model.someControlPlane(model.structure.publishers),
    },
  ],
}
