import { describeRule } from '../testing/describe-rule'
import { link, many, p4, put, sayOf, settings, unlink, unset } from '../testing/redrawn'
import { tooFewValidateTokens } from './ha-10-too-few-validate-tokens'

const opaque = (replicas: number) => settings(many(p4, 'gw1', replicas), { tokens: 'opaque' })

describeRule(tooFewValidateTokens, {
  fires: {
    'five gateways ask two Key Managers': { design: opaque(4), says: /5 gateways ask .* takes 3 servers/ },
    'three without a token cache do': {
      design: settings(sayOf(many(p4, 'gw1', 2), ['gw1', 'gw2'], { tokenCache: false }), { tokens: 'mixed' }),
      says: /3 gateways ask .* takes 3 servers/,
    },
  },
  quiet: {
    'four do': opaque(3),
    'three with a token cache do': settings(sayOf(many(p4, 'gw1', 2), ['gw1', 'gw2'], { tokenCache: true }), {
      tokens: 'mixed',
    }),
    'tokens are JWTs': many(p4, 'gw1', 4),
    'another product validates them': settings(
      many(
        link(
          unlink(
            put(p4, [{ id: 'idp1', kind: 'external-key-manager' }]),
            (item) => item.from.startsWith('lb') && item.to.startsWith('km'),
          ),
          'gw1',
          'idp1',
        ),
        'gw1',
        4,
      ),
      { tokens: 'opaque' },
    ),
  },
  asks: {
    'the kind of tokens is not said': [unset(many(p4, 'gw1', 4), 'tokens'), 'tokens'],
    'two gateways ask': [unset(p4, 'tokens')],
    'it is said': [many(p4, 'gw1', 4)],
  },
})
