import { once } from '../base/memo'
import { inWords } from '../base/words'
import { numberOf } from '../kinds/properties'
import type { Id } from '../model/design'
import type { Deployment, Instance, Region } from '../wiring/deployment'
import { labelOf, placesAround } from '../wiring/placement'
import { hubOf, type RegionRoles, rolesByRegion } from '../wiring/roles'
import { loadOf } from './load'
import { amount } from './words'

/** A datacenter, the calls that it must carry, and the zones that they may be spread over. */
export interface SizedRegion {
  readonly region: Region
  readonly roles: RegionRoles
  /** The region whose control plane it uses; absent where nothing is drawn. */
  readonly hub?: RegionRoles
  /** Servers that execute calls: gateways, or all-in-ones where there are none. */
  readonly serving: readonly Instance[]
  /** Share of the calls while every datacenter is up, 0 to 1. */
  readonly share: number
  /** Share that it must be able to carry: more than its own where another may fail. */
  readonly planned: number
  /** Why that share, where there are several. */
  readonly why?: string
  readonly zones: readonly Zone[]
}

/** A failure domain that gateways are spread over; without places it is only known by number. */
export interface Zone {
  readonly label: string
  readonly places: readonly Id[]
}

const EMPTY_REGION: Region = { id: '', label: '', slug: 'default', servers: [], standby: false }

const EMPTY_ROLES: RegionRoles = {
  region: EMPTY_REGION,
  allInOnes: [],
  controlPlanes: [],
  gateways: [],
  trafficManagers: [],
  keyManagers: [],
  control: [],
}

/** Every region, or one that is empty while no server is drawn. */
export const sizedRegions = once((deployment: Deployment): readonly SizedRegion[] => {
  const drawn = rolesByRegion(deployment)
  const all = drawn.length > 0 ? drawn : [EMPTY_ROLES]
  const found = all.map((roles) => ({ roles, serving: servingOf(roles) }))
  const someServe = found.some(({ serving }) => serving.length > 0)
  // Where nothing serves yet, the first region with a control plane is the one to be sized.
  const first = found.find(({ roles }) => roles.control.length > 0) ?? found[0]
  const serves = found.filter((item) => (someServe ? item.serving.length > 0 : item === first))
  const shares = sharesOf(
    serves.map(({ roles }) => roles.region),
    deployment,
  )
  const everyOneWhole = serves.every(({ roles }) => roles.control.length > 0)
  return found.map(({ roles, serving }): SizedRegion => {
    const at = serves.findIndex((item) => item.roles === roles)
    const share = shares[at] ?? 0
    const plan = at < 0 ? { planned: 0 } : plannedShare(at, shares, everyOneWhole, serves, deployment)
    const hub = hubOf(roles, all)
    return {
      region: roles.region,
      roles,
      ...(hub && { hub }),
      serving,
      share,
      ...plan,
      zones: zonesOf(roles.region, serving, deployment),
    }
  })
})

function servingOf(roles: RegionRoles): readonly Instance[] {
  const servers = roles.gateways.length > 0 ? roles.gateways : roles.allInOnes.filter((server) => server.servesApis)
  return servers.map((server) => server.instance)
}

/** What each says of itself; the rest is split evenly. A standby takes nothing while the others are up. */
function sharesOf(regions: readonly Region[], deployment: Deployment): readonly number[] {
  if (regions.length === 1) return [1]
  const said = regions.map((region) => {
    const place = deployment.place.get(region.id)
    if (!place) return undefined
    return region.standby ? 0 : numberOf(place, 'trafficShare')
  })
  const open = said.filter((share) => share === undefined).length
  const given = said.reduce<number>((sum, share) => sum + (share ?? 0), 0)
  const each = open === 0 ? 0 : Math.max(0, 100 - given) / open
  const shares = said.map((share) => share ?? each)
  const total = shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share) => (total === 0 ? 1 / regions.length : share / total))
}

/**
 * Active-active: each region carries all, for any other may fail. With a central control plane: its own calls and its
 * part of those of the region whose loss brings it most, split as the calls of the others are.
 */
function plannedShare(
  at: number,
  shares: readonly number[],
  active: boolean,
  regions: readonly { readonly roles: RegionRoles }[],
  deployment: Deployment,
): Pick<SizedRegion, 'planned' | 'why'> {
  const own = shares[at] ?? 0
  if (shares.length === 1) return { planned: 1 }
  const ownText = `its own ${amount(own * 100)} %`
  if (!loadOf(deployment).survivesDatacenter) return { planned: own, why: ownText }
  const labelAt = (index: number) => regions[index]?.roles.region.label ?? ''
  if (active) {
    const others = shares.flatMap((_, index) => (index === at ? [] : labelAt(index)))
    return { planned: 1, why: `all of them, for ${inWords(others)} may fail` }
  }
  const after = shares.map((lost, other) => (other === at ? own : own + lost * partOf(at, other, shares)))
  const worst = after.reduce((best, share, other) => (share > (after[best] ?? 0) ? other : best), at)
  return { planned: after[worst] ?? own, why: `${ownText} and its part of those of ${labelAt(worst)}, which may fail` }
}

/** Part of the calls of a lost region that comes to another one. */
function partOf(at: number, lost: number, shares: readonly number[]): number {
  const left = shares.reduce((sum, share, index) => (index === lost ? sum : sum + share), 0)
  return left === 0 ? 1 / (shares.length - 1) : (shares[at] ?? 0) / left
}

/** Zones that are drawn in a region; else as many as its clusters say, or the facts about the load. */
function zonesOf(region: Region, serving: readonly Instance[], deployment: Deployment): readonly Zone[] {
  const drawn = drawnZones(region, deployment)
  const clusters = serving.flatMap((gateway) => gateway.cluster ?? [])
  const onlyPods = serving.length > 0 && clusters.length === serving.length
  if (onlyPods && serving.every((gateway) => gateway.zone)) return drawn.filter((zone) => hasCluster(zone, deployment))
  if (drawn.length > 0 && !(onlyPods && serving.every((gateway) => !gateway.zone))) return drawn
  const said = clusters.flatMap((cluster) => numberOf(cluster, 'zones') ?? [])
  const number = said.length > 0 ? Math.min(...said) : loadOf(deployment).zones
  return Array.from({ length: number }, (_, index) => ({ label: `${index + 1}`, places: [] }))
}

/** Pods can go where a cluster is. */
function hasCluster({ places }: Zone, { design, place }: Deployment): boolean {
  return design.topology.places.some(
    (box) => box.kind === 'kubernetes-cluster' && placesAround(place, box.id).some(({ id }) => places.includes(id)),
  )
}

function drawnZones(region: Region, { design, place }: Deployment): readonly Zone[] {
  const zones = new Map<string, Id[]>()
  for (const box of design.topology.places) {
    if (box.kind !== 'zone') continue
    const around = placesAround(place, box.parent).find((outer) => outer.kind === 'datacenter')
    if ((around?.id ?? '') !== region.id) continue
    const label = labelOf(box)
    zones.set(label, [...(zones.get(label) ?? []), box.id])
  }
  return [...zones].sort(([a], [b]) => (a < b ? -1 : 1)).map(([label, places]) => ({ label, places: places.sort() }))
}
