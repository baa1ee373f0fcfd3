import { describeRule } from '../testing/describe-rule'
import { p3, say, unlink } from '../testing/redrawn'
import { headersTooSmall } from './lb-09-headers-too-small'

const limit = (headerLimitKb: number) => say(say(p3, 'lb1', { headerLimitKb }), 'acp1', { federatedLogin: true })

describeRule(headersTooSmall, {
  fires: {
    'headers of a federated sign-in may be too long': {
      design: limit(31),
      says: /accepts headers of 31 KB/,
      fixes: ['Accept headers of 32 KB'],
    },
  },
  quiet: {
    'they fit': limit(32),
    'nobody signs in that way': say(limit(31), 'acp1', { federatedLogin: false }),
    'no limit is said': say(p3, 'acp1', { federatedLogin: true }),
    'it leads to gateways alone': unlink(limit(31), (item) => item.from.startsWith('lb') && item.to.startsWith('acp')),
  },
  asks: {
    'no limit is said': [say(p3, 'acp1', { federatedLogin: true }), 'headerLimitKb of lb1', 'headerLimitKb of lb2'],
    'nobody says how people sign in': [
      say(p3, 'lb1', { headerLimitKb: 31 }),
      'federatedLogin of acp1',
      'federatedLogin of acp2',
    ],
    'headers fit': [say(p3, 'lb1', { headerLimitKb: 32 })],
    'one signs in that way, and the limit is said': [limit(31), 'headerLimitKb of lb2'],
    'neither is said': [p3],
  },
})
