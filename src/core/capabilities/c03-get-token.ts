import type { Capability } from './capability'
import { KEY_MANAGERS } from './structure'

/** A consumer reaches, for tokens, a Key Manager whose databases and users are there. */
export const getToken: Capability = {
  id: 'C3',
  name: 'Get or refresh a token',
  lost: 'no token can be issued',
  severity: 'high',
  monotone: true,
  clauses: [
    {
      otherwise: 'No API consumer reaches a working token endpoint.',
      holds: (model) => model.someCaller('token', KEY_MANAGERS, (keyManager) => model.keyManagerOk(keyManager)),
    },
  ],
}
