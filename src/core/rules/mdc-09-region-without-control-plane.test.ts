import { describeRule } from '../testing/describe-rule'
import { active, central, cut, p3 } from '../testing/redrawn'
import { regionWithoutControlPlane } from './mdc-09-region-without-control-plane'

describeRule(regionWithoutControlPlane, {
  fires: {
    'a datacenter has no control plane': { design: central, says: /cannot restart while the central control plane/ },
  },
  quiet: {
    'each has one': active,
    'there is one datacenter': p3,
    'it has no gateways either': cut(central, 'region-gw1', 'region-gw2'),
    'there is one datacenter without a control plane': cut(p3, 'acp1', 'acp2'),
  },
})
