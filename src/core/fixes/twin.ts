import { PLACE_KINDS } from '../kinds'
import { CARD, GAP, PADDING, type Rect, touches } from '../layout/boxes'
import { freeSpot } from '../layout/free-spot'
import type { Box, Component, Connection, Design, Id, Place, Properties } from '../model/design'
import { childrenOf, placeById } from '../model/queries'
import type { Deployment, Instance, Server } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { labelOf } from '../wiring/placement'

/** A second server like one that is drawn: how it may be made, what it takes over and where it stands. */

/** Whether its wiring is complete enough to be copied. */
export function mayBeDoubled(deployment: Deployment, instance: Instance): boolean {
  const server = deployment.server.get(instance.id)
  switch (instance.kind) {
    case 'universal-gateway':
      return isLed(server) && callsBackend(deployment, instance)
    case 'traffic-manager':
      return isLed(server)
    case 'all-in-one':
      return sharesData(server) && (server?.servesApis === false || callsBackend(deployment, instance))
    case 'api-control-plane':
      return sharesData(server)
    case 'key-manager':
      return isLed(server) && sharesData(server)
    default:
      return true
  }
}

function isLed(server: Server | undefined): boolean {
  return server?.control !== undefined && server.brokers.length > 0
}

function callsBackend(deployment: Deployment, instance: Instance): boolean {
  return graphOf(deployment).reach(instance.id, 'backend').ends.length > 0
}

function sharesData(server: Server | undefined): boolean {
  return [server?.databases.apim, server?.databases.shared].every((target) => target && target.database.dbms !== 'h2')
}

/**
 * What is in front of a server that callers find at one address. Only gateways of a production design get a load
 * balancer with their twin: elsewhere the lone load balancer would be as bad as the lone server.
 */
export function entranceNeed(deployment: Deployment, instance: Instance): 'none' | 'missing' | 'unclear' {
  if (!deployment.server.has(instance.id) || instance.kind === 'traffic-manager') return 'none'
  if (deployment.entries.some((entry) => entry.targets.includes(instance))) return 'none'
  return instance.kind === 'universal-gateway' && deployment.design.settings.production !== false
    ? 'missing'
    : 'unclear'
}

interface TwinOptions {
  /** Place that it stands in; absent = where the original stands, but never on the original's machine. */
  readonly place?: Id
  /** Where the original has a machine to itself, the twin gets one like it. */
  readonly ownHost?: boolean
}

interface Doubled {
  readonly design: Design
  readonly twin: Component
}

/**
 * A twin of a component with copies of its connections. Names, ports and ids that only one server can have are not
 * copied, nor is the hypervisor that a property names. The same design when there is no such component.
 */
export function addTwin(design: Design, id: Id, options: TwinOptions = {}): Design {
  return doubled(design, id, options)?.design ?? design
}

/** {@link addTwin}, with the twin; undefined when there is no such component. */
export function doubled(design: Design, id: Id, options: TwinOptions = {}): Doubled | undefined {
  const original = design.topology.components.find((item) => item.id === id)
  if (!original) return undefined
  const target = options.place ?? placeForTwin(design, original)
  const machine = options.ownHost ? machineOf(design, original) : undefined
  const housed = machine ? addHostLike(design, machine, target) : { design, place: target }
  return withTwin(housed.design, original, housed.place, machine !== undefined)
}

/** The host that holds this server and nothing else. */
export function machineOf(design: Design, original: Component): Place | undefined {
  const place = original.place === undefined ? undefined : placeById(design, original.place)
  if (place?.kind !== 'host') return undefined
  const { places, components } = childrenOf(design, place.id)
  return places.length === 0 && components.length === 1 ? place : undefined
}

function addHostLike(design: Design, machine: Place, parent: Id | undefined): { design: Design; place: Id } {
  const { parent: _parent, properties: before, label: _label, ...rest } = machine
  const properties = without(before, ['address', 'hostname', 'hypervisor'])
  const id = numberedId(design, machine.id)
  const host: Place = {
    ...rest,
    id,
    ...(parent !== undefined && { parent }),
    ...(machine.label !== undefined && { label: nextLabel(design.topology.places, machine.label) }),
    ...(properties && { properties }),
  }
  const added = { ...design, topology: { ...design.topology, places: [...design.topology.places, host] } }
  const box = design.layout[machine.id]
  const layout = box ? { ...design.layout, [id]: boxBeside(added, host, parent, box) } : design.layout
  return { design: { ...added, layout }, place: id }
}

