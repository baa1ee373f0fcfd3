import { textOf } from '../model/properties'
import { sayFix } from './support/fixes'
import { redisInUse } from './support/redis'
import { nameOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const redisCluster: Rule = {
  code: 'TM-04',
  title: 'A kind of Redis that API Manager cannot dial',
  severity: 'error',
  why: 'It knows one host and one port: no shards, and no Sentinel that names the primary.',
  source: 'docs-apim, distributed throttling: sharded clusters are not supported; api-manager issue 4683',
  check: (deployment) =>
    redisInUse(deployment).flatMap(({ redis }): Finding[] => {
      const mode = textOf(redis.component, 'clusterMode')
      const lost = mode === 'sentinel' && !redis.managed && textOf(redis.component, 'hostname') === undefined
      if (redis.ordinal > 1 || (mode !== 'sharded' && !lost)) return []
      return [
        {
          code: 'TM-04',
          severity: mode === 'sharded' ? 'error' : 'medium',
          message:
            mode === 'sharded'
              ? `${nameOf(redis)} is a sharded cluster, which API Manager cannot use.`
              : `${nameOf(redis)} relies on Sentinel and has no host name that always leads to the primary.`,
          subjects: [redis.component.id],
          remedy: 'Use a primary with replicas behind one host name.',
          ...(mode === 'sharded' && {
            fix: sayFix('Make it a primary with replicas', [redis.component.id], { clusterMode: 'replication' }),
          }),
        },
      ]
    }),
}
