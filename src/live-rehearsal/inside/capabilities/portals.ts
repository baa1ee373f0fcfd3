import type { Actor, Observed } from '../../plan'
import type { World } from '../world'
import { askForToken, portalUsers, tokenUsers } from './prepared'
import { someGetThrough, unless } from './tries'

/** C3: a consumer gets a token. */
export function getToken(world: World): Promise<Observed> {
  return someGetThrough(tokenUsers(world), async (user, turn) => {
    return unless(200, await askForToken(world, user, turn, 'jwt'), user.root)
  })
}

/** C7: a developer subscribes and makes keys. */
export function subscribe(world: World): Promise<Observed> {
  return asks(world, ['api-developer'], 'POST', '/api/am/devportal/v3/generate-keys')
}

/** C8: a publisher signs in; an administrator where there is none. */
export function signIn(world: World): Promise<Observed> {
  const kinds: Actor['kind'][] = world.actors('api-publisher').length > 0 ? ['api-publisher'] : ['administrator']
  return asks(world, kinds, 'GET', '/publisher/services/auth/login')
}

function asks(world: World, kinds: readonly Actor['kind'][], method: string, path: string): Promise<Observed> {
  return someGetThrough(portalUsers(world, ...kinds), async ({ actor, root }, turn) => {
    const body = method === 'POST' ? { name: `app-${turn}` } : undefined
    return unless(
      200,
      await world.callAs(actor, `${root}${path}`, turn, { method, ...(body && { body }) }),
      `${root}${path}`,
    )
  })
}
