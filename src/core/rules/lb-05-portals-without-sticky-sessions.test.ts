import { describeRule } from '../testing/describe-rule'
import { cut, link, p3, put, say, unlink } from '../testing/redrawn'
import { portalsWithoutStickySessions } from './lb-05-portals-without-sticky-sessions'

const sticky = (value: boolean) => say(p3, 'lb1', { sticky: value })
const apart = link(
  link(put(p3, [{ id: 'lbm', kind: 'load-balancer', properties: { sticky: false } }]), 'lbm', 'acp1'),
  'lbm',
  'acp2',
)

describeRule(portalsWithoutStickySessions, {
  fires: {
    'portals have no sticky sessions': {
      design: sticky(false),
      says: /without sticky sessions/,
      fixes: ['Make sessions stick for the portals alone'],
    },
    'the load balancer is for them alone': {
      design: link(apart, 'publisher', 'lbm', ['management']),
      says: /without sticky sessions/,
      fixes: ['Turn sticky sessions on'],
    },
  },
  quiet: {
    'they have': sticky(true),
    'nothing is said': p3,
    'there is one control plane': cut(sticky(false), 'acp2'),
    'the load balancer leads to gateways alone': unlink(
      sticky(false),
      (item) => item.from.startsWith('lb') && item.to.startsWith('acp'),
    ),
  },
  asks: {
    'nothing is said': [p3, 'sticky of lb1', 'sticky of lb2'],
    'one says it': [sticky(true), 'sticky of lb2'],
    'there is one control plane': [cut(p3, 'acp2')],
  },
})
