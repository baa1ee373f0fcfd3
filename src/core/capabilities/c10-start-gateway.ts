import type { Capability } from './capability'

/** Some drawn gateway, its own state aside, hears events and can pull its APIs. An all-in-one needs only its databases. */
export const startGateway: Capability = {
  id: 'C10',
  name: 'Start or restart a gateway',
  lost: 'a gateway that restarts stays out',
  severity: 'medium',
  monotone: true,
  clauses: [
    {
      otherwise: 'A restarting gateway finds no working control plane.',
      holds: (model) =>
        model.any(model.structure.gatewayClasses, (members) =>
          model.any(members.slice(0, 1), (gateway) =>
            gateway.kind === 'all-in-one' ? model.controlOk(gateway) : model.hearsAndPulls(gateway),
          ),
        ),
    },
  ],
}
