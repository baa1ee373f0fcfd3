import { flagOf } from '../model/properties'
import { labelOf } from '../wiring/placement'
import { gatewaySql } from './support/databases'
import { removeConnectionFix } from './support/fixes'
import type { Rule } from './support/rule'

export const gatewayOnSharedDb: Rule = {
  code: 'DB-05',
  title: 'A gateway opens shared_db without need',
  severity: 'low',
  why: 'Only 4.5.0 with tenants needs it; since 4.6.0 gateways need no database.',
  source: 'api-manager issue 3904',
  check: (deployment) =>
    gatewaySql(deployment)
      .filter(
        ({ gateway, schemas }) =>
          !schemas.includes('apim') &&
          (deployment.design.apimVersion !== '4.5.0' || flagOf(gateway, 'multiTenant') === false),
      )
      .map(({ gateway, connection }) => ({
        code: 'DB-05',
        severity: 'low',
        message: `${labelOf(gateway)} is connected to shared_db, which it does not need.`,
        subjects: [gateway.id, connection.id],
        remedy: 'Delete the connection.',
        fix: removeConnectionFix(connection),
      })),
}
