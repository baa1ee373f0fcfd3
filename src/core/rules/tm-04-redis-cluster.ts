import { textOf } from '../kinds/properties'
import { sayFix } from './support/fixes'
import { redisInUse } from './support/redis'
import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const redisCluster = defineRule({
  code: 'TM-04',
  title: 'A kind of Redis that API Manager cannot dial',
  severity: 'error',
  why: 'It knows one host and one port: no shards, and no Sentinel that names the primary.',
  source: 'docs-apim, distributed throttling: sharded clusters are not supported; api-manager issue 4683',
  remedy: 'Use a primary with replicas behind one host name.',
  check: (deployment, say) => {
    for (const { redis } of redisInUse(deployment)) {
      const mode = textOf(redis.component, 'clusterMode')
      if (mode === undefined) say.unknown('clusterMode', redis.component)
      const lost = mode === 'sentinel' && !redis.managed && textOf(redis.component, 'hostname') === undefined
      if (redis.ordinal > 1 || (mode !== 'sharded' && !lost)) continue
      say.finding({
        severity: mode === 'sharded' ? 'error' : 'medium',
        message:
          mode === 'sharded'
            ? `${instanceName(redis)} is a sharded cluster, which API Manager cannot use.`
            : `${instanceName(redis)} relies on Sentinel and has no host name that always leads to the primary.`,
        subjects: [redis.component.id],
        ...(mode === 'sharded' && {
          fix: sayFix('Make it a primary with replicas', [redis.component.id], { clusterMode: 'replication' }),
        }),
      })
    }
  },
})
