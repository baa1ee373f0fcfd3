import type { PatternDefinition } from './pattern'
import { singleDatacenter, TIERS } from './single-datacenter'

export const pattern1: PatternDefinition = {
  id: 'pattern-1',
  name: 'Pattern 1',
  title: 'All-in-One high availability',
  use: 'Two identical All-in-One servers, both active, behind load balancers: small production with little operation.',
  limits:
    'Everything shares one process: it scales to two nodes and no further, and API traffic competes with the portals.',
  guide:
    'https://apim.docs.wso2.com/en/latest/install-and-setup/setup/single-node/configuring-an-active-active-deployment/',
  accepted: [],
  template: (apimVersion) =>
    singleDatacenter(
      {
        name: 'apim-pattern-1',
        title: 'Pattern 1: all-in-One high availability',
        tiers: [TIERS.allInOne],
        gateway: 'aio',
        control: 'aio',
      },
      apimVersion,
    ),
}
