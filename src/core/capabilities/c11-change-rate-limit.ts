import { enforceRateLimits } from './c05-enforce-rate-limits'
import type { Capability } from './capability'
import { hearsAndPulls } from './reasons'

/** An administrator signs in, every live Traffic Manager hears of it and can pull, and limits are enforced. */
export const changeRateLimit: Capability = {
  id: 'C11',
  name: 'Change a rate limit or deny condition',
  check: (state) => {
    if (!state.someControlPlane(state.structure.administrators))
      return 'No administrator reaches a working control plane.'
    const managers = state.structure.deployment.instances.filter(
      (instance) => instance.kind === 'traffic-manager' && state.up(instance),
    )
    const stale = managers.find((manager) => !hearsAndPulls(state, manager))
    return stale ? `${stale.id} gets no events or cannot pull policies.` : enforceRateLimits.check(state)
  },
}
