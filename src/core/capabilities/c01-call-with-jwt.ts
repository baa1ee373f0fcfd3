import type { Capability } from './capability'
import { noServingGateway } from './reasons'

/** A gateway that a consumer reaches is up and has an up backend: the gateway validates the token itself. */
export const callWithJwt: Capability = {
  id: 'C1',
  name: 'Call an API with a JWT',
  check: (state) => (state.someServingGateway() ? null : noServingGateway(state)),
}
