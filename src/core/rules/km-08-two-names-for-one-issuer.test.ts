import type { Component } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, p4, put, say } from '../testing/redrawn'
import { twoNamesForOneIssuer } from './km-08-two-names-for-one-issuer'

const balancer: Component = {
  id: 'lbk',
  kind: 'load-balancer',
  properties: { managed: true, hostname: 'tokens.acme.com' },
}
const named = (...issuers: readonly string[]) =>
  issuers.reduce(
    (design, issuer, at) => say(link(design, 'lbk', `km${at + 1}`), `km${at + 1}`, { issuer }),
    link(put(p4, [balancer]), 'consumer', 'lbk', ['token']),
  )

describeRule(twoNamesForOneIssuer, {
  fires: {
    'its name is neither of the two': { design: named('km.internal', 'km.internal'), says: /tokens say km.internal/ },
    'the two say different names': { design: named('tokens.acme.com', 'km.apim.example.com'), says: /tokens say/ },
  },
  quiet: {
    'its name is one of the two': named('tokens.acme.com', 'tokens.acme.com'),
    'it differs by case alone': named('Tokens.acme.com', 'tokens.acme.com'),
    'it is reached by one name': say(p4, 'km1', { issuer: 'km.internal' }),
    'nothing is said': link(link(link(put(p4, [balancer]), 'consumer', 'lbk', ['token']), 'lbk', 'km1'), 'lbk', 'km2'),
  },
  asks: {
    'nothing is said': [
      link(link(link(put(p4, [balancer]), 'consumer', 'lbk', ['token']), 'lbk', 'km1'), 'lbk', 'km2'),
      'issuer of km1',
      'issuer of km2',
    ],
    'it is reached by one name': [p4],
  },
})
