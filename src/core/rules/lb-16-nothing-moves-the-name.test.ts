import type { Design } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { active, central, change, cut, link, move, p1, p3, p4, say } from '../testing/redrawn'
import { nothingMovesTheName } from './lb-16-nothing-moves-the-name'

/** Whoever calls the floating address calls both load balancers instead. */
const withoutAddress = (design: Design) =>
  design.topology.connections
    .filter(({ to }) => to === 'vip')
    .reduce((drawn, { from }) => link(link(drawn, from, 'lb1'), from, 'lb2'), cut(design, 'vip'))

const both = withoutAddress(p3)

describeRule(nothingMovesTheName, {
  fires: {
    'callers are drawn to both': {
      design: both,
      says: /Load balancer 1 and Load balancer 2 have the name .*, and no address moves between them/,
      fixes: ['Put a floating address in front of both'],
    },
    'All-in-Ones are behind them': {
      design: withoutAddress(p1),
      says: /no address moves between them/,
      fixes: ['Put a floating address in front of both'],
    },
  },
  quiet: {
    'a floating address moves': p3,
    'a DNS leads to both': change(p3, 'vip', { kind: 'dns' }),
    'each has a name of its own': say(both, 'lb2', {
      gatewayHostname: 'gw2.apim.example.com',
      controlPlaneHostname: 'cp2.apim.example.com',
    }),
    'one is called by nobody': cut(p4, 'lb2'),
    'each datacenter has a name': active,
    'one datacenter for all': central,
    'there is one': move(cut(both, 'lb2'), 'dc1', 'lb1'),
  },
})
