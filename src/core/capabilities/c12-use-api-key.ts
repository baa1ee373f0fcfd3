import { callWithJwt } from './c01-call-with-jwt'
import type { Capability } from './capability'

/** Gateways hold what they need to check keys (a JWT before 4.7.0, loaded hashes since): as C1. */
export const useApiKey: Capability = {
  id: 'C12',
  name: 'Use an API key',
  lost: 'no call with an API key gets through',
  severity: 'high',
  monotone: true,
  clauses: [...callWithJwt.clauses],
  needsGateways: true,
}
