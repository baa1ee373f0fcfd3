import { describeRule } from '../testing/describe-rule'
import { cut, link, p1, p3, p4, put, unlink } from '../testing/redrawn'
import { issuersDiffer } from './km-12-issuers-differ'

const withIssuer = put(p3, [{ id: 'is1', kind: 'identity-server' }])
const both = link(link(withIssuer, 'acp1', 'is1'), 'acp2', 'is1')
const one = link(withIssuer, 'acp1', 'is1')
const apart = put(both, [{ id: 'is2', kind: 'identity-server' }])

describeRule(issuersDiffer, {
  fires: {
    'one names an Identity Server and the other itself': {
      design: one,
      says: /Control Plane 1 lets is1 issue the tokens, Control Plane 2 issues tokens itself/,
      fixes: ['Connect Control Plane 2 to is1'],
    },
    'All-in-Ones that stand for each other': {
      design: link(put(p1, [{ id: 'is1', kind: 'identity-server' }]), 'aio2', 'is1'),
      says: /All-in-One 1 issues tokens itself, All-in-One 2 lets is1 issue the tokens/,
      fixes: ['Connect All-in-One 1 to is1'],
    },
    'each names another': {
      design: link(
        unlink(apart, ({ from, to }) => from === 'acp2' && to === 'is1'),
        'acp2',
        'is2',
      ),
      says: /Control Plane 1 lets is1 issue the tokens, Control Plane 2 lets is2 issue the tokens/,
    },
  },
  quiet: {
    'both name it': both,
    'nobody names it': withIssuer,
    'Key Managers of their own': p4,
    'a control plane alone': cut(one, 'acp2'),
    'one that is registered in the Admin Portal, by one of them': link(
      put(p3, [{ id: 'ext', kind: 'external-key-manager' }]),
      'acp1',
      'ext',
    ),
  },
})
