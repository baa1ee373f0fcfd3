import { inWords } from '../../base/words'
import { completeWiring, connectAll } from '../../fixes/complete'
import { addEntrance, addLoadBalancer, callThrough } from '../../fixes/entrance'
import { withNamesKept } from '../../fixes/names'
import { addTwin, boxBeside, entranceNeed, mayBeDoubled } from '../../fixes/twin'
import { KINDS } from '../../kinds'
import { numberOf } from '../../kinds/properties'
import { hasRole } from '../../kinds/roles'
import type { Component, Connection, Design, Id, JsonValue, Place, Properties, PurposeId } from '../../model/design'
import { frontsNear, lastBalancers } from '../../patterns/steps/fronts'
import type { Deployment, Instance } from '../../wiring/deployment'
import { graphOf } from '../../wiring/graph'
import { labelOf } from '../../wiring/placement'
import { isServer, regionOf } from '../../wiring/servers'
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
  if (isOneOfPair(deployment, instance)) return {}
  const zone = otherZone(deployment, instance)
  const where = zone ? ` in zone ${labelOf(zone)}` : ''
  const front = entrance === 'missing' ? ' behind a load balancer' : ''
  return {
    fix: {
      label: `Add a second ${KINDS[component.kind].label}${where}${front}`,
      apply: (design) => {
        const doubled = completeWiring(addTwin(design, component.id, zone && { place: zone.id })).design
        return entrance === 'missing' ? addEntrance(doubled, component, design) : doubled
      },
    },
  }
}

/** Its database serves a control plane elsewhere already: a third one would be one too many, wherever it stands. */
function isOneOfPair(deployment: Deployment, instance: Instance): boolean {
  if (!isControlPlane(instance)) return false
  const database = deployment.server.get(instance.id)?.databases.apim?.database
  if (!database || database.mode === 'geo') return false
  const sharing = deployment.servers.filter(
    (server) => isControlPlane(server.instance) && server.databases.apim?.database === database,
  )
  return sharing.length > 1
}

function isControlPlane({ kind }: Instance): boolean {
  return hasRole(kind, 'control-plane')
}

/** Puts a load balancer beside the servers and leads it, and whoever called one of them, to all of them. */
export function addLoadBalancerFix(members: readonly Instance[], deployment: Deployment): MaybeFix {
  if (members.length === 0) return {}
  const there = leadToAllFix(members, deployment)
  if (there) return { fix: there }
  return { fix: { label: 'Add a load balancer in front', apply: (design) => addLoadBalancer(design, members) } }
}

/** Leads the load balancers that somebody calls and that lead to some of them, or to nothing yet, to all of them. */
function leadToAllFix(members: readonly Instance[], deployment: Deployment): Fix | undefined {
  const { design, component, instance } = deployment
  const { connections } = design.topology
  const ids = [...new Set(members.map((member) => member.component.id))]
  const called = design.topology.components.filter(
    ({ id, kind }) =>
      KINDS[kind].transit === 'http' && !KINDS[kind].keepsAddress && connections.some((line) => line.to === id),
  )
  const some = called.filter(({ id }) => connections.some((line) => line.from === id && ids.includes(line.to)))
  const idle = called.filter(({ id }) => !connections.some((line) => line.from === id) && isNear(id, members, instance))
  const front = some.length + idle.length === 0 ? frontOfRegion(members, deployment) : undefined
  const balancers = front ? front.balancers : some.length > 0 ? some : idle
  const wanted = balancers.flatMap(({ id }) => {
    const own = connections.filter((line) => line.from === id && ids.includes(line.to))
    const purposes = own[0]?.purposes
    return ids
      .filter((to) => !own.some((line) => line.to === to))
      .map((to) => ({ from: id, to, ...(purposes && { purposes }) }))
  })
  if (wanted.length === 0) return undefined
  const [fronts, behind] = [wanted.map(({ from }) => from), wanted.map(({ to }) => to)].map((ends) =>
    inWords([...new Set(ends)].map((id) => labelOf(component.get(id) ?? { id }))),
  )
  return {
    label: `Connect ${fronts} to ${behind}`,
    apply: (drawn) => {
      const called = front ? callThrough(drawn, ids, front.called) : drawn
      return withNamesKept(drawn, completeWiring(connectAll(called, wanted)).design)
    },
  }
}

