import { describeRule } from '../testing/describe-rule'
import { cut, p3, p4, put } from '../testing/redrawn'
import { singleKeyManager } from './ha-02-single-key-manager'

describeRule(singleKeyManager, {
  fires: {
    'one Key Manager is left': {
      design: cut(p4, 'km2'),
      says: /km1|alone issues tokens/,
      fixes: ['Add a second Key Manager in zone b'],
    },
    'one control plane issues the tokens': {
      design: cut(p3, 'acp2'),
      says: /alone issues tokens/,
      fixes: ['Add a second API Control Plane in zone b'],
    },
  },
  quiet: {
    'there are two': p4,
    'two control planes issue them': p3,
    'the second Key Manager is asked by nothing': put(p4, [{ id: 'km9', kind: 'key-manager' }]),
  },
})
