import { exposureOf, isExposed } from './support/networks'
import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const allInOneExposed = defineRule({
  code: 'SEC-02',
  title: 'An All-in-One stands in an exposed network',
  severity: 'high',
  why: 'Portals, signing keys and database passwords stand where attackers arrive first.',
  source: 'docs-apim, single node deployments: a reverse proxy in the DMZ, the server inside',
  remedy: 'Put a load balancer there and the server inside, or take Pattern 2 with gateways in the DMZ.',
  check: (deployment, say) => {
    for (const { instance } of deployment.servers) {
      if (instance.kind !== 'all-in-one') continue
      if (instance.network === undefined) say.unknown('network', instance.component)
      if (!isExposed(instance)) continue
      say.finding({
        message: `${instanceName(instance)} stands in ${exposureOf(instance)} with its portals, keys and database passwords.`,
        subjects: [instance.component.id],
      })
    }
  },
})
