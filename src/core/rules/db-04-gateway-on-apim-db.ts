import { labelOf } from '../wiring/placement'
import { gatewaySql } from './support/databases'
import { removeConnectionFix } from './support/fixes'
import { defineRule } from './support/rule'

export const gatewayOnApimDb = defineRule({
  code: 'DB-04',
  title: 'A gateway opens apim_db',
  severity: 'error',
  why: 'Gateways never use it, and the connection opens the data zone to the exposed one.',
  source: 'docs-apim, deployment overview: databases by component',
  remedy: 'Delete the connection.',
  check: (deployment, say) => {
    for (const { gateway, connection, schemas } of gatewaySql(deployment)) {
      if (!schemas.includes('apim')) continue
      say.finding({
        message: `${labelOf(gateway)} is connected to apim_db, which gateways never use.`,
        subjects: [gateway.id, connection.id],
        fix: removeConnectionFix(connection),
      })
    }
  },
})
