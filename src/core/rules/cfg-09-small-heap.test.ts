import { describeRule } from '../testing/describe-rule'
import { p3, say, settings } from '../testing/redrawn'
import { smallHeap } from './cfg-09-small-heap'

describeRule(smallHeap, {
  fires: {
    'a gateway has a smaller heap than was measured': {
      design: say(p3, 'gw1', { heapMb: 2047 }),
      says: /2047 MB/,
      fixes: ['Give it 2048 MB'],
    },
  },
  quiet: {
    'it has the heap that was measured': say(p3, 'gw1', { heapMb: 2048 }),
    'nothing is said': p3,
    'it is no production': settings(say(p3, 'gw1', { heapMb: 2047 }), { production: false }),
    'the server serves no API calls': say(p3, 'tm1', { heapMb: 1024 }),
  },
})
