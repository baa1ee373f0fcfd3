import type { Design } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { cut, link, p3, unlink } from '../testing/redrawn'
import { oneNodeDialled } from './cfg-10-one-node-dialled'

const past = (design: Design) =>
  link(
    unlink(design, (item) => item.from === 'gw1' && item.to === 'vip'),
    'gw1',
    'acp1',
    ['control', 'key-management'],
  )

describeRule(oneNodeDialled, {
  fires: {
    'a gateway dials one of two control planes': {
      design: past(p3),
      says: /gw1 dials|Gateway/,
      fixes: ['Dial the load balancer'],
    },
  },
  quiet: {
    'it dials the load balancer': p3,
    'there is one control plane': cut(past(p3), 'acp2'),
    'no load balancer leads to both of them': unlink(
      past(p3),
      (item) => item.from.startsWith('lb') && item.to === 'acp2',
    ),
  },
})
