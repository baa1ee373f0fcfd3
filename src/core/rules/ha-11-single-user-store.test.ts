import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, p3, put, twin } from '../testing/redrawn'
import { singleUserStore } from './ha-11-single-user-store'

const users = (facts: Properties) =>
  link(
    link(put(p3, [{ id: 'users', kind: 'user-store', place: 'zone-a', properties: facts }]), 'acp1', 'users'),
    'acp2',
    'users',
  )

describeRule(singleUserStore, {
  fires: {
    'there is one directory': {
      design: users({}),
      says: /only directory server/,
    },
    'there is one database of users': {
      design: users({ type: 'jdbc' }),
      says: /only database of users/,
    },
  },
  quiet: {
    'it is managed': users({ managed: true }),
    'there are two': twin(users({}), 'users', 'users2'),
    'nothing uses it': put(p3, [{ id: 'users', kind: 'user-store' }]),
  },
})
