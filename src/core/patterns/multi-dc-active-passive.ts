import { CARD } from '../layout/boxes'
import type { ApimVersion, Design } from '../model/design'
import { Drawing } from './drawing'
import type { PatternDefinition } from './pattern'
import { DOMAIN, TIERS } from './single-datacenter'
import { databaseSpot, datacenterSize, drawDatacenter, rowTop } from './tiers'
import { wireServers } from './wire-tiers'

const CENTRAL = datacenterSize(3, true)
const EDGE = datacenterSize(2, false)
const EDGE_X = 280 + CENTRAL.width + 96

export const multiDcActivePassive: PatternDefinition = {
  id: 'multi-dc-active-passive',
  name: 'Multi-datacenter',
  title: 'Central control plane, active gateways in every region',
  use: 'Every region serves API traffic with gateways and Traffic Managers of its own; only the control plane is central. WSO2 calls it active-passive.',
  limits:
    'No region idles: "passive" is the control plane alone. Without the centre, other regions serve but issue no tokens, take no deployments and cannot restart a gateway.',
  guide:
    'https://apim.docs.wso2.com/en/latest/install-and-setup/setup/multi-dc-deployment/configuring-multi-dc-deployment-pattern-2/',
  accepted: [
    { code: 'MDC-06', reason: 'Limits count per region in this approach.' },
    { code: 'MDC-09', reason: 'The second region has no control plane on purpose.' },
  ],
  template: drawCentral,
}

function drawCentral(apimVersion: ApimVersion): Design {
  const drawing = new Drawing()
  drawing
    .component('consumer', 'api-consumer', { x: 0, y: -152 }, { label: 'API consumers' })
    .component(
      'glb',
      'global-load-balancer',
      { x: 280 + CENTRAL.width + 48 - CARD.width / 2, y: -152 },
      {
        label: 'Global load balancer',
        properties: { managed: true, healthCheck: 'http-path', gatewayHostname: `gw.${DOMAIN}` },
      },
    )
    .connect(['consumer'], ['glb'])
  const central = drawDatacenter(drawing, {
    id: 'dc-central',
    label: 'central',
    prefix: '',
    x: 280,
    y: 0,
    zones: ['a', 'b'],
    tiers: [TIERS.gateway, TIERS.trafficManager, TIERS.controlPlane],
    database: true,
    hostnames: { gatewayHostname: `gw.central.${DOMAIN}`, controlPlaneHostname: `cp.${DOMAIN}` },
  })
  const [gateways = [], trafficManagers = [], control = []] = central.servers
  const hub = { entry: central.entry, control }
  wireServers(drawing, central, { gateways, control, trafficManagers, keyManagers: [] }, hub)
  drawing.component('db1', 'database', databaseSpot(central.size), {
    label: 'APIM databases',
    place: 'dc-central',
    properties: { dbms: 'mysql', mode: 'managed', managed: true, multiAz: true, hostname: `db.${DOMAIN}` },
  })
  drawing.connect(control, ['db1'])
  const edge = drawDatacenter(drawing, {
    id: 'dc-region',
    label: 'region',
    prefix: 'region-',
    x: EDGE_X,
    y: 0,
    zones: ['a', 'b'],
    tiers: [TIERS.gateway, TIERS.trafficManager],
    database: false,
    hostnames: { gatewayHostname: `gw.region.${DOMAIN}` },
  })
  const [edgeGateways = [], edgeManagers = []] = edge.servers
  wireServers(
    drawing,
    edge,
    { gateways: edgeGateways, control: [], trafficManagers: edgeManagers, keyManagers: [] },
    hub,
  )
  const right = EDGE_X + EDGE.width + 80
  drawing
    .component('developer', 'api-developer', { x: 0, y: rowTop(0) }, { label: 'API developers' })
    .component('publisher', 'api-publisher', { x: 0, y: rowTop(1) }, { label: 'API publishers' })
    .connect(['consumer'], [central.entry], ['token'])
    .connect(['developer', 'publisher'], [central.entry])
    .connect(['glb'], [central.entry, edge.entry], ['api-traffic'])
    .component('be', 'backend', { x: 0, y: rowTop(2) }, { label: 'Central backends' })
    .component('region-be', 'backend', { x: right, y: rowTop(1) }, { label: 'Region backends' })
    .connect(gateways, ['be'])
    .connect(edgeGateways, ['region-be'])
  return drawing.finish({
    name: 'apim-central-control',
    title: 'Multi-datacenter: central control plane',
    apimVersion,
    settings: { production: true, tokens: 'jwt', domain: DOMAIN },
  })
}
