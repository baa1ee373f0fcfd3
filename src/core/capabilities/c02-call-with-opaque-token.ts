import { callWithJwt } from './c01-call-with-jwt'
import type { Capability } from './capability'

/** As C1, and that gateway reaches a Key Manager that can validate the token. */
export const callWithOpaqueToken: Capability = {
  id: 'C2',
  name: 'Call an API with an opaque token',
  check: (state) =>
    state.someServingGateway((gateway) => state.someKeyManagerOk(gateway))
      ? null
      : (callWithJwt.check(state) ?? 'No gateway that consumers reach can ask a Key Manager with its databases.'),
}
