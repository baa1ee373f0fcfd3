import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, p3, put, twin, unlink } from '../testing/redrawn'
import { singleRedis } from './tm-05-single-redis'

const counting = (facts: Properties) =>
  link(
    link(put(p3, [{ id: 'redis1', kind: 'redis', place: 'zone-a', properties: facts }]), 'tm1', 'redis1'),
    'tm2',
    'redis1',
  )

const behind = (facts: Properties) =>
  link(
    link(
      link(
        put(p3, [
          { id: 'redis1', kind: 'redis', place: 'zone-a', properties: { clusterMode: 'sentinel' } },
          { id: 'lbr', kind: 'load-balancer', place: 'zone-a', properties: facts },
        ]),
        'lbr',
        'redis1',
      ),
      'tm1',
      'lbr',
      ['redis'],
    ),
    'tm2',
    'lbr',
    ['redis'],
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
    'one load balancer leads to it': {
      design: behind({}),
      says: /lbr alone leads 2 servers to the Redis/,
    },
  },
  quiet: {
    'the load balancer is managed': behind({ managed: true }),
    'an address moves between two load balancers': link(
      link(
        link(
          link(
            put(
              unlink(behind({}), ({ to }) => to === 'lbr'),
              [
                { id: 'lbs', kind: 'load-balancer' },
                { id: 'moves', kind: 'floating-address' },
              ],
            ),
            'lbs',
            'redis1',
          ),
          'moves',
          'lbr',
        ),
        'moves',
        'lbs',
      ),
      'tm1',
      'moves',
      ['redis'],
    ),
    'a replica stands by': counting({ clusterMode: 'replication' }),
    'it is managed': counting({ managed: true }),
    'there are two for everybody': twin(counting({}), 'redis1', 'redis2'),
    'nothing uses it': put(p3, [{ id: 'redis1', kind: 'redis' }]),
  },
})
