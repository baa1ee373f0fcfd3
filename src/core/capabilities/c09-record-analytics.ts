import type { Capability } from './capability'

/** One analytics sink is reached by every live gateway. It never blocks calls. */
export const recordAnalytics: Capability = {
  id: 'C9',
  name: 'Record analytics',
  check: (state) => {
    const gateways = state.liveGateways()
    if (gateways.length === 0) return 'No gateway is up.'
    const silent = gateways.find((gateway) => !state.reaches(gateway, ['analytics'], 'analytics'))
    return silent ? `${silent.id} reaches no analytics.` : null
  },
}
