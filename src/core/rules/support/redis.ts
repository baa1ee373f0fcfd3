import { once } from '../../base/memo'
import type { Deployment, Instance } from '../../wiring/deployment'
import { graphOf } from '../../wiring/graph'
import { isServer } from '../../wiring/servers'

/** Redis servers that API Manager counts in, and which of them stands alone for everybody who uses it. */
export const redisInUse = once(
  (
    deployment: Deployment,
  ): readonly { readonly redis: Instance; readonly users: readonly Instance[]; readonly alone: boolean }[] =>
    deployment.instances
      .filter((instance) => instance.kind === 'redis')
      .flatMap((redis) => {
        const users = usersOf(redis, deployment)
        if (users.length === 0) return []
        const alone = users.every((user) => storesOf(user, deployment).every((id) => id === redis.id))
        return [{ redis, users, alone }]
      }),
)

function usersOf(redis: Instance, deployment: Deployment): readonly Instance[] {
  return graphOf(deployment).sources(redis.id, 'redis').filter(isServer)
}

function storesOf(user: Instance, deployment: Deployment): readonly string[] {
  return graphOf(deployment)
    .reach(user.id, 'redis')
    .ends.map(({ id }) => id)
}
