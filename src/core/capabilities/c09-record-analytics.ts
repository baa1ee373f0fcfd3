import type { Capability } from './capability'

/** One analytics sink is reached by every live gateway. It never blocks calls. */
export const recordAnalytics: Capability = {
  id: 'C9',
  name: 'Record analytics',
  lost: 'no analytics are recorded',
  severity: 'low',
  clauses: [
    { otherwise: 'No gateway is up.', holds: (model) => model.someGatewayUp() },
    {
      otherwise: 'No analytics sink is reached by every gateway.',
      holds: (model) =>
        model.any(
          model.structure.deployment.instances.filter((instance) => instance.kind === 'analytics'),
          (sink) =>
            model.everyLiveGateway((gateway) =>
              model.reaches(gateway, ['analytics'], 'analytics', (end) => model.given(end === sink)),
            ),
        ),
    },
  ],
}
