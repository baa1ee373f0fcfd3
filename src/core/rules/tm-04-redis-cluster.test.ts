import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, p3, put } from '../testing/redrawn'
import { redisCluster } from './tm-04-redis-cluster'

const counting = (facts: Properties) =>
  link(
    link(put(p3, [{ id: 'redis1', kind: 'redis', place: 'zone-a', properties: facts }]), 'tm1', 'redis1'),
    'tm2',
    'redis1',
  )

describeRule(redisCluster, {
  fires: {
    'Redis is sharded': {
      design: counting({ clusterMode: 'sharded' }),
      says: /sharded cluster/,
      fixes: ['Make it a primary with replicas'],
    },
    'Sentinel has no name': {
      design: counting({ clusterMode: 'sentinel' }),
      severity: 'medium',
      says: /relies on Sentinel/,
    },
  },
  quiet: {
    'a replica stands by': counting({ clusterMode: 'replication' }),
    'Sentinel has a name': counting({ clusterMode: 'sentinel', hostname: 'redis.acme.com' }),
    'Sentinel is managed': counting({ clusterMode: 'sentinel', managed: true }),
    'nothing is said': counting({}),
    'nothing uses it': put(p3, [{ id: 'redis1', kind: 'redis', properties: { clusterMode: 'sharded' } }]),
  },
  asks: {
    'nothing is said': [counting({}), 'clusterMode of redis1'],
    'nothing uses it': [put(p3, [{ id: 'redis1', kind: 'redis' }])],
    'it is said': [counting({ clusterMode: 'single' })],
  },
})
