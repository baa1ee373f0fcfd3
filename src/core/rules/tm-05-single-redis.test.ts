import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, p3, put, twin } from '../testing/redrawn'
import { singleRedis } from './tm-05-single-redis'

const counting = (facts: Properties) =>
  link(
    link(put(p3, [{ id: 'redis1', kind: 'redis', place: 'zone-a', properties: facts }]), 'tm1', 'redis1'),
    'tm2',
    'redis1',
  )

describeRule(singleRedis, {
  fires: {
    'one Redis holds the counters': {
      design: counting({}),
      says: /is one server, and 2 servers count in it/,
      fixes: ['Make it a primary with replicas'],
    },
    'it says so': {
      design: counting({ clusterMode: 'single' }),
      says: /is one server/,
      fixes: ['Make it a primary with replicas'],
    },
  },
  quiet: {
    'a replica stands by': counting({ clusterMode: 'replication' }),
    'it is managed': counting({ managed: true }),
    'there are two for everybody': twin(counting({}), 'redis1', 'redis2'),
    'nothing uses it': put(p3, [{ id: 'redis1', kind: 'redis' }]),
  },
})
