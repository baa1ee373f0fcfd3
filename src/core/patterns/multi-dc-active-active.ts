import { CARD } from '../layout/boxes'
import type { ApimVersion, Design, Id } from '../model/design'
import { Drawing } from './drawing'
import type { PatternDefinition } from './pattern'
import { DOMAIN, TIERS } from './single-datacenter'
import { databaseSpot, datacenterSize, drawDatacenter, rowTop } from './tiers'
import { wireServers } from './wire-tiers'

const SIZE = datacenterSize(3, true)
const REGIONS = [
  { prefix: 'east-', label: 'east', x: 280 },
  { prefix: 'west-', label: 'west', x: 280 + SIZE.width + 96 },
] as const

export const multiDcActiveActive: PatternDefinition = {
  id: 'multi-dc-active-active',
  name: 'Multi-datacenter',
  title: 'Active-active',
  use: 'A complete deployment in every region, with databases that must replicate both ways and events that go between regions: each region can lose the other.',
  limits:
    'The databases must replicate in both directions (SQL Server, Oracle or PostgreSQL are tested), limits count per region, and events of a broken link are lost.',
  guide:
    'https://apim.docs.wso2.com/en/latest/install-and-setup/setup/multi-dc-deployment/configuring-multi-dc-deployment-pattern-1/',
  accepted: [
    { code: 'MDC-06', reason: 'Limits multiply by the number of regions in this approach.' },
    { code: 'MDC-19', reason: 'Two publishers a region announce an API twice, which is harmless.' },
    {
      code: 'MDC-01',
      reason: 'Each region has a managed database; whether its provider replicates both ways is to be asked.',
    },
  ],
  template: drawActiveActive,
}

function drawActiveActive(apimVersion: ApimVersion): Design {
  const drawing = new Drawing()
  drawing
    .component('consumer', 'api-consumer', { x: 0, y: -152 }, { label: 'API consumers' })
    .component(
      'glb',
      'global-load-balancer',
      { x: 280 + SIZE.width + 48 - CARD.width / 2, y: -152 },
      {
        label: 'Global load balancer',
        properties: {
          managed: true,
          healthCheck: 'http-path',
          gatewayHostname: `gw.${DOMAIN}`,
          controlPlaneHostname: `cp.${DOMAIN}`,
        },
      },
    )
    .connect(['consumer'], ['glb'])
  const regions = REGIONS.map((region) => drawRegion(drawing, region))
  drawing.component(
    'db1',
    'database',
    { x: 280 + SIZE.width + 48 - CARD.width / 2, y: SIZE.height + 64 },
    {
      label: 'APIM databases',
      properties: { dbms: 'postgresql', mode: 'geo', members: REGIONS.map((region) => `${region.prefix}db`) },
    },
  )
  for (const region of regions) {
    drawing.connect(region.control, ['db1'])
    for (const other of regions) if (other !== region) drawing.connect(region.control, other.control)
  }
  return drawing.finish({
    name: 'apim-active-active',
    title: 'Multi-datacenter: active-active',
    apimVersion,
    settings: { production: true, tokens: 'jwt', domain: DOMAIN },
  })
}

function drawRegion(drawing: Drawing, region: (typeof REGIONS)[number]): { readonly control: readonly Id[] } {
  const { prefix, label, x } = region
  const id = `dc-${label}`
  const drawn = drawDatacenter(drawing, {
    id,
    label,
    prefix,
    x,
    y: 0,
    zones: ['a', 'b'],
    tiers: [TIERS.gateway, TIERS.trafficManager, TIERS.controlPlane],
    database: true,
    hostnames: { gatewayHostname: `gw.${label}.${DOMAIN}`, controlPlaneHostname: `cp.${label}.${DOMAIN}` },
  })
  const [gateways = [], trafficManagers = [], control = []] = drawn.servers
  wireServers(drawing, drawn, { gateways, control, trafficManagers, keyManagers: [] }, { entry: drawn.entry, control })
  drawing.component(`${prefix}db`, 'database-node', databaseSpot(drawn.size), {
    label: `Database ${label}`,
    place: id,
    properties: { database: 'db1', hostname: `db.${label}.${DOMAIN}`, managed: true, multiAz: true },
  })
  const west = label === 'west'
  const outside = west ? x + drawn.size.width + 80 : 0
  drawing
    .component(`${prefix}users`, 'api-developer', { x: outside, y: rowTop(1) }, { label: `Developers ${label}` })
    .component(`${prefix}publisher`, 'api-publisher', { x: outside, y: rowTop(2) }, { label: `Publishers ${label}` })
    .component(`${prefix}be`, 'backend', { x: outside, y: rowTop(3) }, { label: `Backends ${label}` })
    .connect(['glb', `${prefix}users`, `${prefix}publisher`], [drawn.entry])
    .connect(gateways, [`${prefix}be`])
  return { control }
}
