import type { ApimVersion } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, of, say } from '../testing/redrawn'
import { tenantsNeedSharedDb } from './db-06-tenants-need-shared-db'

const tenants = (version: ApimVersion) => say(of('pattern-3', version), 'gw1', { multiTenant: true })

describeRule(tenantsNeedSharedDb, {
  fires: {
    'a gateway of 4.5.0 serves tenants without shared_db': {
      design: tenants('4.5.0'),
      says: /gw1$|serves tenants but/,
    },
  },
  quiet: {
    'it has shared_db': link(tenants('4.5.0'), 'gw1', 'db1', ['sql'], ['shared']),
    'it serves one tenant': say(of('pattern-3', '4.5.0'), 'gw1', { multiTenant: false }),
    'it is of 4.6.0': tenants('4.6.0'),
    'it is of 4.7.0': tenants('4.7.0'),
    'a control plane has tenants': say(of('pattern-3', '4.5.0'), 'tm1', { multiTenant: true }),
  },
  asks: {
    'gateways of 4.5.0 do not say': [of('pattern-3', '4.5.0'), 'multiTenant of gw1', 'multiTenant of gw2'],
    'one has shared_db': [link(of('pattern-3', '4.5.0'), 'gw1', 'db1', ['sql'], ['shared']), 'multiTenant of gw2'],
    'they are of 4.6.0': [of('pattern-3', '4.6.0')],
  },
})
