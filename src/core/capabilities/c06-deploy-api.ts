import type { Capability } from './capability'

/** A publisher reaches a working control plane, and every live gateway hears of it and can pull. Not monotone. */
export const deployApi: Capability = {
  id: 'C6',
  name: 'Deploy an API to all live gateways',
  lost: 'no API can be deployed to the gateways',
  severity: 'medium',
  clauses: [
    {
      otherwise: 'No publisher reaches a working control plane.',
      holds: (model) => model.someControlPlane(model.structure.publishers),
    },
    { otherwise: 'No gateway is up.', holds: (model) => model.someGatewayUp() },
    {
      otherwise: 'A gateway gets no events or cannot pull from the control plane.',
      holds: (model) => model.everyLiveGateway((gateway) => model.hearsAndPulls(gateway)),
    },
  ],
}
