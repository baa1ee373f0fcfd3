import { enforceRateLimits } from './c05-enforce-rate-limits'
import type { Capability } from './capability'

/** An administrator signs in, everything that decides throttling for gateways hears of it and can pull, and limits are enforced. */
export const changeRateLimit: Capability = {
  id: 'C11',
  name: 'Change a rate limit or deny condition',
  lost: 'a changed rate limit takes no effect',
  severity: 'low',
  clauses: [
    {
      otherwise: 'No administrator reaches a working control plane.',
      holds: (model) => model.someControlPlane(model.structure.administrators),
    },
    {
      otherwise: 'A Traffic Manager gets no events or cannot pull policies.',
      holds: (model) =>
        model.all(model.structure.throttlers, (manager) =>
          model.implies(model.up(manager), () => model.hearsAndPulls(manager)),
        ),
    },
    ...enforceRateLimits.clauses,
  ],
}
