import type { Capability } from './capability'

/** A gateway that a consumer reaches is up and has an up backend: it validates the token itself. */
export const callWithJwt: Capability = {
  id: 'C1',
  name: 'Call an API with a JWT',
  lost: 'no API call gets through',
  severity: 'critical',
  monotone: true,
  clauses: [
    {
      otherwise: (structure) => {
        if (structure.consumers.length === 0) return 'No API consumer is drawn.'
        if (structure.entrances['api-traffic'].length === 0) return 'No API consumer is led into this region.'
        if (structure.gateways.length === 0) return 'No gateway has a backend behind it.'
        return 'No API consumer reaches a gateway that is up and has a backend.'
      },
      holds: (model) => model.someServingGateway(),
    },
  ],
  needsTokens: true,
  needsGateways: true,
}
