import { describeRule } from '../testing/describe-rule'
import { host, move, p3, put, say } from '../testing/redrawn'
import { portCollision } from './pl-07-port-collision'

const vm = put(p3, [], [host('vm9', 'zone-a'), host('vm8', 'zone-a')])
const crowd = move(vm, 'vm9', 'gw1', 'tm1')

describeRule(portCollision, {
  fires: {
    'two servers want one port': { design: crowd, says: /both want port/, fixes: ['Set its port offset to 1'] },
    'an offset leaves one port in the way': {
      design: say(crowd, 'gw1', { portOffset: 100 }),
      says: /both want port 9711/,
      fixes: ['Set its port offset to 1'],
    },
    'a load balancer and a server want one port': {
      design: move(move(crowd, 'zone-a', 'tm1'), 'vm9', 'lb1'),
      says: /Gateway 1 and Load balancer 1 both want port/,
      fixes: ['Set its port offset to 1'],
    },
    'three want the same ports': {
      design: move(crowd, 'vm9', 'acp1'),
      says: /want the same ports on vm9/,
      fixes: ['Give each a port offset of its own'],
    },
  },
  quiet: {
    'each has ports of its own': say(crowd, 'tm1', { portOffset: 1 }),
    'they are on two machines': move(crowd, 'vm8', 'tm1'),
    'a load balancer is on the machine of an offset server': say(
      move(move(crowd, 'zone-a', 'tm1'), 'vm9', 'lb1'),
      'gw1',
      {
        portOffset: 1,
      },
    ),
    'a managed load balancer is said to be there': say(move(move(crowd, 'zone-a', 'tm1'), 'vm9', 'lb1'), 'lb1', {
      managed: true,
    }),
    'they are in one zone': p3,
  },
})
