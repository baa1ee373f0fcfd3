import { inWords } from '../base/words'
import { flagOf } from '../model/properties'
import { since, VERSIONS, versionsWith } from '../versions'
import { labelOf } from '../wiring/placement'
import { gatewaySql } from './support/databases'
import { removeConnectionFix } from './support/fixes'
import type { Rule } from './support/rule'

export const gatewayOnSharedDb: Rule = {
  code: 'DB-05',
  title: 'A gateway opens shared_db without need',
  severity: 'low',
  why: `Only ${inWords(versionsWith((facts) => facts.tenantsNeedSharedDatabase))} with tenants needs it; since ${since((facts) => !facts.tenantsNeedSharedDatabase)} gateways need no database.`,
  source: 'api-manager issue 3904',
  check: (deployment) =>
    gatewaySql(deployment)
      .filter(
        ({ gateway, schemas }) =>
          !schemas.includes('apim') &&
          (!VERSIONS[deployment.design.apimVersion].tenantsNeedSharedDatabase ||
            flagOf(gateway, 'multiTenant') === false),
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
