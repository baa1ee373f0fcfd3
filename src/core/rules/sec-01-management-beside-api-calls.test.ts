import { describeRule } from '../testing/describe-rule'
import { cut, p3, say, unlink } from '../testing/redrawn'
import { managementBesideApiCalls } from './sec-01-management-beside-api-calls'

const exposed = (network: string) => say(p3, 'vip', { network })

describeRule(managementBesideApiCalls, {
  fires: {
    'consumers come in where portals are': {
      design: exposed('dmz'),
      says: /in the DMZ, leads consumers in and to the portals/,
    },
    'the entry is in the internet': { design: exposed('internet'), says: /in the internet/ },
    'two entries lead there': { design: say(exposed('dmz'), 'lb1', { network: 'dmz' }), says: /lead|leads/ },
  },
  quiet: {
    'the entry is inside': exposed('app'),
    'no consumer comes in': cut(exposed('dmz'), 'consumer'),
    'it leads to gateways alone': unlink(
      exposed('dmz'),
      (item) => item.from.startsWith('lb') && item.to.startsWith('acp'),
    ),
    'nobody says where it is': p3,
  },
  asks: {
    'nobody says where the entries are': [p3, 'network of lb1', 'network of lb2', 'network of vip'],
    'one says it': [exposed('app'), 'network of lb1', 'network of lb2'],
    'no consumer comes in': [cut(p3, 'consumer')],
    'they lead to gateways alone': [unlink(p3, (item) => item.from.startsWith('lb') && item.to.startsWith('acp'))],
  },
})
