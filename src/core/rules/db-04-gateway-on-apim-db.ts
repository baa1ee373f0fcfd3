import { labelOf } from '../wiring/placement'
import { gatewaySql } from './support/databases'
import { removeConnectionFix } from './support/fixes'
import type { Rule } from './support/rule'

export const gatewayOnApimDb: Rule = {
  code: 'DB-04',
  title: 'A gateway opens apim_db',
  severity: 'error',
  why: 'Gateways never use it, and the connection opens the data zone to the exposed one.',
  source: 'docs-apim, deployment overview: databases by component',
  check: (deployment) =>
    gatewaySql(deployment)
      .filter(({ schemas }) => schemas.includes('apim'))
      .map(({ gateway, connection }) => ({
        code: 'DB-04',
        severity: 'error',
        message: `${labelOf(gateway)} is connected to apim_db, which gateways never use.`,
        subjects: [gateway.id, connection.id],
        remedy: 'Delete the connection.',
        fix: removeConnectionFix(connection),
      })),
}
