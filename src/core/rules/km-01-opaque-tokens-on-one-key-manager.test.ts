import { describeRule } from '../testing/describe-rule'
import { cut, p4, settings, unset } from '../testing/redrawn'
import { opaqueTokensOnOneKeyManager } from './km-01-opaque-tokens-on-one-key-manager'

describeRule(opaqueTokensOnOneKeyManager, {
  fires: {
    'one Key Manager validates opaque tokens': {
      design: settings(cut(p4, 'km2'), { tokens: 'opaque' }),
      says: /alone validates opaque tokens/,
      fixes: ['Add a second Key Manager in zone b'],
    },
    'some of the tokens are opaque': {
      design: settings(cut(p4, 'km2'), { tokens: 'mixed' }),
      says: /alone validates opaque tokens/,
      fixes: ['Add a second Key Manager in zone b'],
    },
  },
  quiet: {
    'there are two': settings(p4, { tokens: 'opaque' }),
    'tokens are JWTs': cut(p4, 'km2'),
    'the kind of tokens is not said': unset(cut(p4, 'km2'), 'tokens'),
  },
  asks: {
    'the kind of tokens is not said': [unset(cut(p4, 'km2'), 'tokens'), 'tokens'],
    'there are two': [unset(p4, 'tokens')],
    'tokens are JWTs': [cut(p4, 'km2')],
  },
})
