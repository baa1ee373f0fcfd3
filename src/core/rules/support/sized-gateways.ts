import { demandsOf, type GatewayDemand } from '../../sizing/gateways'
import { loadOf } from '../../sizing/load'
import { type SizedRegion, sizedRegions } from '../../sizing/regions'
import type { Deployment } from '../../wiring/deployment'
import { subjectsOf } from './redundant-sets'
import type { Found, Say } from './rule'

/** A region with gateways (or all-in-ones that serve) and the calls that they must carry. */
export interface SizedGateways {
  readonly region: SizedRegion
  readonly demand: GatewayDemand
}

/** Regions in which something executes calls. */
export function servingRegions(deployment: Deployment): readonly SizedRegion[] {
  return sizedRegions(deployment).filter((region) => region.serving.length > 0)
}

/** Every call counts for them, so while nobody says how many there are, a rule about them is silent. */
export function askForLoad<What extends Found>(
  regions: readonly SizedRegion[],
  deployment: Deployment,
  say: Say<What>,
): void {
  if (regions.length > 0 && loadOf(deployment).calls === undefined) say.unknown('targetTps')
}

/** Of every region in which one is drawn; none before the target load is known. */
export function sizedGateways(deployment: Deployment): readonly SizedGateways[] {
  return sizedRegions(deployment).flatMap((region) => {
    const demand = demandsOf(deployment).get(region)
    return demand && demand.drawn.length > 0 ? [{ region, demand }] : []
  })
}

/** `2 gateways in west` */
export function gatewaysOf({ region, demand: { kind, drawn } }: SizedGateways, deployment: Deployment): string {
  const noun = kind === 'all-in-one' ? 'All-in-One' : 'gateway'
  const many = `${drawn.length} ${noun}${drawn.length === 1 ? '' : 's'}`
  return deployment.regions.length > 1 ? `${many} in ${region.region.label}` : many
}

/** The datacenter, where it is one, and the gateways. */
export function gatewaySubjects({ region, demand }: SizedGateways): readonly string[] {
  return [...(region.region.id === '' ? [] : [region.region.id]), ...subjectsOf(demand.drawn)]
}

/** What to bring the gateways to. */
export function gatewayRemedy({ region, demand: { kind, needed } }: SizedGateways): string {
  if (kind === 'all-in-one') return 'Put gateways of their own beside the All-in-Ones, which do not go beyond a pair.'
  const zones = region.zones.filter((zone) => zone.places.length > 0)
  const where = zones.length > 1 ? `, spread evenly over its ${zones.length} zones` : ''
  const datacenter = region.region.id === '' ? 'Draw' : `Give ${region.region.label}`
  return `${datacenter} ${needed} gateways${where}, or larger ones.`
}
