import { inWords } from '../base/words'
import { flagOf } from '../model/properties'
import { since, VERSIONS, versionsWith } from '../versions'
import { nameOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

export const tenantsNeedSharedDb: Rule = {
  code: 'DB-06',
  title: 'A gateway with tenants and no shared_db',
  severity: 'error',
  why: `In ${inWords(versionsWith((facts) => facts.tenantsNeedSharedDatabase))} tenants are read from shared_db: without it their APIs are not loaded.`,
  source: 'docs-apim 4.5.0, databases of the gateway; helm-apim 4.5.x gateway chart',
  check: (deployment) =>
    !VERSIONS[deployment.design.apimVersion].tenantsNeedSharedDatabase
      ? []
      : deployment.servers
          .filter(
            (server) =>
              server.instance.kind === 'universal-gateway' &&
              flagOf(server.instance.component, 'multiTenant') === true &&
              !server.databases.shared,
          )
          .map((server) => ({
            code: 'DB-06',
            severity: 'error',
            message: `${nameOf(server.instance)} serves tenants but has no shared_db.`,
            subjects: [server.instance.component.id],
            remedy: `Connect it to shared_db, or use ${since((facts) => !facts.tenantsNeedSharedDatabase)} or newer.`,
          })),
}
