import type { PatternDefinition } from './pattern'
import { singleDatacenter, TIERS } from './single-datacenter'

export const pattern2: PatternDefinition = {
  id: 'pattern-2',
  name: 'Pattern 2',
  title: 'Simple scalable deployment',
  use: 'Gateways of their own beside a pair of All-in-One servers: API traffic scales alone, and the portals keep their own machines.',
  limits: 'Portals, tokens and throttling still share the All-in-One pair.',
  guide:
    'https://apim.docs.wso2.com/en/latest/install-and-setup/setup/distributed-deployment/deploying-wso2-api-m-in-a-simple-scalable-setup/',
  accepted: [],
  template: (apimVersion) =>
    singleDatacenter(
      {
        name: 'apim-pattern-2',
        title: 'Pattern 2: simple scalable deployment',
        tiers: [TIERS.gateway, TIERS.allInOne],
        gateway: 'gw',
        control: 'aio',
      },
      apimVersion,
    ),
}
