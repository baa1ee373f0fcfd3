import { once } from '../base/memo'
import { inWords } from '../base/words'
import { KINDS } from '../kinds'
import { SCHEMA_NAMES } from '../model/design'
import type { Deployment, Instance } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { type RegionRoles, rolesByRegion } from '../wiring/roles'
import { copyIn } from '../wiring/standby'
import type { PatternId } from './pattern'
import { sharesEntrance } from './requirements'

/** Counts of servers in one region that decide its pattern. */
export interface Counts {
  readonly allInOnes: number
  readonly controlPlanes: number
  readonly gateways: number
  readonly trafficManagers: number
  readonly keyManagers: number
}

export function countsOf(roles: RegionRoles): Counts {
  return {
    allInOnes: roles.allInOnes.length,
    controlPlanes: roles.controlPlanes.length,
    gateways: roles.gateways.length,
    trafficManagers: roles.trafficManagers.length,
    keyManagers: roles.keyManagers.length,
  }
}

/**
 * Pattern of one region by its counts alone. Source: docs-apim, deployment overview (what each pattern consists of).
 * A pair of all-in-ones is Pattern 1 only behind one load balancer and on the same databases.
 */
export function shapeOf(counts: Counts): Extract<PatternId, `pattern-${number}`> | null {
  const { allInOnes: a, controlPlanes: c, gateways: g, trafficManagers: t, keyManagers: k } = counts
  if (c === 0 && t === 0) {
    if (a === 1 && g === 0 && k === 0) return 'pattern-0'
    if (a >= 2 && g === 0 && k === 0) return 'pattern-1'
    if (a >= 1 && g >= 1) return k === 0 ? 'pattern-2' : 'pattern-5'
  }
  if (a === 0 && c >= 1 && g >= 1 && t >= 1) return k === 0 ? 'pattern-3' : 'pattern-4'
  return null
}

export type Shape =
  | { readonly kind: 'single'; readonly pattern: PatternId; readonly region: RegionRoles }
  | {
      readonly kind: 'active-active'
      readonly pattern: 'multi-dc-active-active'
      readonly regions: readonly RegionRoles[]
    }
  | {
      readonly kind: 'central'
      readonly pattern: 'multi-dc-active-passive'
      readonly central: RegionRoles
      readonly edges: readonly RegionRoles[]
    }
  | {
      readonly kind: 'disaster-recovery'
      readonly pattern: 'disaster-recovery'
      /** Complete datacenters: the one that works first, then those that stand by. */
      readonly regions: readonly [RegionRoles, ...RegionRoles[]]
    }
  | { readonly kind: 'none'; readonly why: string }

/** What the drawing as a whole looks like, by counts per region. */
export const shapeOfDeployment = once((deployment: Deployment): Shape => {
  const all = rolesByRegion(deployment)
  const [only] = all
  if (!only) return { kind: 'none', why: 'No API Manager server is drawn.' }
  if (all.length === 1) return singleShape(only, deployment)
  const withControl = all.filter((roles) => roles.control.length > 0)
  const standby = withControl.filter(({ region }) => region.standby)
  if (standby.length > 0) return standbyShape(all, standby)
  const [central] = withControl
  if (central && withControl.length === 1) {
    const edges = all.filter((roles) => roles !== central)
    const centralShape = shapeOf(countsOf(central))
    const whole = edges.every(
      (roles) => roles.gateways.length > 0 && roles.trafficManagers.length > 0 && roles.keyManagers.length === 0,
    )
    if (centralShape !== null && centralShape !== 'pattern-0' && centralShape !== 'pattern-1' && whole) {
      return { kind: 'central', pattern: 'multi-dc-active-passive', central, edges }
    }
    return {
      kind: 'none',
      why: 'One datacenter has the control plane, but another lacks gateways or Traffic Managers of its own.',
    }
  }
  if (
    withControl.length === all.length &&
    all.every((roles) => shapeOf(countsOf(roles)) !== null) &&
    sharesNoSingleDatabase(all)
  ) {
    return { kind: 'active-active', pattern: 'multi-dc-active-active', regions: all }
  }
  return { kind: 'none', why: whyNoApproach(all, withControl) }
})