/** The one way into a region, where there is one, and the load balancers behind it. */
function frontOfRegion(
  members: readonly Instance[],
  deployment: Deployment,
): { readonly called: Id; readonly balancers: readonly Component[] } | undefined {
  const [first] = members
  const fronts = first ? frontsNear(deployment, regionOf(first)) : []
  const [front] = fronts
  if (!front || fronts.length > 1 || hasRole(front.kind, 'wide-front')) return undefined
  const balancers = lastBalancers(front, graphOf(deployment)).map((balancer) => balancer.component)
  const leads = ({ id, kind }: Component) =>
    KINDS[kind].transit === 'http' && !KINDS[kind].keepsAddress && isNear(id, members, deployment.instance)
  return balancers.every(leads) ? { called: front.component.id, balancers } : undefined
}

function isNear(id: Id, members: readonly Instance[], instance: Deployment['instance']): boolean {
  const own = instance.get(id) ?? instance.get(`${id}#1`)
  return members.some((member) => member.datacenter === own?.datacenter)
}

/** The first zone by label, then by id, of the same datacenter that the instance is not in. */
function otherZone(deployment: Deployment, instance: Instance): Place | undefined {
  const own = instance.zone
  if (!own) return undefined
  const parent = own.places[0]?.parent
  const zones = deployment.design.topology.places
    .filter((place) => place.kind === 'zone' && place.parent === parent && !own.places.includes(place))
    .sort((a, b) => (labelOf(a) + a.id < labelOf(b) + b.id ? -1 : 1))
  return zones[0]
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
      for (let n = 1; n < (component.replicas ?? 2); n++) next = addTwin(next, component.id)
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
                [last.component.id]: boxBeside(moved, last.component, zone.id, box),
              },
            }
          : moved
      },
    },
  }
}

/** Gives each of the servers but the first the lowest offset that collides with nothing on their machine. */
export function ownOffsetsFix(
  rivals: readonly Instance[],
  onMachine: readonly Instance[],
  deployment: Deployment,
): MaybeFix {
  // The ports of a load balancer are those that people call, so the servers move.
  const balancers = rivals.filter((rival) => !isServer(rival))
  const servers = [...balancers, ...rivals.filter(isServer)]
  if (balancers.length > 1 || servers.some((server) => (server.component.replicas ?? 1) > 1)) return {}
  const offsets = new Map<Id, number>()
  let taken = onMachine.filter((other) => !servers.slice(1).includes(other))
  for (const server of servers.slice(1)) {
    const offset = freeOffset(server, taken, deployment)
    if (offset === undefined) return {}
    offsets.set(server.component.id, offset)
    taken = [...taken, { ...server, offset }]
  }
  const [only] = offsets.values()
  return {
    fix: {
      label: offsets.size === 1 ? `Set its port offset to ${only}` : 'Give each a port offset of its own',
      apply: (design) => [...offsets].reduce((moved, [id, offset]) => setOffset(moved, id, offset), design),
    },
  }
}

function freeOffset(server: Instance, taken: readonly Instance[], deployment: Deployment): number | undefined {
  for (let offset = 0; offset <= 1000; offset++) {
    if (taken.every((other) => collision(other, { ...server, offset }, deployment) === null)) return offset
  }
  return undefined
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

function withoutConnection(design: Design, id: Id): Design {
  return withTopology(design, { connections: design.topology.connections.filter((item) => item.id !== id) })
}

function withTopology(design: Design, patch: Partial<Design['topology']>): Design {
  return { ...design, topology: { ...design.topology, ...patch } }
}
