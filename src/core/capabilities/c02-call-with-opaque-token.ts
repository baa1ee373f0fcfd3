import { callWithJwt } from './c01-call-with-jwt'
import type { Capability } from './capability'

/** As C1, and that gateway reaches a Key Manager that can validate the token. */
export const callWithOpaqueToken: Capability = {
  id: 'C2',
  name: 'Call an API with an opaque token',
  lost: 'no call with an opaque token gets through',
  severity: 'high',
  monotone: true,
  clauses: [
    ...callWithJwt.clauses,
    {
      otherwise: 'No gateway that consumers reach can ask a working Key Manager.',
      holds: (model) => model.someServingGateway((gateway) => model.keyManagerFor(gateway)),
    },
  ],
  remains: {
    says: 'Tokens that a gateway has checked in the last 15 minutes still work.',
    lasts: 'cache',
    holds: (model) => model.someServingGateway(),
  },
  needsTokens: true,
  needsGateways: true,
}
