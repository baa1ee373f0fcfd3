import { callWithJwt } from './c01-call-with-jwt'
import type { Capability } from './capability'

/** As C1, over the listeners for 8099 and 8021. Open connections die with their gateway. */
export const stream: Capability = {
  id: 'C13',
  name: 'Use WebSocket, SSE and WebSub APIs',
  lost: 'no streaming API can be reached',
  severity: 'high',
  monotone: true,
  clauses: [...callWithJwt.clauses],
  needsTokens: true,
  needsGateways: true,
}
