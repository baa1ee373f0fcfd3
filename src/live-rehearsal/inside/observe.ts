import type { Observed, RehearsedId } from '../plan'
import { callWithApiKey, callWithJwt, callWithOpaqueToken, stream } from './capabilities/calls'
import { deployApi, revokeToken } from './capabilities/events'
import { changeLimit, enforceLimits } from './capabilities/limits'
import { getToken, signIn, subscribe } from './capabilities/portals'
import type { Prepared } from './capabilities/prepared'
import type { Spares } from './capabilities/start-gateway'
import type { World } from './world'

/** Everything that users of API Manager do, as they see it now. */
export async function observe(
  world: World,
  prepared: Prepared,
  spares: Spares,
): Promise<Readonly<Record<RehearsedId, Observed>>> {
  const [C1, C2, C3, C4, C5, C6, C7, C8, C10, C11, C12, C13] = await Promise.all([
    callWithJwt(world, prepared),
    callWithOpaqueToken(world, prepared),
    getToken(world),
    revokeToken(world, prepared),
    enforceLimits(world),
    deployApi(world),
    subscribe(world),
    signIn(world),
    spares.startGateway(world),
    changeLimit(world),
    callWithApiKey(world),
    stream(world),
  ])
  return { C1, C2, C3, C4, C5, C6, C7, C8, C10, C11, C12, C13 }
}
