import { describeRule } from '../testing/describe-rule'
import { cut, move, p1, p2, put, say } from '../testing/redrawn'
import { allInOneExposed } from './sec-02-all-in-one-exposed'

describeRule(allInOneExposed, {
  fires: {
    'an All-in-One stands in the DMZ': { design: say(p1, 'aio1', { network: 'dmz' }), says: /stands in the DMZ/ },
    'it stands in a segment of that name': {
      design: move(put(p1, [], [{ id: 'net1', kind: 'network-segment', parent: 'dc1', label: 'DMZ' }]), 'net1', 'aio1'),
      says: /stands in the DMZ/,
    },
  },
  quiet: {
    'it stands inside': say(p1, 'aio1', { network: 'app' }),
    'nobody says where it stands': p1,
    'a gateway stands there': say(p2, 'gw1', { network: 'dmz' }),
  },
  asks: {
    'nobody says where it stands': [p1, 'network of aio1', 'network of aio2'],
    'it is a gateway': [cut(p2, 'aio1', 'aio2')],
    'one says it': [say(p1, 'aio1', { network: 'app' }), 'network of aio2'],
  },
})
