import type { Instance } from '../wiring/deployment'
import type { Capability } from './capability'
import { type State, THROTTLERS } from './state'

/**
 * Every live gateway publishes to a Traffic Manager whose decisions come back to it: from that one, or from its peer
 * by duplication. Not monotone: a region whose gateways die stops violating it.
 */
export const enforceRateLimits: Capability = {
  id: 'C5',
  name: 'Enforce rate limits with shared counts',
  check: (state) => {
    const gateways = state.liveGateways()
    if (gateways.length === 0) return 'No gateway is up.'
    const open = gateways.find((gateway) => !limited(state, gateway))
    return open ? `${open.id} gets no throttling decisions for what it counts: its limits are open.` : null
  },
}

function limited(state: State, gateway: Instance): boolean {
  const anyDecider = state.structure.deployment.design.settings.distributedThrottling === true
  return state.reaches(gateway, THROTTLERS, 'throttle-events', (counter) =>
    state.reaches(
      gateway,
      THROTTLERS,
      'throttle-decisions',
      (decider) => anyDecider || decider === counter || state.duplicates(counter, decider),
    ),
  )
}
