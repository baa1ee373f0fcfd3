import { describeRule } from '../testing/describe-rule'
import { p3, unlink } from '../testing/redrawn'
import { gatewayHearsNoEvents } from './ev-01-gateway-hears-no-events'

const deaf = unlink(p3, (item) => item.from === 'gw1' && item.to.startsWith('acp'))

describeRule(gatewayHearsNoEvents, {
  fires: {
    'a gateway listens to no control plane': { design: deaf, says: /gw1/, fixes: ['Complete the wiring'] },
  },
  quiet: {
    'it listens to all of them': p3,
    'it listens to one, which EV-02 says': unlink(p3, (item) => item.from === 'gw1' && item.to === 'acp2'),
  },
})
