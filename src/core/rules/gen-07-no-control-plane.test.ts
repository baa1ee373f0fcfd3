import { describeRule } from '../testing/describe-rule'
import { active, central, cut, p0, p2, p3, put } from '../testing/redrawn'
import { noControlPlane } from './gen-07-no-control-plane'

const without = cut(p3, 'acp1', 'acp2')

describeRule(noControlPlane, {
  fires: {
    'there are gateways and Traffic Managers': {
      design: without,
      says: /Gateway 1, Gateway 2, Traffic Manager 1 and Traffic Manager 2 get no APIs and no policies/,
    },
    'there is one gateway': { design: cut(without, 'gw2', 'tm1', 'tm2'), says: /Gateway 1 gets no APIs/ },
    'an outside key manager is no control plane': {
      design: put(without, [{ id: 'idp', kind: 'external-key-manager' }]),
      says: /No control plane/,
    },
  },
  quiet: {
    'there is one': cut(p3, 'acp2'),
    'there are two': p3,
    'All-in-Ones stand behind gateways': p2,
    'one All-in-One is all': p0,
    'another datacenter has it': central,
    'each datacenter has one': active,
    'no server of API Manager is drawn': cut(without, 'gw1', 'gw2', 'tm1', 'tm2'),
  },
})
