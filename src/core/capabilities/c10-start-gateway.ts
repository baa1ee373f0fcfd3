import type { Capability } from './capability'
import { hearsAndPulls } from './reasons'

/** Some drawn gateway, its own state aside, hears events and can pull its APIs. An all-in-one needs only its databases. */
export const startGateway: Capability = {
  id: 'C10',
  name: 'Start or restart a gateway',
  check: (state) =>
    state.structure.gateways.some((gateway) =>
      gateway.kind === 'all-in-one' ? state.controlOk(gateway) : hearsAndPulls(state, gateway),
    )
      ? null
      : 'A restarting gateway finds no working control plane.',
}
