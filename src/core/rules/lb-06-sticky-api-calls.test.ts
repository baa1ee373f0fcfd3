import { describeRule } from '../testing/describe-rule'
import { cut, p3, say, unlink } from '../testing/redrawn'
import { stickyApiCalls } from './lb-06-sticky-api-calls'

describeRule(stickyApiCalls, {
  fires: {
    'calls are sticky': {
      design: say(p3, 'lb1', { sticky: true }),
      says: /keeps each client with one of/,
      fixes: ['Make sessions stick for the portals alone'],
    },
    'the load balancer is for them alone': {
      design: unlink(say(p3, 'lb1', { sticky: true }), (item) => item.from === 'lb1' && item.to.startsWith('acp')),
      says: /keeps each client/,
      fixes: ['Turn sticky sessions off'],
    },
  },
  quiet: {
    'they are not': say(p3, 'lb1', { sticky: false }),
    'nothing is said': p3,
    'there is one gateway': cut(say(p3, 'lb1', { sticky: true }), 'gw2'),
  },
  asks: {
    'nothing is said': [p3, 'sticky of lb1', 'sticky of lb2'],
    'there is one gateway': [cut(p3, 'gw2')],
    'one says it': [say(p3, 'lb1', { sticky: false }), 'sticky of lb2'],
  },
})
