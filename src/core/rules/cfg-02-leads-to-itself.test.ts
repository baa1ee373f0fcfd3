import { describeRule } from '../testing/describe-rule'
import { cut, host, move, p3, put, say } from '../testing/redrawn'
import { leadsToItself } from './cfg-02-leads-to-itself'

const apart = move(move(put(p3, [], [host('vm8', 'zone-a'), host('vm9', 'zone-a')]), 'vm9', 'gw1'), 'vm8', 'tm1')
const together = move(apart, 'vm9', 'tm1')

describeRule(leadsToItself, {
  fires: {
    'a server on another machine is called localhost': {
      design: say(apart, 'tm1', { hostname: 'localhost' }),
      says: /on another machine as localhost/,
      fixes: ['Use a name made of its id'],
    },
    'its address is that of the loopback, in another zone': {
      design: say(p3, 'tm2', { hostname: '127.0.0.1' }),
      says: /as 127/,
      fixes: ['Use a name made of its id'],
    },
    'no machine is drawn, so that each has one of its own': {
      design: say(move(p3, 'dc1', 'gw1', 'gw2', 'tm2', 'tm1'), 'tm1', { hostname: 'localhost' }),
      says: /on another machine as localhost/,
      fixes: ['Use a name made of its id'],
    },
  },
  quiet: {
    'it has a name': say(apart, 'tm1', { hostname: 'tm1.acme.com' }),
    'its name only begins like that': say(apart, 'tm1', { hostname: 'localhost.acme.com' }),
    'every caller is on its machine': say(cut(together, 'gw2', 'tm2'), 'tm1', { hostname: 'localhost' }),
    'nobody calls it': say(put(p3, [{ id: 'tm9', kind: 'traffic-manager', place: 'zone-b' }]), 'tm9', {
      hostname: 'localhost',
    }),
    'its name is the usual one': apart,
  },
})
