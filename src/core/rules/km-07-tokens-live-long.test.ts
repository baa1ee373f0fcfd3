import { describeRule } from '../testing/describe-rule'
import { link, p3, p4, put, say, settings, unset } from '../testing/redrawn'
import { tokensLiveLong } from './km-07-tokens-live-long'

const outside = link(
  put(p3, [{ id: 'idp1', kind: 'external-key-manager', properties: { tokenLifetime: 90_000 } }]),
  'gw1',
  'idp1',
)

describeRule(tokensLiveLong, {
  fires: {
    'JWTs live a second longer than a day': {
      design: say(p3, 'acp1', { tokenLifetime: 86_401 }),
      says: /up to 25 hours/,
      fixes: ['Let them live for an hour'],
    },
    'some of the tokens are opaque': {
      design: settings(say(p3, 'acp1', { tokenLifetime: 86_401 }), { tokens: 'mixed' }),
      says: /up to 25 hours/,
      fixes: ['Let them live for an hour'],
    },
    'those of another product do': { design: outside, says: /up to 25 hours/, fixes: ['Let them live for an hour'] },
  },
  quiet: {
    'they live a day': say(p3, 'acp1', { tokenLifetime: 86_400 }),
    'all tokens are opaque': settings(say(p3, 'acp1', { tokenLifetime: 86_401 }), { tokens: 'opaque' }),
    'the kind of tokens is not said': unset(say(p3, 'acp1', { tokenLifetime: 86_401 }), 'tokens'),
    'it issues none': say(p4, 'acp1', { tokenLifetime: 86_401 }),
  },
  asks: {
    'the kind of tokens is not said': [unset(say(p3, 'acp1', { tokenLifetime: 86_401 }), 'tokens'), 'tokens'],
    'it is not said, and tokens live for a day': [unset(say(p3, 'acp1', { tokenLifetime: 86_400 }), 'tokens')],
    'the lifetime is not said': [p3, 'tokenLifetime of acp1', 'tokenLifetime of acp2'],
    'one lifetime is said': [say(p3, 'acp1', { tokenLifetime: 86_401 }), 'tokenLifetime of acp2'],
    'all tokens are opaque': [settings(p3, { tokens: 'opaque' })],
  },
})
