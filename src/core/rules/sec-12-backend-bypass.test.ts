import { describeRule } from '../testing/describe-rule'
import { link, p3, put } from '../testing/redrawn'
import { backendBypass } from './sec-12-backend-bypass'

const micro = put(p3, [{ id: 'mi1', kind: 'micro-integrator' }])

describeRule(backendBypass, {
  fires: {
    'a consumer can call a backend': {
      design: link(p3, 'consumer', 'be'),
      says: /around the gateways/,
      fixes: ['Delete the connection'],
    },
    'a consumer can call an integrator': {
      design: link(micro, 'consumer', 'mi1'),
      says: /around the gateways/,
      fixes: ['Delete the connection'],
    },
  },
  quiet: {
    'gateways call it': p3,
    'gateways call the integrator': link(micro, 'gw1', 'mi1'),
    'a developer can call it': link(p3, 'developer', 'be'),
  },
})
