import { callWithJwt } from './c01-call-with-jwt'
import { callWithOpaqueToken } from './c02-call-with-opaque-token'
import { getToken } from './c03-get-token'
import { revokeToken } from './c04-revoke-token'
import { enforceRateLimits } from './c05-enforce-rate-limits'
import { deployApi } from './c06-deploy-api'
import { subscribe } from './c07-subscribe'
import { signIn } from './c08-sign-in'
import { recordAnalytics } from './c09-record-analytics'
import { startGateway } from './c10-start-gateway'
import { changeRateLimit } from './c11-change-rate-limit'
import { useApiKey } from './c12-use-api-key'
import { stream } from './c13-stream'
import { manageOtherGateways } from './c14-manage-other-gateways'
import { observe } from './c15-observe'
import { promote } from './c16-promote'
import { scaleOut } from './c17-scale-out'
import type { Capability } from './capability'

/** Everything that users of APIM do, in the order of the capability table. */
export const CAPABILITIES: readonly Capability[] = [
  callWithJwt,
  callWithOpaqueToken,
  getToken,
  revokeToken,
  enforceRateLimits,
  deployApi,
  subscribe,
  signIn,
  recordAnalytics,
  startGateway,
  changeRateLimit,
  useApiKey,
  stream,
  manageOtherGateways,
  observe,
  promote,
  scaleOut,
]
