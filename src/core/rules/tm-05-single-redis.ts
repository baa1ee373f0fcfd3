import { grouped } from '../base/grouped'
import { textOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import type { Deployment } from '../wiring/deployment'
import { sayFix } from './support/fixes'
import { redisInUse } from './support/redis'
import { instanceName, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const singleRedis = defineRule({
  code: 'TM-05',
  title: 'One Redis server holds the counters',
  severity: 'medium',
  why: 'Without it every server counts for itself, so limits are no longer shared.',
  source: 'docs-apim, distributed throttling',
  remedy: 'Add a replica with automatic fail-over behind one host name, or use a managed service.',
  check: (deployment, say) => {
    for (const { transit, users } of balancersAlone(deployment)) {
      say.finding({
        message: `${instanceName(transit)} alone leads ${users.length} servers to the Redis that they count in.`,
        subjects: subjectsOf([transit, ...users]),
        remedy: 'Add a second one with a floating address in front, or use a managed service.',
      })
    }
    for (const { redis, users, alone } of redisInUse(deployment)) {
      const mode = textOf(redis.component, 'clusterMode')
      if (!alone || redis.managed || (mode !== undefined && mode !== 'single')) continue
      say.finding({
        message: `${instanceName(redis)} is one server, and ${users.length} servers count in it.`,
        subjects: subjectsOf([redis, ...users]),
        fix: sayFix('Make it a primary with replicas', [redis.component.id], { clusterMode: 'replication' }),
      })
    }
  },
})

/** Load balancers whose name stands in the files of servers, of which no other one takes the place. */
function balancersAlone(deployment: Deployment) {
  const dialled = deployment.servers.flatMap(({ instance, redis }) => {
    const transit = redis && deployment.instance.get(redis.addresses[0].via)
    return transit && hasRole(transit.kind, 'load-balancer') && !transit.managed ? [{ transit, instance }] : []
  })
  return [...grouped(dialled, ({ transit }) => transit)].map(([transit, same]) => ({
    transit,
    users: same.map(({ instance }) => instance),
  }))
}
