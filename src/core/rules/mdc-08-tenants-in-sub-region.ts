import { inWords } from '../base/words'
import { flagOf } from '../model/properties'
import { since, VERSIONS, versionsWith } from '../versions'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import { centralRegion } from './support/regions'
import type { Finding, Rule } from './support/rule'

export const tenantsInSubRegion: Rule = {
  code: 'MDC-08',
  title: 'Tenants in a datacenter without a control plane',
  severity: 'medium',
  why: `Gateways of ${inWords(versionsWith((facts) => facts.tenantsNeedSharedDatabase))} read tenants from shared_db, which is in the centre: the approach is for one tenant there.`,
  source: 'docs-apim, multi-datacenter, central control plane; docs-apim issue 10617: lifted with 4.6.0',
  check: (deployment) => {
    const { apimVersion } = deployment.design
    if (!VERSIONS[apimVersion].tenantsNeedSharedDatabase) return []
    return (centralRegion(deployment)?.edges ?? []).flatMap((roles): Finding[] => {
      const tenants = roles.gateways
        .map((server) => server.instance)
        .filter((instance) => flagOf(instance.component, 'multiTenant') === true)
      if (tenants.length === 0) return []
      return [
        {
          code: 'MDC-08',
          severity: 'medium',
          message: `${namesOf(tenants)}${inRegion(roles, deployment)} ${tenants.length === 1 ? 'serves' : 'serve'} several tenants, which ${apimVersion} does not support away from the control plane.`,
          subjects: subjectsOf(tenants),
          remedy: `Use ${since((facts) => !facts.tenantsNeedSharedDatabase)} or newer, or keep tenants to the datacenter of the control plane.`,
        },
      ]
    })
  },
}
