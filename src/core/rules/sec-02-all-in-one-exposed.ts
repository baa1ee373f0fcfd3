import { exposureOf, isExposed } from './support/networks'
import { nameOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

export const allInOneExposed: Rule = {
  code: 'SEC-02',
  title: 'An All-in-One stands in an exposed network',
  severity: 'high',
  why: 'Portals, signing keys and database passwords stand where attackers arrive first.',
  source: 'docs-apim, single node deployments: a reverse proxy in the DMZ, the server inside',
  check: (deployment) =>
    deployment.servers
      .filter(({ instance }) => instance.kind === 'all-in-one' && isExposed(instance))
      .map(({ instance }) => ({
        code: 'SEC-02',
        severity: 'high',
        message: `${nameOf(instance)} stands in ${exposureOf(instance)} with its portals, keys and database passwords.`,
        subjects: [instance.component.id],
        remedy: 'Put a load balancer there and the server inside, or take Pattern 2 with gateways in the DMZ.',
      })),
}
