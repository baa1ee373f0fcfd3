import { describeRule } from '../testing/describe-rule'
import { cut, p3, put, say } from '../testing/redrawn'
import { labelWithoutEnvironment } from './ev-12-label-without-environment'

const offers = (...environments: string[]) => say(p3, 'acp1', { environments })

describeRule(labelWithoutEnvironment, {
  fires: {
    'an environment has no gateway': {
      design: offers('Default', 'Partner'),
      says: /No gateway loads Partner/,
      fixes: ['Offer the environments that gateways load'],
    },
    'a gateway has no environment': {
      design: say(offers('Default'), 'gw1', { gatewayLabels: ['Partner'] }),
      says: /offers no environment Partner/,
      fixes: ['Offer the environments that gateways load'],
    },
    'both are so': {
      design: offers('Partner'),
      says: /no environment Default.*no gateway loads Partner/,
      fixes: ['Offer the environments that gateways load'],
    },
  },
  quiet: {
    'each has its counterpart': offers('Default'),
    'no environments are said': say(p3, 'gw1', { gatewayLabels: ['Partner'] }),
    'there is no gateway': cut(offers('Partner'), 'gw1', 'gw2'),
    'gateways of another product may load them': put(offers('Default', 'Partner'), [
      { id: 'fgw', kind: 'federated-gateway' },
    ]),
    'a Kubernetes gateway loads it': put(offers('Default', 'Partner'), [
      { id: 'kgw', kind: 'kubernetes-gateway', properties: { gatewayLabels: ['Partner'] } },
    ]),
  },
})
