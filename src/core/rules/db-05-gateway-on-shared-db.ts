import { inWords } from '../base/words'
import { flagOf } from '../kinds/properties'
import { since, VERSIONS, versionsWith } from '../versions'
import { labelOf } from '../wiring/placement'
import { gatewaySql } from './support/databases'
import { removeConnectionFix } from './support/fixes'
import { defineRule } from './support/rule'

export const gatewayOnSharedDb = defineRule({
  code: 'DB-05',
  title: 'A gateway opens shared_db without need',
  severity: 'low',
  why: `Only ${inWords(versionsWith((facts) => facts.tenantsNeedSharedDatabase))} with tenants needs it; since ${since((facts) => !facts.tenantsNeedSharedDatabase)} gateways need no database.`,
  source: 'api-manager issue 3904',
  remedy: 'Delete the connection.',
  check: (deployment, say) => {
    for (const { gateway, connection, schemas } of gatewaySql(deployment)) {
      const needless =
        !VERSIONS[deployment.design.apimVersion].tenantsNeedSharedDatabase || flagOf(gateway, 'multiTenant') === false
      if (schemas.includes('apim') || !needless) continue
      say.finding({
        message: `${labelOf(gateway)} is connected to shared_db, which it does not need.`,
        subjects: [gateway.id, connection.id],
        fix: removeConnectionFix(connection),
      })
    }
  },
})
