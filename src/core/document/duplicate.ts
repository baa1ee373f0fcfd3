import { KINDS, PLACE_KINDS } from '../kinds'
import { roundBox } from '../model/box'
import type { Box, Component, Connection, Design, Id, Place } from '../model/design'
import { ancestorsOf, childrenOf, componentById, contentsOf, hasId, holderOf, placeById } from '../model/queries'
import { withTopology } from './change'
import { fieldsOf, mapReferences, withProperties } from './references'
import { TEXT_LIMITS } from './schema'

/** How far beside the original a copy stands, in flow units. */
const SHIFT = 24

/**
 * Copies places (with all that is in them) and components. A copy keeps the wiring of its original: connections among
 * the copied are copied among the copies, connections to others lead to the same others. Host names and addresses are
 * not copied, for no two machines share one; a label counts on, so the copy of zone a is zone b, another zone.
 * {@link addedIds} says what is new.
 */
export function duplicate(design: Design, ids: readonly Id[]): Design {
  const asked = new Set(ids)
  const roots = [...asked].filter(
    (id) => isElement(design, id) && !ancestorsOf(design, id).some((outer) => asked.has(outer.id)),
  )
  const originals = [...new Set(roots.flatMap((id) => [id, ...contentsOf(design, id)]))]
  if (originals.length === 0) return design
  const copyOf = copyIds(design, originals)
  const rename = (id: Id) => copyOf.get(id) ?? id
  const rootIds = new Set(roots)
  const isRoot = (id: Id) => rootIds.has(id)
  const places = originals.flatMap((id) => placeById(design, id) ?? [])
  const components = originals.flatMap((id) => componentById(design, id) ?? [])
  const labels = takenLabels(design)
  const copied = withTopology(design, {
    places: [
      ...design.topology.places,
      ...places.map((place) => {
        const label = isRoot(place.id) ? labels.next(place) : place.label
        return { ...copy(place, rename, label), ...(place.parent !== undefined && { parent: rename(place.parent) }) }
      }),
    ],
    components: [
      ...design.topology.components,
      ...components.map((component) => {
        const label = isRoot(component.id) ? labels.next(component) : component.label
        const { place } = component
        return { ...copy(component, rename, label), ...(place !== undefined && { place: rename(place) }) }
      }),
    ],
  })
  if (copied === design) return design
  return withLayout(withConnections(copied, copyOf), copyOf, isRoot)
}

function isElement(design: Design, id: Id): boolean {
  return placeById(design, id) !== undefined || componentById(design, id) !== undefined
}

function copyIds(design: Design, originals: readonly Id[]): ReadonlyMap<Id, Id> {
  const nextId = idMaker(design)
  return new Map(
    originals.map((id) => {
      const component = componentById(design, id)
      const place = placeById(design, id)
      const kind = component ? KINDS[component.kind] : place && PLACE_KINDS[place.kind]
      return [id, nextId(kind?.idPrefix ?? 'c')]
    }),
  )
}

/** {@link freshId} for many: never the same one twice. */
function idMaker(design: Design): (prefix: string) => Id {
  const last = new Map<string, number>()
  return (prefix) => {
    let number = (last.get(prefix) ?? 0) + 1
    while (hasId(design, `${prefix}${number}`)) number += 1
    last.set(prefix, number)
    return `${prefix}${number}`
  }
}

function copy<T extends Place | Component>(element: T, rename: (id: Id) => Id, label: string | undefined): T {
  const named = { ...element, id: rename(element.id), ...(label !== undefined && { label }) }
  const names = new Set(fieldsOf(element).flatMap((field) => (field.type === 'hostname' ? [field.key] : [])))
  const { properties } = named
  if (!properties) return named
  const kept = Object.entries(properties).filter(([key]) => !names.has(key))
  return mapReferences(withProperties(named, Object.fromEntries(kept)), rename)
}

function withConnections(design: Design, copyOf: ReadonlyMap<Id, Id>): Design {
  const { connections } = design.topology
  const nextId = idMaker(design)
  const copies = connections.flatMap((connection): Connection[] => {
    const { from, to } = connection
    if (!copyOf.has(from) && !copyOf.has(to)) return []
    return [{ ...connection, id: nextId('c'), from: copyOf.get(from) ?? from, to: copyOf.get(to) ?? to }]
  })
  return withTopology(design, { connections: [...connections, ...copies] })
}

function withLayout(design: Design, copyOf: ReadonlyMap<Id, Id>, isRoot: (id: Id) => boolean): Design {
  const added: [Id, Box][] = []
  for (const [id, copyId] of copyOf) {
    const box = design.layout[id]
    if (!box) continue
    const shift = isRoot(id) ? SHIFT : 0
    added.push([copyId, roundBox({ ...box, x: box.x + shift, y: box.y + shift })])
  }
  return added.length === 0 ? design : { ...design, layout: { ...design.layout, ...Object.fromEntries(added) } }
}

/** Hands out labels that no element of the same kind in the same place has. */
function takenLabels(design: Design): { next(element: Place | Component): string | undefined } {
  const takenIn = new Map<string, Set<string>>()
  const labelsBeside = (element: Place | Component) => {
    const holder = holderOf(design, element.id)
    const key = `${holder ?? ''} ${element.kind}`
    const known = takenIn.get(key)
    if (known) return known
    const { places, components } = childrenOf(design, holder)
    const beside = [...places, ...components].filter(({ kind }) => kind === element.kind)
    const taken = new Set(beside.flatMap(({ label }) => label ?? []))
    takenIn.set(key, taken)
    return taken
  }
  return {
    next(element) {
      if (element.label === undefined) return undefined
      const taken = labelsBeside(element)
      let next = countedOn(element.label)
      while (taken.has(next)) next = countedOn(next)
      taken.add(next)
      return next
    },
  }
}

/** Characters kept of a label with no room to count on: even of two units each they fit. */
const LONG_LABEL = 50

/** `Gateway 1` → `Gateway 2`, `a` → `b`, `Edge` → `Edge 2`. */
function countedOn(text: string): string {
  const label = text.length > TEXT_LIMITS.label - 10 ? [...text].slice(0, LONG_LABEL).join('') : text
  const number = /^(.*?)(\d{1,9})$/.exec(label)
  if (number) return `${number[1]}${Number(number[2]) + 1}`
  const letter = /^(|.*[ -])([A-Ya-y])$/.exec(label)
  if (letter) return `${letter[1]}${String.fromCharCode((letter[2] ?? '').charCodeAt(0) + 1)}`
  return `${label} 2`
}
