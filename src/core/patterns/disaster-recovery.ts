import { CARD } from '../layout/boxes'
import type { ApimVersion, Design, Id } from '../model/design'
import { Drawing } from './drawing'
import type { PatternDefinition } from './pattern'
import { DOMAIN, TIERS } from './single-datacenter'
import { databaseSpot, datacenterSize, drawDatacenter, rowTop } from './tiers'
import { wireServers } from './wire-tiers'

const SIZE = datacenterSize(3, true)
const SITES = [
  { prefix: 'primary-', label: 'primary', x: 280, standby: false },
  { prefix: 'recovery-', label: 'recovery', x: 280 + SIZE.width + 96, standby: true },
] as const
type Site = (typeof SITES)[number]
const MIDDLE = 280 + SIZE.width + 48 - CARD.width / 2

export const disasterRecovery: PatternDefinition = {
  id: 'disaster-recovery',
  name: 'Multi-datacenter',
  title: 'Active-passive disaster recovery (custom)',
  use: 'A complete deployment that works, and a second one in another datacenter that stands by with a copy of the databases. People promote the second when the first is lost. No guide of WSO2 describes it.',
  limits:
    'Everything is down from the loss of the first datacenter until the second has been promoted, and what the databases had not copied by then is lost. The second datacenter serves nothing before.',
  guide:
    'https://apim.docs.wso2.com/en/latest/install-and-setup/setup/multi-dc-deployment/multi-dc-deployment-patterns-overview/',
  accepted: [
    { code: 'OPS-02', reason: 'Whether the standby has been promoted in a drill is not for a template to say.' },
  ],
  template: drawDisasterRecovery,
}

function drawDisasterRecovery(apimVersion: ApimVersion): Design {
  const drawing = new Drawing()
  drawing
    .component('consumer', 'api-consumer', { x: 0, y: -152 }, { label: 'API consumers' })
    .component(
      'glb',
      'global-load-balancer',
      { x: MIDDLE, y: -152 },
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
    .component('developer', 'api-developer', { x: 0, y: rowTop(0) }, { label: 'API developers' })
    .component('publisher', 'api-publisher', { x: 0, y: rowTop(1) }, { label: 'API publishers' })
    .connect(['consumer', 'developer', 'publisher'], ['glb'])
  const sites = SITES.map((site) => drawSite(drawing, site))
  drawing
    .component(
      'db1',
      'database',
      { x: MIDDLE, y: SIZE.height + 64 },
      {
        label: 'APIM databases',
        properties: { dbms: 'postgresql', mode: 'manual', members: SITES.map(({ prefix }) => `${prefix}db`) },
      },
    )
    .component('be', 'backend', { x: SITES[1].x + SIZE.width + 80, y: rowTop(1) }, { label: 'API backends' })
  for (const { gateways, control } of sites) drawing.connect(control, ['db1']).connect(gateways, ['be'])
  return drawing.finish({
    name: 'apim-disaster-recovery',
    title: 'Disaster recovery: a standby datacenter',
    apimVersion,
    settings: { production: true, tokens: 'jwt', domain: DOMAIN },
  })
}

function drawSite(drawing: Drawing, site: Site): { readonly gateways: readonly Id[]; readonly control: readonly Id[] } {
  const { prefix, label, x, standby } = site
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
    ...(standby && { properties: { standby } }),
  })
  const [gateways = [], trafficManagers = [], control = []] = drawn.servers
  wireServers(drawing, drawn, { gateways, control, trafficManagers, keyManagers: [] }, { entry: drawn.entry, control })
  drawing
    .component(`${prefix}db`, 'database-node', databaseSpot(drawn.size), {
      label: `Database ${label}`,
      place: id,
      properties: { database: 'db1', hostname: `db.${label}.${DOMAIN}`, managed: true, multiAz: true },
    })
    .connect(['glb'], [drawn.entry])
  return { gateways, control }
}
