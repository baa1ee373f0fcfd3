import { describeRule } from '../testing/describe-rule'
import { change, cut, link, p3, put } from '../testing/redrawn'
import { identityServerTooNew } from './km-10-identity-server-too-new'

const identity = (vendor: string) =>
  link(put(p3, [{ id: 'is1', kind: 'identity-server', properties: { vendor } }]), 'gw1', 'is1')

describeRule(identityServerTooNew, {
  fires: {
    'the Identity Server is of release 7': {
      design: identity('WSO2 Identity Server 7.1'),
      says: /is release 7\.1/,
      fixes: ['Make it an external key manager'],
    },
    'it is of a later one': {
      design: identity('Identity Server 9'),
      says: /is release 9/,
      fixes: ['Make it an external key manager'],
    },
  },
  quiet: {
    'it is of release 6': identity('WSO2 Identity Server 6.1'),
    'no release is named': identity('WSO2 Identity Server'),
    'nothing uses it': cut(identity('WSO2 Identity Server 7.1'), 'gw1'),
    'it is drawn as that of another vendor': change(identity('WSO2 Identity Server 7.1'), 'is1', {
      kind: 'external-key-manager',
    }),
  },
  asks: {
    'no release is said': [link(put(p3, [{ id: 'is1', kind: 'identity-server' }]), 'gw1', 'is1'), 'vendor of is1'],
    'nothing uses it': [put(p3, [{ id: 'is1', kind: 'identity-server' }])],
    'it is said': [identity('7')],
  },
})
