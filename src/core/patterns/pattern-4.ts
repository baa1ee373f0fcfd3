import type { PatternDefinition } from './pattern'
import { singleDatacenter, TIERS } from './single-datacenter'

export const pattern4: PatternDefinition = {
  id: 'pattern-4',
  name: 'Pattern 4',
  title: 'Fully distributed, separate Key Manager',
  use: 'As Pattern 3, with Key Managers of their own: the most isolation, for many token requests or strict security.',
  limits:
    'Eight servers at the least. With self-contained JWTs alone, the separate Key Manager brings isolation and nothing else.',
  guide:
    'https://apim.docs.wso2.com/en/latest/install-and-setup/setup/distributed-deployment/deploying-wso2-api-m-in-a-distributed-setup-with-km-separated/',
  accepted: [
    { code: 'KM-06', reason: 'A Key Manager apart is what this pattern is; with JWTs alone it buys isolation.' },
  ],
  template: (apimVersion) =>
    singleDatacenter(
      {
        name: 'apim-pattern-4',
        title: 'Pattern 4: fully distributed, separate Key Manager',
        tiers: [TIERS.gateway, TIERS.trafficManager, TIERS.keyManager, TIERS.controlPlane],
        gateway: 'gw',
        trafficManager: 'tm',
        keyManager: 'km',
        control: 'acp',
      },
      apimVersion,
    ),
}
