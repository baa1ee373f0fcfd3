import { KINDS } from '../kinds'
import type { Component, Connection, Design, Id, JsonValue, Place, Properties, PurposeId } from '../model/design'
import { numberOf } from '../model/properties'
import { completeWiring, connectAll } from '../wiring/complete'
import type { Deployment, Instance, Server } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { labelOf } from '../wiring/placement'
import { resolve } from '../wiring/resolve'
import { collision } from './ports'
import type { Fix } from './rule'

type MaybeFix = { readonly fix?: Fix }

export function removeConnectionFix(connection: Connection): Fix {
  return { label: 'Delete the connection', apply: (design) => withoutConnection(design, connection.id) }
}

/** Narrows a connection by some purposes; without any left it goes. */
export function removePurposesFix(connection: Connection, purposes: readonly PurposeId[]): Fix {
  const left = (connection.purposes ?? []).filter((purpose) => !purposes.includes(purpose))
  if (left.length === 0) return removeConnectionFix(connection)
  return {
    label: 'Remove these purposes from the connection',
    apply: (design) =>
      withTopology(design, {
        connections: design.topology.connections.map((item) =>
          item.id === connection.id ? { ...item, purposes: left } : item,
        ),
      }),
  }
}

export function connectFix(
  label: string,
  ends: readonly { readonly from: Id; readonly to: Id }[],
  purposes?: readonly PurposeId[],
): Fix {
  return {
    label,
    apply: (design) =>
      connectAll(
        design,
        ends.map((end) => ({ ...end, ...(purposes && { purposes }) })),
      ),
  }
}

/** Says facts of components and places, or forgets those that are given as `undefined`. */
export function sayFix(label: string, ids: readonly Id[], facts: Readonly<Record<string, JsonValue | undefined>>): Fix {
  const say = <T extends { readonly id: Id; readonly properties?: Properties }>(element: T): T => {
    if (!ids.includes(element.id)) return element
    const { properties: before, ...rest } = element
    const kept = Object.entries({ ...before, ...facts }).filter(
      (entry): entry is [string, JsonValue] => entry[1] !== undefined,
    )
    return { ...rest, ...(kept.length > 0 && { properties: Object.fromEntries(kept) }) } as T
  }
  return {
    label,
    apply: (design) =>
      withTopology(design, {
        places: design.topology.places.map(say),
        components: design.topology.components.map(say),
      }),
  }
}

/** Takes purposes away from several connections at once, then completes what is left open by it. */
export function removePurposesFromAllFix(
  label: string,
  connections: readonly Connection[],
  purposes: readonly PurposeId[],
): Fix {
  const fixes = connections.map((connection) => removePurposesFix(connection, purposes))
  return {
    label,
    apply: (design) => completeWiring(fixes.reduce((current, fix) => fix.apply(current), design)).design,
  }
}

export const completeFix: Fix = { label: 'Complete the wiring', apply: (design) => completeWiring(design).design }

/**
 * Adds a second server like this one, in another zone where there is one, connected like it. A twin of a server that is
 * not wired, or keeps its data to itself, would double the trouble: then there is no mechanical remedy.
 */
export function addPeerFix(deployment: Deployment, instance: Instance): MaybeFix {
  const component = instance.component
  const entrance = entranceNeed(deployment, instance)
  if ((component.replicas ?? 1) > 1 || !mayBeDoubled(deployment, instance) || entrance === 'unclear') return {}
  const zone = otherZone(deployment, instance)
  const where = zone ? ` in zone ${labelOf(zone)}` : ''
  const front = entrance === 'missing' ? ' behind a load balancer' : ''
  return {
    fix: {
      label: `Add a second ${KINDS[component.kind].label}${where}${front}`,
      apply: (design) => {
        const doubled = completeWiring(addTwin(design, component.id, zone?.id)).design
        return entrance === 'missing' ? addEntrance(doubled, component, design) : doubled
      },
    },
  }
}

