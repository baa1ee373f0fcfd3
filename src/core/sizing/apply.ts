import { inWords } from '../base/words'
import { updateComponent } from '../document/edits'
import { completeWiring } from '../fixes/complete'
import { addEntrance } from '../fixes/entrance'
import { doubled, entranceNeed } from '../fixes/twin'
import { withCompleteLayout } from '../layout/placing'
import type { Component, Design, Id, KindId } from '../model/design'
import { ancestorsOf, componentById, contentsOf, placeById } from '../model/queries'
import type { Deployment } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { resolve } from '../wiring/resolve'
import { type RoleSizing, type Sizing, sizeOf } from '.'
import type { Zone } from './regions'
import { count } from './words'

/** Servers of a kind in a sentence. */
const NOUNS: Readonly<Partial<Record<KindId, string>>> = {
  'universal-gateway': 'gateway',
  'all-in-one': 'All-in-One',
  'traffic-manager': 'Traffic Manager',
  'api-control-plane': 'control plane',
  'key-manager': 'Key Manager',
}

/** `2 gateways and 1 Traffic Manager`: what {@link applySizing} adds; empty when it adds nothing. */
export function additionsText(sizing: Sizing): string {
  const numbers = new Map<KindId, number>()
  for (const { kind, additions } of sizing.regions.flatMap((region) => region.rows)) {
    if (additions.length > 0) numbers.set(kind, (numbers.get(kind) ?? 0) + additions.length)
  }
  return inWords([...numbers].map(([kind, number]) => serversText(kind, number)))
}

/** `2 gateways` */
export function serversText(kind: KindId, number: number): string {
  return count(number, NOUNS[kind] ?? kind)
}

/**
 * Adds what the load takes and the drawing lacks: servers like those that are there, in the zones that have fewest,
 * connected as these are, each on a machine of its own where they have one. Removes nothing. The same design when there
 * is nothing to add.
 */
export function applySizing(design: Design): Design {
  const deployment = resolve(design)
  const sizing = sizeOf(deployment)
  const rows = sizing?.regions.flatMap((region) => region.rows).filter((row) => row.additions.length > 0) ?? []
  if (rows.length === 0) return design
  const grown = rows.reduce(
    (current, row) => row.additions.reduce((next, zone) => addOne(next, row, zone), current),
    design,
  )
  const wired = completeWiring(grown).design
  const entered = rows.reduce((current, row) => withEntrance(current, row, deployment), wired)
  return Object.keys(design.layout).length > 0 ? withCompleteLayout(entered) : entered
}

/** One more server: an instance of a drawing that stands for several or for pods, else a twin. */
function addOne(design: Design, row: RoleSizing, zone: Zone | undefined): Design {
  const members = [...new Set(row.templates.map(({ component }) => component.id))].flatMap(
    (id) => componentById(design, id) ?? [],
  )
  const growing = isElastic(row.kind) ? members.filter((member) => mayGrow(design, member, zone)) : []
  const [grown] = nearest(design, growing, zone)
  if (grown) return updateComponent(design, grown.id, { replicas: (grown.replicas ?? 1) + 1 })
  const [like] = nearest(design, members, zone)
  if (!like) return design
  const place = targetIn(design, like, zone)
  return doubled(design, like.id, { ownHost: true, ...(place !== undefined && { place }) })?.design ?? design
}

/** Instances of these do not know each other, so one drawing may stand for many. */
function isElastic(kind: KindId): boolean {
  return kind === 'universal-gateway' || kind === 'key-manager'
}

/** It stands for several or for pods, and one more of it stands in the zone or is spread by the place that it is in. */
function mayGrow(design: Design, component: Component, zone: Zone | undefined): boolean {
  const replicas = component.replicas ?? 1
  if (replicas >= 100 || (replicas === 1 && !inCluster(design, component.id))) return false
  const spans = !ancestorsOf(design, component.id).some((place) => place.kind === 'zone')
  return spans || zone === undefined || zone.places.length === 0 || isIn(design, component.id, zone)
}

function inCluster(design: Design, id: Id): boolean {
  return ancestorsOf(design, id).some((place) => place.kind === 'kubernetes-cluster')
}

/** Those in the zone first, then those that stand for the fewest, then by id. */
function nearest(design: Design, members: readonly Component[], zone: Zone | undefined): readonly Component[] {
  const away = ({ id }: Component) => Number(!isIn(design, id, zone))
  return [...members].sort(
    (a, b) => away(a) - away(b) || (a.replicas ?? 1) - (b.replicas ?? 1) || (a.id < b.id ? -1 : 1),
  )
}

function isIn(design: Design, id: Id, zone: Zone | undefined): boolean {
  return zone !== undefined && ancestorsOf(design, id).some((place) => zone.places.includes(place.id))
}

/** Where in a zone the like of a server stands; undefined = where the server itself stands. */
function targetIn(design: Design, like: Component, zone: Zone | undefined): Id | undefined {
  const [first] = zone?.places ?? []
  if (!zone || first === undefined || isIn(design, like.id, zone)) return undefined
  const inside = zone.places.flatMap((id) => contentsOf(design, id).flatMap((inner) => placeById(design, inner) ?? []))
  const around = ancestorsOf(design, like.id)
  // A pod goes into a cluster of that zone, into the namespace of the same name; others into the segment of that name.
  const inCluster = around.some((place) => place.kind === 'kubernetes-cluster')
  const kinds = inCluster ? (['namespace', 'kubernetes-cluster'] as const) : (['network-segment'] as const)
  for (const kind of kinds) {
    const own = around.find((place) => place.kind === kind)
    const same = inside.find(
      (place) => own && place.kind === kind && (kind === 'kubernetes-cluster' || labelOf(place) === labelOf(own)),
    )
    if (same) return same.id
  }
  return inCluster ? undefined : first
}

/** Gateways that callers reached directly get a load balancer with their first twin. */
function withEntrance(design: Design, { templates }: RoleSizing, before: Deployment): Design {
  const open = templates.find((member) => entranceNeed(before, member) === 'missing')
  return open ? addEntrance(design, open.component, before.design) : design
}
