import { inWords } from '../base/words'
import { flagOf } from '../kinds/properties'
import { since, VERSIONS, versionsWith } from '../versions'
import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const tenantsNeedSharedDb = defineRule({
  code: 'DB-06',
  title: 'A gateway with tenants and no shared_db',
  severity: 'error',
  why: `In ${inWords(versionsWith((facts) => facts.tenantsNeedSharedDatabase))} tenants are read from shared_db: without it their APIs are not loaded.`,
  source: 'docs-apim 4.5.0, databases of the gateway; helm-apim 4.5.x gateway chart',
  remedy: `Connect it to shared_db, or use ${since((facts) => !facts.tenantsNeedSharedDatabase)} or newer.`,
  check: (deployment, say) => {
    if (!VERSIONS[deployment.design.apimVersion].tenantsNeedSharedDatabase) return
    for (const { instance, databases } of deployment.servers) {
      if (instance.kind !== 'universal-gateway' || databases.shared) continue
      const tenants = flagOf(instance.component, 'multiTenant')
      if (tenants === undefined) say.unknown('multiTenant', instance.component)
      if (tenants !== true) continue
      say.finding({
        message: `${instanceName(instance)} serves tenants but has no shared_db.`,
        subjects: [instance.component.id],
      })
    }
  },
})
