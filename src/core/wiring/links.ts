import { KINDS } from '../kinds'
import { hasRole } from '../kinds/roles'
import { impliedBetween, legalBetween } from '../links/legal'
import { BROKER_PURPOSES, mayLeadTo, mayPass } from '../links/passage'
import type { Component, Connection, Design, Id, KindId, Place, PurposeId, SchemaName } from '../model/design'
import { SCHEMA_NAMES } from '../model/design'
import type { Instance, Link } from './deployment'
import { standsInPlace } from './identity-servers'
import { placesAround } from './placement'

/** What each drawn connection carries. A line to a load balancer carries what the servers behind it want of its sources. */
export interface PurposeResolver {
  readonly of: (connection: Connection) => readonly PurposeId[]
  /** What a plain line between the two would carry. */
  readonly implied: (from: Component, to: Component) => readonly PurposeId[]
}

export function purposeResolver(design: Design, place: ReadonlyMap<Id, Place>): PurposeResolver {
  const component = new Map(design.topology.components.map((item) => [item.id, item]))
  const kinds = new Set(design.topology.components.map((item) => item.kind))
  const hasGateway = kinds.has('universal-gateway')
  const datacenter = new Map<Id, Id | undefined>()
  const datacenterOf = (item: Component) => {
    if (!datacenter.has(item.id)) {
      const box = placesAround(place, item.place).find((outer) => outer.kind === 'datacenter')
      datacenter.set(item.id, box?.id)
    }
    return datacenter.get(item.id)
  }
  const forward = neighbours(design, component, 'from', 'to')
  const backward = neighbours(design, component, 'to', 'from')

  const givenAway = placesGivenAway(design, forward)
  const direct = (from: Component, to: Component): readonly PurposeId[] =>
    impliedBetween(from.kind, to.kind, {
      hasKeyManager: kinds.has('key-manager') || givenAway.has(to),
      hasGateway,
      sameDatacenter: datacenterOf(from) === datacenterOf(to),
    })

  const beyond = (start: Component, next: Neighbours, cache: Map<Id, readonly Beyond[]>) => {
    const known = cache.get(start.id)
    if (known) return known
    const ends = distinct(endsBeyond(start, next), datacenterOf, givenAway)
    cache.set(start.id, ends)
    return ends
  }
  const ahead = new Map<Id, readonly Beyond[]>()
  const behind = new Map<Id, readonly Beyond[]>()

  const implied = (from: Component, to: Component): readonly PurposeId[] => {
    const fromTransit = KINDS[from.kind].transit
    const toTransit = KINDS[to.kind].transit
    if (!fromTransit && !toTransit) return direct(from, to)
    if (!mayLeadTo(from.kind, to.kind)) return []
    const sources = fromTransit ? beyond(from, backward, behind) : [{ end: from, only: undefined }]
    const targets = toTransit ? beyond(to, forward, ahead) : [{ end: to, only: undefined }]
    const found = new Set<PurposeId>()
    for (const source of sources) {
      for (const target of targets) {
        for (const purpose of direct(source.end, target.end)) {
          if (!mayPass(purpose, from.kind) || !mayPass(purpose, to.kind)) continue
          if (source.only && !source.only.has(purpose)) continue
          if (target.only && !target.only.has(purpose)) continue
          found.add(purpose)
        }
      }
    }
    return [...found].sort()
  }

  const cache = new Map<Connection, readonly PurposeId[]>()
  return {
    implied,
    of: (connection) => {
      if (connection.purposes) return connection.purposes
      const known = cache.get(connection)
      if (known) return known
      const from = component.get(connection.from)
      const to = component.get(connection.to)
      const purposes = from && to ? implied(from, to) : []
      cache.set(connection, purposes)
      return purposes
    },
  }
}

/** Control planes that are connected to an Identity Server, which takes their place as the key manager: each its own. */
function placesGivenAway({ topology }: Design, forward: Neighbours): ReadonlySet<Component> {
  if (!topology.components.some(standsInPlace)) return new Set()
  return new Set(
    topology.components.filter(
      (component) =>
        hasRole(component.kind, 'control-plane') &&
        endsBeyond(component, forward).some(
          ({ end, only }) => standsInPlace(end) && only?.has('key-management') !== false,
        ),
    ),
  )
}

interface Beyond {
  readonly end: Component
  /** Purposes that narrowed connections on the way let through; undefined = all. */
  readonly only: ReadonlySet<PurposeId> | undefined
}

type Neighbours = ReadonlyMap<
  Id,
  readonly { readonly to: Component; readonly purposes: readonly PurposeId[] | undefined }[]
>

