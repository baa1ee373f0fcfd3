import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, p3, put, twin } from '../testing/redrawn'
import { keysFetchedFromOutside } from './km-03-keys-fetched-from-outside'

const outside = (facts: Properties) =>
  link(put(p3, [{ id: 'idp1', kind: 'external-key-manager', properties: facts }]), 'gw1', 'idp1')

describeRule(keysFetchedFromOutside, {
  fires: {
    'gateways fetch its keys from one server': {
      design: outside({ signingKeys: 'jwks' }),
      says: /Gateways fetch the keys/,
      fixes: ['Keep its certificate instead'],
    },
  },
  quiet: {
    'they have its certificate': outside({ signingKeys: 'certificate' }),
    'it is managed': outside({ signingKeys: 'jwks', managed: true }),
    'there are two': twin(outside({ signingKeys: 'jwks' }), 'idp1', 'idp2'),
    'nothing is said': outside({}),
  },
  asks: {
    'nothing is said': [outside({}), 'signingKeys of idp1'],
    'it is managed': [outside({ managed: true })],
    'there are two': [twin(outside({}), 'idp1', 'idp2')],
  },
})
