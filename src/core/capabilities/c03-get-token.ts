import type { Capability } from './capability'
import { KEY_MANAGERS } from './state'

/** A consumer reaches, for tokens, a Key Manager whose databases and users are there. */
export const getToken: Capability = {
  id: 'C3',
  name: 'Get or refresh a token',
  check: (state) =>
    state.structure.consumers.some((consumer) =>
      state.reaches(consumer, KEY_MANAGERS, 'token', (k) => state.keyManagerOk(k)),
    )
      ? null
      : 'No API consumer reaches a working token endpoint.',
}
