import { once } from '../base/memo'
import type { KindId } from '../model/design'
import type { Deployment, Instance } from '../wiring/deployment'
import { coresOf } from './cores'
import { PLANNED_LOAD, SURVIVOR_LOAD } from './figures'
import { callsWith, gatewayFigure } from './gateway-figure'
import { loadOf } from './load'
import { type SizedRegion, sizedRegions, type Zone } from './regions'
import { additionsTo, type Capacities, type Carried, carriedBy, gatewaysFor } from './spread'

/** More cards than these at once are no picture: then it is for the architect to draw larger gateways or groups. */
export const MOST_ADDITIONS = 60

/** Gateways of one region, or the all-in-ones that serve there, against the calls that they must carry. */
export interface GatewayDemand {
  readonly kind: Extract<KindId, 'universal-gateway' | 'all-in-one'>
  /** Calls a second that the region must carry, another's loss included. */
  readonly calls: number
  /** Calls a second while every datacenter is up. */
  readonly ownCalls: number
  readonly drawn: readonly Instance[]
  readonly needed: number
  /** Zones that further ones go into, in order; at most {@link MOST_ADDITIONS}. */
  readonly additions: readonly Zone[]
  readonly carried: Carried
  /** What is taken to fail: `zone b`, `one of 3 zones`, `one gateway`. */
  readonly loss: string
  /** Capacity of each drawn one by zone, in the order of the region's zones. */
  readonly capacities: Capacities
}

/** Of every region that must carry calls; none before the target is known. */
export const demandsOf = once((deployment: Deployment): ReadonlyMap<SizedRegion, GatewayDemand> => {
  const demands = new Map<SizedRegion, GatewayDemand>()
  for (const region of sizedRegions(deployment)) {
    const demand = demandOf(region, deployment)
    if (demand) demands.set(region, demand)
  }
  return demands
})

function demandOf(region: SizedRegion, deployment: Deployment): GatewayDemand | undefined {
  const { calls } = loadOf(deployment)
  if (calls === undefined || (region.share === 0 && region.planned === 0)) return undefined
  const { calls: capacity } = gatewayFigure(deployment)
  const drawn = region.serving
  const must = calls * region.planned
  const capacities = capacitiesIn(placedGateways(region, deployment))
  const kind = drawn[0]?.kind === 'all-in-one' ? 'all-in-one' : 'universal-gateway'
  const carried = carriedBy(capacities)
  return {
    kind,
    calls: must,
    ownCalls: calls * region.share,
    drawn,
    needed: gatewaysFor(must, capacity, region.zones.length),
    additions: additionsTo(capacities, must, capacity, MOST_ADDITIONS).flatMap((index) => region.zones[index] ?? []),
    carried,
    loss: lossOf(region, carried, kind),
    capacities,
  }
}

/** A drawn gateway and the calls a second that it carries at full load. */
export interface PlacedGateway {
  readonly instance: Instance
  readonly capacity: number
}

/** By zone, in the order of the region's. Those whose zone is not drawn are taken to stand where the fewest are. */
export function placedGateways({ zones, serving }: SizedRegion, deployment: Deployment): readonly PlacedGateway[][] {
  const lists = zones.map((): PlacedGateway[] => [])
  const at = ({ zone }: Instance) =>
    zones.findIndex(({ places }) => zone?.places.some(({ id }) => places.includes(id)) === true)
  const place = (instance: Instance) => {
    const cores = coresOf(instance, deployment)
    return { instance, capacity: cores === undefined ? gatewayFigure(deployment).calls : callsWith(cores, deployment) }
  }
  for (const gateway of serving) lists[at(gateway)]?.push(place(gateway))
  for (const gateway of serving) {
    if (at(gateway) >= 0) continue
    const [least] = [...lists].sort((a, b) => a.length - b.length)
    least?.push(place(gateway))
  }
  return lists
}

export function capacitiesIn(placed: readonly (readonly PlacedGateway[])[]): Capacities {
  return placed.map((zone) => zone.map(({ capacity }) => capacity))
}

function lossOf({ zones }: SizedRegion, { lost }: Carried, kind: GatewayDemand['kind']): string {
  if (lost === undefined) return kind === 'all-in-one' ? 'one All-in-One' : 'one gateway'
  const zone = zones[lost]
  return zone && zone.places.length > 0 ? `zone ${zone.label}` : `one of ${zones.length} zones`
}

/** What the load of those that are left may be, as a share of what was measured. */
export function leftMayRunAt(region: SizedRegion): number {
  return region.zones.length > 1 ? SURVIVOR_LOAD : PLANNED_LOAD
}

/** Gateways that a region has after the sizing, drawn or needed. */
export function gatewaysAfter(region: SizedRegion, deployment: Deployment): number {
  const demand = demandsOf(deployment).get(region)
  return demand ? Math.max(demand.needed, demand.drawn.length + demand.additions.length) : region.serving.length
}

/** What is to spare of what those that are left may carry, as a share of what they must; below 0 = they are short. */
export function headroomOf({ carried, calls }: GatewayDemand): number {
  return carried.left / calls - 1
}
