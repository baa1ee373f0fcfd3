import type { Capability } from './capability'
import { hearsAndPulls } from './reasons'

/** A publisher reaches a working control plane, and every live gateway hears of it and can pull. Not monotone. */
export const deployApi: Capability = {
  id: 'C6',
  name: 'Deploy an API to all live gateways',
  check: (state) => {
    if (!state.someControlPlane(state.structure.publishers)) return 'No publisher reaches a working control plane.'
    const gateways = state.liveGateways()
    if (gateways.length === 0) return 'No gateway is up.'
    const stale = gateways.find((gateway) => !hearsAndPulls(state, gateway))
    return stale ? `${stale.id} gets no events or cannot pull from the control plane.` : null
  },
}