/** One datacenter works, and each of the others is complete, stands by and has a copy of the databases of the first. */
function standbyShape(all: readonly RegionRoles[], standby: readonly RegionRoles[]): Shape {
  const [main, second] = all.filter((roles) => !standby.includes(roles))
  const names = inWords(standby.map(({ region }) => region.label))
  const none = (why: string): Shape => ({ kind: 'none', why })
  if (!main) return none(`${names} ${standby.length === 1 ? 'stands' : 'stand'} by, and no datacenter works.`)
  if (second) return none(`Several datacenters work while ${names} ${standby.length === 1 ? 'stands' : 'stand'} by.`)
  const regions = [main, ...standby] as const
  const partial = regions.find((roles) => shapeOf(countsOf(roles)) === null)
  if (partial) return none(`In ${partial.region.label}: ${whyNoPattern(countsOf(partial))}`)
  const bare = standby.find((roles) => !holdsCopyOf(main, roles))
  if (bare) return none(`${bare.region.label} stands by without a copy of the databases of ${main.region.label}.`)
  return { kind: 'disaster-recovery', pattern: 'disaster-recovery', regions }
}

/** Every schema of the one is copied to a server in the other, which the servers there use. */
export function holdsCopyOf(main: RegionRoles, standby: RegionRoles): boolean {
  return SCHEMA_NAMES.every((schema) => {
    const used = new Set(main.control.flatMap((server) => server.databases[schema]?.database ?? []))
    return standby.control.every((server) => {
      const database = server.databases[schema]?.database
      return database !== undefined && used.has(database) && copyIn(database, standby.region.id) !== undefined
    })
  })
}

function whyNoApproach(all: readonly RegionRoles[], withControl: readonly RegionRoles[]): string {
  if (withControl.length === 0) return 'No datacenter has a control plane, and no gateway starts without one.'
  if (withControl.length < all.length)
    return 'Some datacenters are complete and others have gateways alone: no guide covers both at once.'
  if (!sharesNoSingleDatabase(all))
    return 'Control planes of several datacenters share one database, and each datacenter needs one that replicates both ways.'
  return 'The datacenters together match neither multi-datacenter approach.'
}

/** What stands in the way of a published pattern, worst first. */
function whyNoPattern({
  allInOnes: a,
  controlPlanes: c,
  gateways: g,
  trafficManagers: t,
  keyManagers: k,
}: Counts): string {
  if (a + c === 0) return 'There is no control plane, and no gateway starts without one.'
  if (a > 0 && c > 0) return 'All-in-Ones and API Control Planes together as control planes are in no guide.'
  if (a > 0 && t > 0) return 'Traffic Managers go with an API Control Plane, and an All-in-One is none.'
  if (g === 0 && c > 0 && t > 0) return 'No gateway is drawn, so nothing executes APIs.'
  if (g === 0 && c > 0)
    return 'Neither gateways nor Traffic Managers are drawn, and an API Control Plane is no gateway.'
  if (g === 0 && k > 0) return 'A Key Manager of its own goes with gateways of their own, and none is drawn.'
  if (t === 0) return 'No Traffic Manager is drawn, and an API Control Plane cannot stand in for one.'
  return 'This combination of servers is in no published pattern.'
}

function singleShape(region: RegionRoles, deployment: Deployment): Shape {
  const counts = countsOf(region)
  const pattern = shapeOf(counts)
  if (pattern === null) return { kind: 'none', why: whyNoPattern(counts) }
  if (pattern === 'pattern-1' && counts.allInOnes === 2) {
    const graph = graphOf(deployment)
    const databases = new Set(region.allInOnes.map((server) => server.databases.apim?.database.component.id))
    if (!sharesEntrance(region.allInOnes, deployment, graph) || databases.size !== 1 || databases.has(undefined)) {
      return {
        kind: 'none',
        why: 'Two All-in-Ones without one load balancer and one pair of databases are two single nodes.',
      }
    }
  }
  return { kind: 'single', pattern, region }
}

/** Every region has databases of its own, or a member of databases that replicate both ways. */
function sharesNoSingleDatabase(all: readonly RegionRoles[]): boolean {
  const owner = new Map<string, string>()
  for (const roles of all) {
    for (const server of roles.control) {
      const database = server.databases.apim?.database
      if (!database) continue
      if (database.mode === 'geo') {
        if (!database.members.some((member) => member.datacenter?.key === server.instance.datacenter?.key)) return false
        continue
      }
      const known = owner.get(database.component.id)
      if (known !== undefined && known !== roles.region.id) return false
      owner.set(database.component.id, roles.region.id)
    }
  }
  return true
}

/** Global load balancers and DNS entries that lead consumers into at least two of the regions. */
export function wideEntrances(deployment: Deployment): readonly Instance[] {
  return deployment.instances.filter((instance) => {
    if (instance.kind !== 'global-load-balancer' && instance.kind !== 'dns') return false
    const entry = deployment.entries.find((candidate) => candidate.transit === instance && candidate.role === 'gateway')
    return new Set(entry?.targets.map((target) => target.datacenter?.key)).size >= 2
  })
}

export function otherGateways(deployment: Deployment): readonly Instance[] {
  return deployment.instances.filter((instance) => KINDS[instance.kind].palette === 'Other gateways')
}
