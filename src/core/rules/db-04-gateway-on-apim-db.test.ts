import { describeRule } from '../testing/describe-rule'
import { link, p3, say } from '../testing/redrawn'
import { gatewayOnApimDb } from './db-04-gateway-on-apim-db'

describeRule(gatewayOnApimDb, {
  fires: {
    'a gateway opens apim_db': {
      design: link(p3, 'gw1', 'db1', ['sql'], ['apim']),
      says: /connected to apim_db/,
      fixes: ['Delete the connection'],
    },
    'its connection carries both schemas': {
      design: link(p3, 'gw1', 'db1', ['sql']),
      says: /connected to apim_db/,
      fixes: ['Delete the connection'],
    },
  },
  quiet: {
    'it opens shared_db alone': link(p3, 'gw1', 'db1', ['sql'], ['shared']),
    'the database holds shared_db alone': link(say(p3, 'db1', { schemas: ['shared'] }), 'gw1', 'db1', ['sql']),
    'it has no connection to the database': p3,
  },
})
