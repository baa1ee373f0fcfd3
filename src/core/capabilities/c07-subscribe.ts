import type { Capability } from './capability'

/** A developer reaches a working control plane, which reaches a Key Manager when it uses a separate one. */
export const subscribe: Capability = {
  id: 'C7',
  name: 'Subscribe and make keys in the Developer Portal',
  lost: 'nobody can subscribe or make keys',
  severity: 'medium',
  monotone: true,
  clauses: [
    {
      otherwise: 'No developer reaches a control plane that can register keys.',
      holds: (model) =>
        model.someControlPlane(model.structure.developers, (control) =>
          model.asksKeyManager(control) ? model.keyManagerFor(control) : model.logic.yes,
        ),
    },
  ],
}
