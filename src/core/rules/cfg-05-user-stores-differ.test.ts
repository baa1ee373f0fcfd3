import { describeRule } from '../testing/describe-rule'
import { cut, link, p3, p4, put } from '../testing/redrawn'
import { userStoresDiffer } from './cfg-05-user-stores-differ'

const users = put(p3, [{ id: 'users', kind: 'user-store', place: 'zone-a' }])
const both = link(link(users, 'acp1', 'users'), 'acp2', 'users')

describeRule(userStoresDiffer, {
  fires: {
    'one of two control planes knows the user store': {
      design: link(users, 'acp1', 'users'),
      says: /acp2/,
      fixes: ['Connect them all'],
    },
    'a Key Manager lacks it': {
      design: link(link(put(p4, [{ id: 'users', kind: 'user-store' }]), 'acp1', 'users'), 'acp2', 'users'),
      says: /km1 km2/,
      fixes: ['Connect them all'],
    },
  },
  quiet: {
    'all of them know it': both,
    'none of them knows it': users,
    'a gateway lacks it': link(both, 'gw1', 'users'),
    'it is a single control plane': link(cut(users, 'acp2'), 'acp1', 'users'),
  },
})
