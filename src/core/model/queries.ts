import type { Component, Connection, Design, Id, Place, Topology } from './design'

interface Index {
  readonly places: ReadonlyMap<Id, Place>
  readonly components: ReadonlyMap<Id, Component>
  readonly connections: ReadonlyMap<Id, Connection>
  /** By the place that holds them; `undefined` = on the canvas itself. */
  readonly children: ReadonlyMap<Id | undefined, Children>
}

/** What stands directly in one place, in the order of the document. */
export interface Children {
  readonly places: readonly Place[]
  readonly components: readonly Component[]
}

const NOTHING: Children = { places: [], components: [] }
const indexes = new WeakMap<Topology, Index>()

/** A topology never changes, so what was looked up once holds for as long as it lives. */
function indexOf({ topology }: Design): Index {
  const known = indexes.get(topology)
  if (known) return known
  const children = new Map<Id | undefined, { places: Place[]; components: Component[] }>()
  const inside = (id: Id | undefined) => {
    const list = children.get(id) ?? { places: [], components: [] }
    children.set(id, list)
    return list
  }
  for (const place of topology.places) inside(place.parent).places.push(place)
  for (const component of topology.components) inside(component.place).components.push(component)
  const index = {
    places: byId(topology.places),
    components: byId(topology.components),
    connections: byId(topology.connections),
    children,
  }
  indexes.set(topology, index)
  return index
}

function byId<T extends { readonly id: Id }>(elements: readonly T[]): ReadonlyMap<Id, T> {
  return new Map(elements.map((element) => [element.id, element]))
}

export function componentById(design: Design, id: Id): Component | undefined {
  return indexOf(design).components.get(id)
}

export function placeById(design: Design, id: Id): Place | undefined {
  return indexOf(design).places.get(id)
}

export function connectionById(design: Design, id: Id): Connection | undefined {
  return indexOf(design).connections.get(id)
}

/** True when a place, component or connection has this id. */
export function hasId(design: Design, id: Id): boolean {
  const { places, components, connections } = indexOf(design)
  return places.has(id) || components.has(id) || connections.has(id)
}

/** What stands directly in the place; without an id, directly on the canvas. */
export function childrenOf(design: Design, placeId: Id | undefined): Children {
  return indexOf(design).children.get(placeId) ?? NOTHING
}

/** The place that directly holds a place or component; undefined = the canvas itself, or no such element. */
export function holderOf(design: Design, id: Id): Id | undefined {
  const { places, components } = indexOf(design)
  return components.get(id)?.place ?? places.get(id)?.parent
}

/** The places around a place or component, innermost first, without itself. A circle of places is followed once. */
export function ancestorsOf(design: Design, id: Id): readonly Place[] {
  const around: Place[] = []
  const seen = new Set<Id>([id])
  for (let next = holderOf(design, id); next !== undefined && !seen.has(next); next = holderOf(design, next)) {
    const place = placeById(design, next)
    if (!place) break
    seen.add(next)
    around.push(place)
  }
  return around
}

/** Number of places around it: 0 on the canvas itself. */
export function depthOf(design: Design, id: Id): number {
  return ancestorsOf(design, id).length
}

/** Ids of every place and component in a place, at any depth, without itself; outer ones first. */
export function contentsOf(design: Design, placeId: Id): readonly Id[] {
  const found = new Set<Id>()
  const pending: Id[] = [placeId]
  for (let id = pending.shift(); id !== undefined; id = pending.shift()) {
    const { places, components } = childrenOf(design, id)
    for (const child of [...places, ...components]) {
      if (found.has(child.id) || child.id === placeId) continue
      found.add(child.id)
      pending.push(child.id)
    }
  }
  return [...found]
}

/** Ids that `after` has and `before` has not: what an edit added. */
export function addedIds(before: Design, after: Design): readonly Id[] {
  const { places, components, connections } = after.topology
  return [...places, ...components, ...connections].map(({ id }) => id).filter((id) => !hasId(before, id))
}

/** The first of `<prefix>1`, `<prefix>2`, … that no element has. */
export function freshId(design: Design, prefix: string): Id {
  let number = 1
  while (hasId(design, `${prefix}${number}`)) number += 1
  return `${prefix}${number}`
}