/** Whether its wiring is complete enough to be copied. */
function mayBeDoubled(deployment: Deployment, instance: Instance): boolean {
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
function entranceNeed(deployment: Deployment, instance: Instance): 'none' | 'missing' | 'unclear' {
  if (!deployment.server.has(instance.id) || instance.kind === 'traffic-manager') return 'none'
  if (deployment.entries.some((entry) => entry.targets.includes(instance))) return 'none'
  return instance.kind === 'universal-gateway' && deployment.design.settings.production !== false
    ? 'missing'
    : 'unclear'
}

function addEntrance(design: Design, original: Component, before: Design): Design {
  const old = new Set(before.topology.components.map((item) => item.id))
  const pair = resolve(design).instances.filter(
    (item) => item.component.id === original.id || (!old.has(item.component.id) && item.kind === original.kind),
  )
  return addLoadBalancerFix(pair).fix?.apply(design) ?? design
}

/** A zone of the same datacenter that the instance is not in; with the same kind of server absent first. */
function otherZone(deployment: Deployment, instance: Instance): Place | undefined {
  const own = instance.zone
  if (!own) return undefined
  const parent = own.places[0]?.parent
  const zones = deployment.design.topology.places
    .filter((place) => place.kind === 'zone' && place.parent === parent && !own.places.includes(place))
    .sort((a, b) => (labelOf(a) + a.id < labelOf(b) + b.id ? -1 : 1))
  return zones[0]
}

function addTwin(design: Design, id: Id, zone: Id | undefined): Design {
  const original = design.topology.components.find((item) => item.id === id)
  if (!original) return design
  const twin = twinOf(design, original, zone)
  const { connections } = design.topology
  const copies = connections.flatMap((connection): Connection[] => {
    if (connection.from === connection.to) return []
    if (connection.from !== id && connection.to !== id) return []
    const from = connection.from === id ? twin.id : connection.from
    const to = connection.to === id ? twin.id : connection.to
    return [{ ...connection, id: freshId(design, `${from}-${to}`.slice(0, 56)), from, to }]
  })
  const box = design.layout[id]
  return {
    ...design,
    topology: {
      ...design.topology,
      components: [...design.topology.components, twin],
      connections: [...connections, ...copies],
    },
    layout: box ? { ...design.layout, [twin.id]: freeBox(design, twin, box, zone !== undefined) } : design.layout,
  }
}

function twinOf(design: Design, original: Component, zone: Id | undefined): Component {
  const place = zone ?? placeForTwin(design, original)
  const { hostname: _own, portOffset: _offset, ...properties } = original.properties ?? {}
  const { place: _place, properties: _properties, replicas: _replicas, ...rest } = original
  return {
    ...rest,
    id: freshId(design, original.id.replace(/\d+$/, '')),
    ...(place !== undefined && { place }),
    label: nextLabel(design, labelOf(original)),
    ...(Object.keys(properties).length > 0 && { properties }),
  }
}

/** Beside a server on a drawn machine stands one without it: a second server on one machine is no second server. */
function placeForTwin(design: Design, original: Component): Id | undefined {
  const place = design.topology.places.find((item) => item.id === original.place)
  return place?.kind === 'host' || place?.kind === 'hypervisor' ? place.parent : original.place
}

function nextLabel(design: Design, label: string): string {
  const base = label.replace(/\s*\d+$/, '')
  const taken = new Set(design.topology.components.map(labelOf))
  for (let n = 2; ; n++) if (!taken.has(`${base} ${n}`)) return `${base} ${n}`
}

function freshId(design: Design, base: Id): Id {
  const { components, places, connections } = design.topology
  const taken = new Set([...components, ...places, ...connections].map((item) => item.id))
  for (let n = 1; ; n++) {
    const id = n === 1 && !/^[a-z]+$/.test(base) ? base : `${base}${n}`
    if (!taken.has(id)) return id
  }
}

/** Same spot in the other zone when it is free, else below everything there. */
function freeBox(design: Design, twin: Component, box: Design['layout'][Id] & object, sameSpot: boolean) {
  const others = design.topology.components
    .filter((item) => item.place === twin.place && item.id !== twin.id)
    .flatMap((item) => design.layout[item.id] ?? [])
  const height = box.height ?? 64
  const overlaps = (y: number) =>
    others.some((other) => Math.abs(other.y - y) < height + 16 && Math.abs(other.x - box.x) < (box.width ?? 200))
  if (sameSpot && !overlaps(box.y)) return box
  let y = box.y
  while (overlaps(y)) y += height + 40
  return { ...box, y }
}

/** Not where each would keep its data to itself. */
export function setReplicasApart(deployment: Deployment, instance: Instance): MaybeFix {
  const { component } = instance
  if (!mayBeDoubled(deployment, instance)) return {}
  const fix: Fix = {
    label: `Draw ${component.replicas ?? 2} separate components`,
    apply: (design) => {
      const alone = withTopology(design, {
        components: design.topology.components.map((item) => {
          if (item.id !== component.id) return item
          const { replicas: _many, ...one } = item
          return one
        }),
      })
      let next = alone
      for (let n = 1; n < (component.replicas ?? 2); n++) next = addTwin(next, component.id, undefined)
      return completeWiring(next).design
    },
  }
  return { fix }
}

/** Moves one member of a set that shares a zone to another zone of the datacenter. */
export function moveToOtherZoneFix(deployment: Deployment, members: readonly Instance[]): MaybeFix {
  const last = members.at(-1)
  if (!last || (last.component.replicas ?? 1) > 1) return {}
  const zone = otherZone(deployment, last)
  const direct = last.places[0]?.kind === 'zone'
  if (!zone || !direct) return {}
  return {
    fix: {
      label: `Move ${labelOf(last.component)} to zone ${labelOf(zone)}`,
      apply: (design) => {
        const moved = withTopology(design, {
          components: design.topology.components.map((item) =>
            item.id === last.component.id ? { ...item, place: zone.id } : item,
          ),
        })
        const box = design.layout[last.component.id]
        return box
          ? {
              ...moved,
              layout: {
                ...moved.layout,
                [last.component.id]: freeBox(moved, { ...last.component, place: zone.id }, box, true),
              },
            }
          : moved
      },
    },
  }
}

/** Gives a server the lowest offset that collides with nothing on its machine. */
export function nextOffsetFix(server: Instance, onMachine: readonly Instance[]): MaybeFix {
  if ((server.component.replicas ?? 1) > 1) return {}
  const others = onMachine.filter((other) => other !== server)
  for (let offset = 0; offset <= 1000; offset++) {
    if (others.every((other) => collision(other, { ...server, offset }) === null)) {
      return {
        fix: {
          label: `Set its port offset to ${offset}`,
          apply: (design) => setOffset(design, server.component.id, offset),
        },
      }
    }
  }
  return {}
}

function setOffset(design: Design, id: Id, offset: number): Design {
  return withTopology(design, {
    components: design.topology.components.map((item) =>
      item.id === id && numberOf(item, 'portOffset') !== offset
        ? { ...item, properties: { ...item.properties, portOffset: offset } }
        : item,
    ),
  })
}

/** Puts a load balancer beside the servers and leads it, and whoever called one of them, to all of them. */
export function addLoadBalancerFix(members: readonly Instance[]): MaybeFix {
  const [first] = members
  if (!first) return {}
  return {
    fix: {
      label: 'Add a load balancer in front',
      apply: (design) => {
        const id = freshId(design, 'lb')
        const place = first.places.find((box) => box.kind === 'datacenter')?.id
        const box = design.layout[first.component.id]
        const targets = [...new Set(members.map((member) => member.component.id))]
        const made: Component = {
          id,
          kind: 'load-balancer',
          ...(place !== undefined && { place }),
          label: nextBalancerLabel(design),
        }
        const isCaller = (connection: Connection) =>
          targets.includes(connection.to) &&
          KINDS[design.topology.components.find((item) => item.id === connection.from)?.kind ?? 'backend'].actor
        const callers = [...new Set(design.topology.connections.filter(isCaller).map((connection) => connection.from))]
        const kept = design.topology.connections.filter((connection) => !isCaller(connection))
        const lines: Connection[] = [
          ...callers.map((from) => ({ from, to: id })),
          ...targets.map((to) => ({ from: id, to })),
        ].map((ends) => ({ id: `${ends.from}-${ends.to}`.slice(0, 60), ...ends }))
        return completeWiring({
          ...design,
          topology: {
            ...design.topology,
            components: [...design.topology.components, made],
            connections: [...kept, ...lines],
          },
          layout: box
            ? {
                ...design.layout,
                [id]: freeBox(
                  design,
                  made,
                  { x: place === undefined ? box.x - 280 : 24, y: 44, width: 200, height: 64 },
                  false,
                ),
              }
            : design.layout,
        }).design
      },
    },
  }
}

function nextBalancerLabel(design: Design): string {
  const taken = new Set(design.topology.components.map(labelOf))
  return taken.has('Load balancer') ? nextLabel(design, 'Load balancer') : 'Load balancer'
}

function withoutConnection(design: Design, id: Id): Design {
  return withTopology(design, { connections: design.topology.connections.filter((item) => item.id !== id) })
}

function withTopology(design: Design, patch: Partial<Design['topology']>): Design {
  return { ...design, topology: { ...design.topology, ...patch } }
}
