import type { PatternDefinition } from './pattern'
import { singleDatacenter, TIERS } from './single-datacenter'

export const pattern3: PatternDefinition = {
  id: 'pattern-3',
  name: 'Pattern 3',
  title: 'Recommended distributed deployment',
  use: 'Gateways, Traffic Managers and API Control Planes as separate pairs: what most production deployments should be.',
  limits: 'Six servers at the least, and the Key Manager stays inside the Control Plane.',
  guide:
    'https://apim.docs.wso2.com/en/latest/install-and-setup/setup/distributed-deployment/deploying-wso2-api-m-in-a-distributed-setup-with-tm-separated/',
  accepted: [],
  template: (apimVersion) =>
    singleDatacenter(
      {
        name: 'apim-pattern-3',
        title: 'Pattern 3: recommended distributed deployment',
        tiers: [TIERS.gateway, TIERS.trafficManager, TIERS.controlPlane],
        gateway: 'gw',
        trafficManager: 'tm',
        control: 'acp',
      },
      apimVersion,
    ),
}
