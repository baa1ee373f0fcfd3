import { inWords } from '../base/words'
import { flagOf } from '../kinds/properties'
import { since, VERSIONS, versionsWith } from '../versions'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import { centralRegion } from './support/regions'
import { defineRule } from './support/rule'

export const tenantsInSubRegion = defineRule({
  code: 'MDC-08',
  title: 'Tenants in a datacenter without a control plane',
  severity: 'medium',
  why: `Gateways of ${inWords(versionsWith((facts) => facts.tenantsNeedSharedDatabase))} read tenants from shared_db, which is in the centre: the approach is for one tenant there.`,
  source: 'docs-apim, multi-datacenter, central control plane; docs-apim issue 10617: lifted with 4.6.0',
  remedy: `Use ${since((facts) => !facts.tenantsNeedSharedDatabase)} or newer, or keep tenants to the datacenter of the control plane.`,
  check: (deployment, say) => {
    const { apimVersion } = deployment.design
    if (!VERSIONS[apimVersion].tenantsNeedSharedDatabase) return
    for (const roles of centralRegion(deployment)?.edges ?? []) {
      const gateways = roles.gateways.map((server) => server.instance)
      for (const { component } of gateways) say.unknown('multiTenant', component)
      const tenants = gateways.filter(({ component }) => flagOf(component, 'multiTenant') === true)
      if (tenants.length === 0) continue
      say.finding({
        message: `${namesOf(tenants)}${inRegion(roles, deployment)} ${tenants.length === 1 ? 'serves' : 'serve'} several tenants, which ${apimVersion} does not support away from the control plane.`,
        subjects: subjectsOf(tenants),
      })
    }
  },
})
