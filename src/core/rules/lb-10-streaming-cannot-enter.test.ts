import { describeRule } from '../testing/describe-rule'
import { link, p3, put, say } from '../testing/redrawn'
import { streamingCannotEnter } from './lb-10-streaming-cannot-enter'

const deaf = say(p3, 'lb1', { streamingListeners: false })

describeRule(streamingCannotEnter, {
  fires: {
    'streaming APIs cannot enter': {
      design: say(deaf, 'gw1', { streaming: true }),
      says: /does not listen on 8099 and 8021/,
      fixes: ['Listen for streaming APIs'],
    },
    'webhooks cannot': {
      design: link(put(deaf, [{ id: 'sub1', kind: 'webhook-subscriber' }]), 'gw1', 'sub1'),
      says: /does not listen/,
      fixes: ['Listen for streaming APIs'],
    },
  },
  quiet: {
    'it listens for them': say(say(p3, 'lb1', { streamingListeners: true }), 'gw1', { streaming: true }),
    'no API streams': say(deaf, 'gw1', { streaming: false }),
    'nobody says whether an API streams': deaf,
    'nothing is said of its listeners': say(p3, 'gw1', { streaming: true }),
  },
  asks: {
    'nobody says whether an API streams': [deaf, 'streaming of gw1', 'streaming of gw2'],
    'nothing is said of its listeners': [
      say(p3, 'gw1', { streaming: true }),
      'streamingListeners of lb1',
      'streamingListeners of lb2',
    ],
    'neither is said': [p3],
    'one streams': [say(deaf, 'gw1', { streaming: true }), 'streaming of gw2', 'streamingListeners of lb2'],
  },
})
