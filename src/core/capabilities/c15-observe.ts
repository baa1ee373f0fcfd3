import type { Capability } from './capability'

/** Every live gateway reaches an observability sink. Nothing else depends on it. */
export const observe: Capability = {
  id: 'C15',
  name: 'See traces and metrics',
  check: (state) => {
    const gateways = state.liveGateways()
    if (gateways.length === 0) return 'No gateway is up.'
    const dark = gateways.find((gateway) => !state.reaches(gateway, ['observability'], 'observability'))
    return dark ? `${dark.id} reaches no observability sink.` : null
  },
}
