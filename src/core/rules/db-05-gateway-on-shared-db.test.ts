import type { ApimVersion, Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, of, p3, say } from '../testing/redrawn'
import { gatewayOnSharedDb } from './db-05-gateway-on-shared-db'

const opens = (version: ApimVersion, facts: Properties = {}) =>
  say(link(of('pattern-3', version), 'gw1', 'db1', ['sql'], ['shared']), 'gw1', facts)

describeRule(gatewayOnSharedDb, {
  fires: {
    'a gateway of 4.7.0 opens shared_db': {
      design: opens('4.7.0'),
      says: /connected to shared_db/,
      fixes: ['Delete the connection'],
    },
    'one of 4.6.0 does, with tenants': {
      design: opens('4.6.0', { multiTenant: true }),
      says: /connected to shared_db/,
      fixes: ['Delete the connection'],
    },
    'one of 4.5.0 does, without tenants': {
      design: opens('4.5.0', { multiTenant: false }),
      says: /connected to shared_db/,
      fixes: ['Delete the connection'],
    },
  },
  quiet: {
    'one of 4.5.0 has tenants': opens('4.5.0', { multiTenant: true }),
    'one of 4.5.0 does not say': opens('4.5.0'),
    'it opens apim_db too, which DB-04 says': link(p3, 'gw1', 'db1', ['sql'], ['apim', 'shared']),
    'it opens no database': p3,
  },
})
