import type { Capability } from './capability'

/** Every live gateway reaches an observability sink. Nothing else depends on it. */
export const observe: Capability = {
  id: 'C15',
  name: 'See traces and metrics',
  lost: 'no traces and metrics arrive',
  severity: 'low',
  clauses: [
    { otherwise: 'No gateway is up.', holds: (model) => model.someGatewayUp() },
    {
      otherwise: 'No observability sink is reached by every gateway.',
      holds: (model) => model.everyLiveGateway((gateway) => model.reaches(gateway, ['observability'], 'observability')),
    },
  ],
}