function withTwin(design: Design, original: Component, place: Id | undefined, alone: boolean): Doubled {
  const twin = twinOf(design, original, place)
  const { connections } = design.topology
  const box = design.layout[original.id]
  const added: Design = {
    ...design,
    topology: {
      ...design.topology,
      components: [...design.topology.components, twin],
      connections: [...connections, ...copiedConnections(design, original.id, twin.id)],
    },
  }
  const spot = box && (alone ? box : boxBeside(added, twin, place, box))
  return { design: spot ? { ...added, layout: { ...design.layout, [twin.id]: spot } } : added, twin }
}

function copiedConnections(design: Design, id: Id, twin: Id): readonly Connection[] {
  const taken = idsOf(design).add(twin)
  return design.topology.connections.flatMap((connection): Connection[] => {
    if (connection.from === connection.to) return []
    if (connection.from !== id && connection.to !== id) return []
    const from = connection.from === id ? twin : connection.from
    const to = connection.to === id ? twin : connection.to
    const own = firstFree(taken, `${from}-${to}`.slice(0, 56))
    taken.add(own)
    return [{ ...connection, id: own, from, to }]
  })
}

/** Of these no two servers have the same. */
const OWN = ['hostname', 'portOffset', 'gatewayId', 'hypervisor']

function twinOf(design: Design, original: Component, place: Id | undefined): Component {
  const { place: _place, properties: before, replicas: _replicas, ...rest } = original
  const properties = without(before, OWN)
  return {
    ...rest,
    id: numberedId(design, original.id),
    ...(place !== undefined && { place }),
    label: nextLabel(design.topology.components, labelOf(original)),
    ...(properties && { properties }),
  }
}

/** Undefined when nothing is left. */
function without(properties: Properties | undefined, keys: readonly string[]): Properties | undefined {
  const kept = Object.entries(properties ?? {}).filter(([key]) => !keys.includes(key))
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}

/** Beside a server on a drawn machine stands one without it: a second server on one machine is no second server. */
function placeForTwin(design: Design, original: Component): Id | undefined {
  let at = original.place
  for (let place = at === undefined ? undefined : placeById(design, at); place; ) {
    if (place.kind !== 'host' && place.kind !== 'hypervisor') return place.id
    at = place.parent
    place = at === undefined ? undefined : placeById(design, at)
  }
  return at
}

/** `Gateway 2` for a further `Gateway` or `Gateway 1`. */
export function nextLabel(elements: readonly (Component | Place)[], label: string): string {
  const base = label.replace(/\s*\d+$/, '')
  const taken = new Set(elements.map(labelOf))
  const gap = /\S\d+$/.test(label) ? '' : ' '
  for (let n = 2; ; n++) if (!taken.has(`${base}${gap}${n}`)) return `${base}${gap}${n}`
}

function idsOf({ topology }: Design): Set<Id> {
  const { components, places, connections } = topology
  return new Set([...components, ...places, ...connections].map((item) => item.id))
}

/** `base` itself when it is free, else numbered from 2. */
function firstFree(taken: ReadonlySet<Id>, base: Id): Id {
  if (!taken.has(base)) return base
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`
}

/** `gw3` for a further `gw1`. */
function numberedId(design: Design, id: Id): Id {
  const base = id.replace(/\d+$/, '').slice(0, 56)
  const taken = idsOf(design)
  for (let n = 1; ; n++) if (!taken.has(`${base}${n}`)) return `${base}${n}`
}

/** Rooms of a tier that are looked through before the next rows are. */
const COLUMNS = 5

/** A free spot in a place: in line with the like of it, so that tiers stay rows, else the nearest to it. */
export function boxBeside(design: Design, element: Component | Place, place: Id | undefined, like: Box): Box {
  const { places, components } = childrenOf(design, place)
  const taken = [...places, ...components].flatMap((other) => (other.id === element.id ? [] : rectOf(design, other)))
  const size = { width: like.width ?? CARD.width, height: like.height ?? CARD.height }
  const origin =
    place === undefined
      ? { x: Number.NEGATIVE_INFINITY, y: Number.NEGATIVE_INFINITY }
      : { x: PADDING.side, y: PADDING.top }
  const wish = { x: Math.max(origin.x, like.x), y: Math.max(origin.y, like.y) }
  const row = Array.from({ length: COLUMNS }, (_, at) => ({ ...wish, x: wish.x + at * (size.width + GAP.column) }))
  const inLine = row.find((spot) => !taken.some((rect) => touches({ ...spot, ...size }, rect, GAP.row / 2)))
  if (inLine) return { ...like, ...inLine }
  return { ...like, ...freeSpot({ origin, width: 0, height: 0, taken }, size, wish) }
}

function rectOf({ layout }: Design, element: Component | Place): Rect[] {
  const box = layout[element.id]
  if (!box) return []
  const usual = element.kind in PLACE_KINDS ? PLACE_KINDS[(element as Place).kind].size : CARD
  return [{ x: box.x, y: box.y, width: box.width ?? usual.width, height: box.height ?? usual.height }]
}
