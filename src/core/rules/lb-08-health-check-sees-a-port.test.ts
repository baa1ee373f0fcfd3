import { describeRule } from '../testing/describe-rule'
import { central, p3, say, twin, unlink } from '../testing/redrawn'
import { healthCheckSeesAPort } from './lb-08-health-check-sees-a-port'

const check = (healthCheck: string) => say(p3, 'lb1', { healthCheck })

describeRule(healthCheckSeesAPort, {
  fires: {
    'a load balancer looks at the port': {
      design: check('tcp'),
      says: /by an open port/,
      fixes: ['Check an HTTP path'],
    },
    'so does one for datacenters': {
      design: say(central, 'glb', { healthCheck: 'tcp' }),
      says: /checks 4 gateways/,
      fixes: ['Check an HTTP path'],
    },
    'it has three gateways': {
      design: twin(check('tcp'), 'gw1', 'gw3'),
      says: /checks 3 gateways/,
      fixes: ['Check an HTTP path'],
    },
  },
  quiet: {
    'it asks for a path': check('http-path'),
    'nothing is said': p3,
    'it leads to no gateway': unlink(check('tcp'), (item) => item.from === 'lb1' && item.to.startsWith('gw')),
    'it asks nothing': check('none'),
  },
  asks: {
    'nothing is said': [p3, 'healthCheck of lb1', 'healthCheck of lb2'],
    'it leads to no gateway': [
      unlink(p3, (item) => item.from === 'lb1' && item.to.startsWith('gw')),
      'healthCheck of lb2',
    ],
    'it is said': [check('tcp'), 'healthCheck of lb2'],
  },
})
