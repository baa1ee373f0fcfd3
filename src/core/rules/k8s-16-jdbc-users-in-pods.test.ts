import type { ApimVersion, Place, Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, move, of, put, unlink } from '../testing/redrawn'
import { jdbcUsersInPods } from './k8s-16-jdbc-users-in-pods'

const cluster: Place = { id: 'k8s', kind: 'kubernetes-cluster', parent: 'dc1', label: 'cluster' }
const users = (version: ApimVersion, facts: Properties) =>
  link(
    put(of('pattern-3', version), [{ id: 'users', kind: 'user-store', properties: facts }], [cluster]),
    'acp1',
    'users',
  )
const pods = (version: ApimVersion, facts: Properties) => move(users(version, facts), 'k8s', 'acp1')

describeRule(jdbcUsersInPods, {
  fires: {
    'users of a pod are in a database': {
      design: pods('4.6.0', { type: 'jdbc' }),
      says: /charts of 4\.6\.0 cannot be told/,
    },
  },
  quiet: {
    'the version takes it': pods('4.7.0', { type: 'jdbc' }),
    'they are in a directory': pods('4.6.0', {}),
    'the server is no pod': users('4.6.0', { type: 'jdbc' }),
    'nothing uses the database': unlink(pods('4.6.0', { type: 'jdbc' }), (item) => item.to === 'users'),
  },
})
