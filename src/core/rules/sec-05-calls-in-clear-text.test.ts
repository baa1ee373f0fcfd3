import { describeRule } from '../testing/describe-rule'
import { cut, p2, p3, say, settings, unlink } from '../testing/redrawn'
import { callsInClearText } from './sec-05-calls-in-clear-text'

const plain = say(p3, 'gw1', { plainHttp: true })

describeRule(callsInClearText, {
  fires: {
    'a gateway takes calls in clear text': {
      design: plain,
      says: /takes API calls without TLS/,
      fixes: ['Accept calls over TLS alone'],
    },
    'a gateway and a load balancer do': {
      design: say(plain, 'lb1', { plainHttp: true }),
      says: /take API calls without TLS/,
      fixes: ['Accept calls over TLS alone'],
    },
  },
  quiet: {
    'it takes none': say(p3, 'gw1', { plainHttp: false }),
    'nothing is said': p3,
    'it is no production': settings(plain, { production: false }),
    'the server serves no API calls': say(p2, 'aio1', { plainHttp: true }),
  },
  asks: {
    'nothing is said': [p3, 'plainHttp of gw1', 'plainHttp of gw2', 'plainHttp of lb1', 'plainHttp of lb2'],
    'a load balancer leads to no gateway': [
      unlink(p3, (item) => item.from === 'lb1' && item.to.startsWith('gw')),
      'plainHttp of gw1',
      'plainHttp of gw2',
      'plainHttp of lb2',
    ],
    'it is no production': [settings(p3, { production: false })],
    'servers serve no API calls': [
      cut(p2, 'gw1', 'gw2'),
      'plainHttp of aio1',
      'plainHttp of aio2',
      'plainHttp of lb1',
      'plainHttp of lb2',
    ],
  },
})
