import { textOf } from '../kinds/properties'
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
