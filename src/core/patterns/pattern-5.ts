import type { PatternDefinition } from './pattern'
import { singleDatacenter, TIERS } from './single-datacenter'

export const pattern5: PatternDefinition = {
  id: 'pattern-5',
  name: 'Pattern 5',
  title: 'Simple scalable, separate Key Manager',
  use: 'As Pattern 2, with Key Managers of their own: gateways and tokens scale and are secured apart from the portals.',
  limits:
    'WSO2 describes it for Kubernetes alone; on virtual machines it is composed from the guides of Patterns 2 and 4. Its All-in-One chart cannot be told about the separate Key Manager.',
  guide:
    'https://apim.docs.wso2.com/en/latest/install-and-setup/setup/kubernetes-deployment/kubernetes/am-pattern-5-all-in-one-gw-km/',
  accepted: [
    { code: 'KM-06', reason: 'A Key Manager apart is what this pattern is; with JWTs alone it buys isolation.' },
  ],
  template: (apimVersion) =>
    singleDatacenter(
      {
        name: 'apim-pattern-5',
        title: 'Pattern 5: simple scalable, separate Key Manager',
        tiers: [TIERS.gateway, TIERS.keyManager, TIERS.allInOne],
        gateway: 'gw',
        keyManager: 'km',
        control: 'aio',
      },
      apimVersion,
    ),
}
