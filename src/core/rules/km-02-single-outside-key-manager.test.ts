import { describeRule } from '../testing/describe-rule'
import { link, p3, put, say, twin } from '../testing/redrawn'
import { singleOutsideKeyManager } from './km-02-single-outside-key-manager'

const outside = link(put(p3, [{ id: 'idp1', kind: 'external-key-manager' }]), 'gw1', 'idp1')

describeRule(singleOutsideKeyManager, {
  fires: {
    'one server of another product issues tokens': { design: outside, says: /nobody else stands in for/ },
    'it tells revocations': {
      design: link(outside, 'idp1', 'acp1', ['control']),
      says: /nobody else stands in for/,
      fixes: ['Add a second External key manager'],
    },
  },
  quiet: {
    'it is managed': say(outside, 'idp1', { managed: true }),
    'there are two': twin(outside, 'idp1', 'idp2'),
    'nothing uses it': put(p3, [{ id: 'idp1', kind: 'external-key-manager' }]),
  },
})
