import { describeRule } from '../testing/describe-rule'
import { p3, p4, settings, unset } from '../testing/redrawn'
import { keyManagerApart } from './km-06-key-manager-apart'

describeRule(keyManagerApart, {
  fires: {
    'Key Managers issue JWTs': { design: p4, says: /issue JWTs alone/ },
  },
  quiet: {
    'some tokens are opaque': settings(p4, { tokens: 'mixed' }),
    'the control planes issue them': p3,
    'the kind of tokens is not said': unset(p4, 'tokens'),
  },
  asks: {
    'the kind of tokens is not said': [unset(p4, 'tokens'), 'tokens'],
    'there is no Key Manager': [unset(p3, 'tokens')],
    'it is said': [p4],
  },
})
