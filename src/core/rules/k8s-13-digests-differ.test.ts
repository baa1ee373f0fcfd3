import { describeRule } from '../testing/describe-rule'
import { p3, say } from '../testing/redrawn'
import { digestsDiffer } from './k8s-13-digests-differ'

const digest = (digit: string) => `sha256:${digit.repeat(64)}`

describeRule(digestsDiffer, {
  fires: {
    'servers of one release pin two images': {
      design: say(say(p3, 'gw1', { imageDigest: digest('a') }), 'gw2', { imageDigest: digest('b') }),
      says: /2 image digests/,
      fixes: ['Pin all of them to sha256:aaaaaaaaaaaa'],
    },
  },
  quiet: {
    'they pin one': say(say(p3, 'gw1', { imageDigest: digest('a') }), 'gw2', { imageDigest: digest('a') }),
    'one pins none': say(p3, 'gw1', { imageDigest: digest('a') }),
    'they are two releases': say(say(p3, 'gw1', { imageDigest: digest('a') }), 'tm1', { imageDigest: digest('b') }),
  },
})