function neighbours(
  design: Design,
  component: ReadonlyMap<Id, Component>,
  from: 'from' | 'to',
  to: 'from' | 'to',
): Neighbours {
  const map = new Map<Id, { to: Component; purposes: readonly PurposeId[] | undefined }[]>()
  for (const connection of design.topology.connections) {
    const end = component.get(connection[to])
    if (!end) continue
    const list = map.get(connection[from]) ?? []
    list.push({ to: end, purposes: connection.purposes })
    map.set(connection[from], list)
  }
  return map
}

/**
 * Non-transit components reached by walking on through transit ones, each with what some way to it lets through: ways are
 * walked again where one lets through more than those before it, so their order changes nothing.
 */
function endsBeyond(start: Component, next: Neighbours): readonly Beyond[] {
  const passed = new Map<Component, ReadonlySet<PurposeId> | undefined>([[start, undefined]])
  const ends = new Map<Component, Beyond>()
  const queue = [start]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const only = passed.get(at)
    for (const step of next.get(at.id) ?? []) {
      const narrowed = step.purposes ? intersect(only, step.purposes) : only
      if (!KINDS[step.to.kind].transit) {
        const known = ends.get(step.to)
        ends.set(step.to, { end: step.to, only: known ? union(known.only, narrowed) : narrowed })
        continue
      }
      const known = passed.get(step.to)
      const all = passed.has(step.to) ? union(known, narrowed) : narrowed
      if (passed.has(step.to) && all?.size === known?.size) continue
      passed.set(step.to, all)
      queue.push(step.to)
    }
  }
  return [...ends.values()]
}

/** What one or the other lets through; undefined = all. */
function union(
  a: ReadonlySet<PurposeId> | undefined,
  b: ReadonlySet<PurposeId> | undefined,
): ReadonlySet<PurposeId> | undefined {
  return a && b ? new Set([...a, ...b]) : undefined
}

/** One end of each kind, datacenter, narrowing and key manager: what a line carries depends on nothing else. */
function distinct(
  ends: readonly Beyond[],
  datacenterOf: (item: Component) => Id | undefined,
  givenAway: ReadonlySet<Component>,
): readonly Beyond[] {
  const classes = new Map<string, Beyond>()
  for (const beyond of ends) {
    const key = [
      beyond.end.kind,
      datacenterOf(beyond.end) ?? '',
      beyond.only ? [...beyond.only].sort().join() : '*',
      givenAway.has(beyond.end),
    ].join('|')
    if (!classes.has(key)) classes.set(key, beyond)
  }
  return [...classes.values()]
}

function intersect(only: ReadonlySet<PurposeId> | undefined, purposes: readonly PurposeId[]): ReadonlySet<PurposeId> {
  return new Set(only ? purposes.filter((purpose) => only.has(purpose)) : purposes)
}

/**
 * Instance-level links: each connection between components stands for one between every pair of their instances. What
 * two kinds never say to each other is drawn and is no link: no server does it, and a rule reports it.
 */
export function expandLinks(
  design: Design,
  instances: readonly Instance[],
  purposesOf: (connection: Connection) => readonly PurposeId[],
): { links: Link[]; purposes: Map<Id, readonly PurposeId[]> } {
  const byComponent = new Map<Id, Instance[]>()
  for (const instance of instances) {
    const list = byComponent.get(instance.component.id) ?? []
    list.push(instance)
    byComponent.set(instance.component.id, list)
  }
  const links: Link[] = []
  const purposes = new Map<Id, readonly PurposeId[]>()
  for (const connection of [...design.topology.connections].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const carried = purposesOf(connection)
    purposes.set(connection.id, carried)
    const sources = byComponent.get(connection.from) ?? []
    const targets = byComponent.get(connection.to) ?? []
    const set = new Set(carried)
    if (connection.purposes && sources[0] && targets[0]) {
      for (const illegal of illegalPurposes(sources[0].kind, targets[0].kind, carried)) set.delete(illegal)
    }
    const schemas: readonly SchemaName[] = set.has('sql') ? (connection.schemas ?? SCHEMA_NAMES) : []
    for (const from of sources) {
      for (const to of targets) {
        links.push({ from: from.id, to: to.id, purposes: set, connection, schemas })
      }
    }
  }
  return { links, purposes }
}

/**
 * Purposes that a drawn connection carries although its two kinds never talk about them, or that what stands between
 * cannot pass on. Brokers' are kept: that a load balancer does not pass them is a rule of its own.
 */
export function illegalPurposes(from: KindId, to: KindId, purposes: readonly PurposeId[]): readonly PurposeId[] {
  if (KINDS[from].transit || KINDS[to].transit) {
    const leads = mayLeadTo(from, to)
    return purposes.filter(
      (purpose) => !leads || (!BROKER_PURPOSES.has(purpose) && !(mayPass(purpose, from) && mayPass(purpose, to))),
    )
  }
  const legal = legalBetween(from, to)
  return purposes.filter((purpose) => !legal.has(purpose))
}
