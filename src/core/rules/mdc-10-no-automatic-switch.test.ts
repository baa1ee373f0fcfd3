import { describeRule } from '../testing/describe-rule'
import { central, cut, forget, link, of, say, twin, unlink } from '../testing/redrawn'
import { noAutomaticSwitch } from './mdc-10-no-automatic-switch'

const own = say(central, 'glb', { managed: false })

describeRule(noAutomaticSwitch, {
  fires: {
    'nothing leads to both': {
      design: cut(central, 'glb'),
      says: /Nothing leads clients to the gateways of central and region/,
    },
    "one element of one's own leads to all": { design: own, says: /one unmanaged element/ },
    'it checks no health': { design: say(central, 'glb', { healthCheck: 'none' }), says: /checks no health/ },
    'it leads to one of two datacenters': {
      design: unlink(central, (item) => item.id === 'glb-region-vip'),
      says: /fewer than two datacenters/,
    },
  },
  quiet: {
    'nothing leads to a datacenter that stands by': cut(of('disaster-recovery'), 'glb'),
    'one load balancer leads to both': link(link(cut(central, 'glb'), 'lb1', 'region-gw1'), 'consumer', 'vip', [
      'api-traffic',
    ]),
    'nobody calls': cut(central, 'glb', 'consumer'),
    'a managed one checks the health': central,
    "there are two of one's own": twin(own, 'glb', 'glb2'),
    'one datacenter serves': unlink(cut(own, 'region-gw1', 'region-gw2'), (item) => item.from === 'nobody'),
    'it looks at the port': say(central, 'glb', { healthCheck: 'tcp' }),
  },
  asks: {
    'nothing is said of the check': [forget(central, 'glb', 'healthCheck'), 'healthCheck of glb'],
    "it is one of one's own": [forget(own, 'glb', 'healthCheck')],
    'it is said': [central],
  },
})
