import type { ApimVersion } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { of, say } from '../testing/redrawn'
import { tenantsInSubRegion } from './mdc-08-tenants-in-sub-region'

const tenants = (version: ApimVersion, id = 'region-gw1') =>
  say(of('multi-dc-active-passive', version), id, { multiTenant: true })

describeRule(tenantsInSubRegion, {
  fires: {
    'a region of 4.5.0 serves tenants': { design: tenants('4.5.0'), says: /serves several tenants/ },
    'two gateways of it do': {
      design: say(tenants('4.5.0'), 'region-gw2', { multiTenant: true }),
      says: /serve several tenants/,
    },
  },
  quiet: {
    'it is of 4.6.0': tenants('4.6.0'),
    'it is of 4.7.0': tenants('4.7.0'),
    'it serves one tenant': say(tenants('4.5.0'), 'region-gw1', { multiTenant: false }),
    'the centre serves them': tenants('4.5.0', 'gw1'),
  },
  asks: {
    'gateways of a region of 4.5.0 do not say': [
      of('multi-dc-active-passive', '4.5.0'),
      'multiTenant of region-gw1',
      'multiTenant of region-gw2',
    ],
    'one says it': [tenants('4.5.0'), 'multiTenant of region-gw2'],
    'they are of 4.6.0': [of('multi-dc-active-passive', '4.6.0')],
  },
})
