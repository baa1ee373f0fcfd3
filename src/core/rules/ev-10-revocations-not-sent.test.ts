import { describeRule } from '../testing/describe-rule'
import { cut, link, p3, p4, put, settings, unlink } from '../testing/redrawn'
import { revocationsNotSent } from './ev-10-revocations-not-sent'

const outside = link(put(p3, [{ id: 'idp1', kind: 'external-key-manager' }]), 'gw1', 'idp1')

describeRule(revocationsNotSent, {
  fires: {
    'a Key Manager tells no control plane': {
      design: unlink(p4, (item) => item.from === 'km1' && item.to === 'vip'),
      says: /km1/,
      fixes: ['Complete the wiring'],
    },
    'a key manager of another product does not': {
      design: outside,
      says: /tells no control plane about revoked tokens/,
    },
  },
  quiet: {
    'both Key Managers do': p4,
    'the other product does': link(outside, 'idp1', 'acp1', ['control']),
    'all tokens are opaque': settings(outside, { tokens: 'opaque' }),
    'nothing asks the other product': put(p3, [{ id: 'idp1', kind: 'external-key-manager' }]),
    'there is no control plane to tell': cut(outside, 'acp1', 'acp2'),
  },
})
