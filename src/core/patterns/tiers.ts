import { CARD } from '../layout/boxes'
import type { Id, KindId, Properties } from '../model/design'
import type { Drawing } from './drawing'

/**
 * A datacenter of two zones, side by side, with one tier of servers a row: the picture that every high-availability
 * template is made of. A floating address with a pair of load balancers stands in front, the database below.
 */
export interface Tier {
  readonly kind: KindId
  /** `gw` makes `gw1` in zone a and `gw2` in zone b. */
  readonly prefix: Id
  readonly label: string
}

export interface DatacenterPlan {
  readonly id: Id
  readonly label: string
  /** Put in front of every id, so that several datacenters share no id. */
  readonly prefix: string
  readonly x: number
  readonly y: number
  readonly zones: readonly [string, string]
  readonly tiers: readonly Tier[]
  /** Room for the database below the zones. */
  readonly database: boolean
  /** Host names that the load balancers answer for. */
  readonly hostnames: Readonly<Record<string, string>>
  /** What is said of the datacenter. */
  readonly properties?: Properties
}

const ROW = 112
const PAD = 32
const TAB = 44
const ZONE_WIDTH = CARD.width + 2 * PAD
const ENTRY_WIDTH = CARD.width + 2 * PAD
const GAP = 72

/** Where the database stands: below the zones, between them. Relative to the datacenter. */
export function databaseSpot(size: { readonly width: number; readonly height: number }): {
  readonly x: number
  readonly y: number
} {
  return { x: ENTRY_WIDTH + ZONE_WIDTH + GAP / 2 - CARD.width / 2, y: size.height - CARD.height - PAD }
}

export function datacenterSize(tiers: number, database: boolean): { width: number; height: number } {
  return {
    width: ENTRY_WIDTH + 2 * ZONE_WIDTH + GAP + PAD,
    height: TAB + zoneHeight(tiers) + PAD + (database ? CARD.height + PAD : 0),
  }
}

function zoneHeight(tiers: number): number {
  return TAB + (tiers + 1) * ROW - (ROW - CARD.height) + PAD
}

/** Top of a tier's cards, relative to the datacenter. Row 0 is the load balancers. */
export function rowTop(row: number): number {
  return TAB + TAB + row * ROW
}

export interface Drawn {
  readonly entry: Id
  readonly balancers: readonly [Id, Id]
  /** Ids of each tier's two servers, in tier order. */
  readonly servers: readonly (readonly [Id, Id])[]
  readonly size: { readonly width: number; readonly height: number }
}

export function drawDatacenter(drawing: Drawing, plan: DatacenterPlan): Drawn {
  const { id, prefix, tiers } = plan
  const size = datacenterSize(tiers.length, plan.database)
  drawing.place(id, 'datacenter', plan.label, { x: plan.x, y: plan.y, ...size }, plan.properties)
  const zones = plan.zones.map((label, index) => {
    const zone = `${prefix}zone-${label}`
    drawing.place(zone, 'zone', label, {
      parent: id,
      x: ENTRY_WIDTH + index * (ZONE_WIDTH + GAP),
      y: TAB,
      width: ZONE_WIDTH,
      height: zoneHeight(tiers.length),
    })
    return zone
  })
  const card = (row: number) => ({ x: PAD, y: rowTop(row) - TAB })
  const entry = `${prefix}vip`
  drawing.component(
    entry,
    'floating-address',
    { x: PAD, y: rowTop(0) },
    { label: 'Floating address', place: id, properties: plan.hostnames },
  )
  const pair = (
    row: number,
    kind: KindId,
    base: string,
    label: string,
    properties?: Readonly<Record<string, string>>,
  ): [Id, Id] => {
    const ids: [Id, Id] = [`${prefix}${base}1`, `${prefix}${base}2`]
    ids.forEach((server, index) => {
      drawing.component(server, kind, card(row), {
        label: `${label} ${index + 1}`,
        place: zones[index] ?? id,
        ...(properties && { properties }),
      })
    })
    return ids
  }
  const balancers = pair(0, 'load-balancer', 'lb', 'Load balancer', plan.hostnames)
  drawing.connect([entry], balancers)
  const servers = tiers.map((tier, index) => pair(index + 1, tier.kind, tier.prefix, tier.label))
  return { entry, balancers, servers, size }
}
