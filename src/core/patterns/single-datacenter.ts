import type { ApimVersion, Design, Id } from '../model/design'
import { Drawing } from './drawing'
import { databaseSpot, drawDatacenter, rowTop, type Tier } from './tiers'
import { wireServers } from './wire-tiers'

export const DOMAIN = 'apim.example.com'

interface PatternPlan {
  readonly name: string
  readonly title: string
  readonly tiers: readonly Tier[]
  /** Tier that consumers' calls end at. */
  readonly gateway: Id
  readonly control: Id
  readonly keyManager?: Id
  readonly trafficManager?: Id
}

const LEFT = 280

/** Template of a pattern with two of everything in one datacenter of two zones. */
export function singleDatacenter(plan: PatternPlan, apimVersion: ApimVersion): Design {
  const drawing = new Drawing()
  const drawn = drawDatacenter(drawing, {
    id: 'dc1',
    label: 'Datacenter',
    prefix: '',
    x: LEFT,
    y: 0,
    zones: ['a', 'b'],
    tiers: plan.tiers,
    database: true,
    hostnames: {
      gatewayHostname: `gw.${DOMAIN}`,
      controlPlaneHostname: `cp.${DOMAIN}`,
      ...(plan.keyManager !== undefined && { keyManagerHostname: `km.${DOMAIN}` }),
    },
  })
  const tier = (prefix: Id | undefined) => {
    const index = plan.tiers.findIndex((candidate) => candidate.prefix === prefix)
    return index < 0 ? [] : (drawn.servers[index] ?? [])
  }
  const control = tier(plan.control)
  const keyManagers = tier(plan.keyManager)
  const gateways = plan.gateway === plan.control ? [] : tier(plan.gateway)
  wireServers(
    drawing,
    drawn,
    { gateways, control, trafficManagers: tier(plan.trafficManager), keyManagers },
    { entry: drawn.entry, control },
  )
  drawing.component('db1', 'database', databaseSpot(drawn.size), {
    label: 'APIM databases',
    place: 'dc1',
    properties: { dbms: 'mysql', mode: 'managed', managed: true, multiAz: true, hostname: `db.${DOMAIN}` },
  })
  drawing.connect([...control, ...keyManagers], ['db1'])
  drawPeople(drawing, drawn.entry)
  drawing.component('be', 'backend', { x: LEFT + drawn.size.width + 80, y: rowTop(1) }, { label: 'API backends' })
  drawing.connect(gateways.length > 0 ? gateways : control, ['be'])
  return drawing.finish({
    name: plan.name,
    title: plan.title,
    apimVersion,
    settings: { production: true, tokens: 'jwt', domain: DOMAIN },
  })
}

function drawPeople(drawing: Drawing, entry: Id): void {
  drawing
    .component('consumer', 'api-consumer', { x: 0, y: rowTop(0) }, { label: 'API consumers' })
    .component('developer', 'api-developer', { x: 0, y: rowTop(1) }, { label: 'API developers' })
    .component('publisher', 'api-publisher', { x: 0, y: rowTop(2) }, { label: 'API publishers' })
    .connect(['consumer', 'developer', 'publisher'], [entry])
}

export const TIERS = {
  gateway: { kind: 'universal-gateway', prefix: 'gw', label: 'Gateway' },
  trafficManager: { kind: 'traffic-manager', prefix: 'tm', label: 'Traffic Manager' },
  controlPlane: { kind: 'api-control-plane', prefix: 'acp', label: 'Control Plane' },
  keyManager: { kind: 'key-manager', prefix: 'km', label: 'Key Manager' },
  allInOne: { kind: 'all-in-one', prefix: 'aio', label: 'All-in-One' },
} as const satisfies Record<string, Tier>
