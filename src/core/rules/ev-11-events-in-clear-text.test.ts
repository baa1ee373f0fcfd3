import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { central, forget, p3, say } from '../testing/redrawn'
import { eventsInClearText } from './ev-11-events-in-clear-text'

const far = (facts: Properties) => say(say(p3, 'acp1', { network: 'app', ...facts }), 'gw1', { network: 'dmz' })

describeRule(eventsInClearText, {
  fires: {
    'a gateway of another network listens in clear text': { design: far({ brokerTls: false }), says: /gw1|listens to/ },
    'gateways of another datacenter do': {
      design: say(central, 'acp1', { brokerTls: false }),
      says: /another network or datacenter/,
    },
  },
  quiet: {
    'it listens over TLS': far({ brokerTls: true }),
    'both are in one network': say(far({ brokerTls: false }), 'gw1', { network: 'app' }),
    'the other does not say where it is': forget(far({ brokerTls: false }), 'gw1', 'network'),
    'nothing is said of the broker': far({}),
  },
  asks: {
    'nothing is said of the broker': [far({}), 'brokerTls of acp1'],
    'nobody listens from afar': [p3],
    'it is said': [far({ brokerTls: true })],
  },
})
