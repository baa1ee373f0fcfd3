import { describeRule } from '../testing/describe-rule'
import { cut, move, p3, put, say, twin } from '../testing/redrawn'
import { loneMemberInZone } from './pl-03-lone-member-in-zone'

const single = move(say(p3, 'db1', { managed: false, mode: 'single' }), 'zone-a', 'db1')
const users = put(p3, [{ id: 'users', kind: 'user-store', place: 'zone-a' }])

describeRule(loneMemberInZone, {
  fires: {
    'one control plane is in one of two zones': { design: cut(p3, 'acp2'), says: /is alone in zone a/ },
    'the database is': { design: single, says: /is alone in zone a/ },
    'the user store is': { design: users, says: /is alone in zone a/ },
  },
  quiet: {
    'there are two': p3,
    'nobody says where it is': move(cut(p3, 'acp2'), 'dc1', 'acp1'),
    'all servers are in its zone': move(cut(p3, 'acp2'), 'zone-a', 'gw2', 'tm2'),
    'the database fails over': say(single, 'db1', { mode: 'auto' }),
    'the database is managed': say(single, 'db1', { managed: true }),
    'the user store is managed': say(users, 'users', { managed: true }),
    'there are two user stores': twin(users, 'users', 'users2'),
  },
  asks: {
    'nobody says where it is': [move(cut(p3, 'acp2'), 'dc1', 'acp1'), 'zone of acp1'],
    'nobody says where the database is': [move(single, 'dc1', 'db1'), 'zone of db1'],
    'all servers are in one zone': [move(cut(p3, 'acp2'), 'dc1', 'acp1', 'gw2', 'tm2')],
    'it is placed': [cut(p3, 'acp2')],
  },
})
