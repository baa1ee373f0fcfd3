import { addComponent, addPlace, canMovePlace, duplicate, freshId, moveBoxes, moveInto } from '../document/edits'
import { mayStand, placeName, standingPlaces } from '../document/nesting'
import { KINDS, PLACE_KINDS } from '../kinds'
import type { Box, Component, Design, Id, KindId, Layout, Place, PlaceKindId } from '../model/design'
import { addedIds, ancestorsOf, childrenOf, componentById, contentsOf, holderOf, placeById } from '../model/queries'
import { absoluteRects, CARD, centreOf, PADDING, type Point, placeAt, type Rect } from './boxes'
import { completeLayout } from './complete-layout'
import { freeSpot } from './free-spot'

/**
 * Edits that put something somewhere on the canvas. Each returns a design whose layout has a box for everything, with
 * places grown around what stands in them; the topology keeps its reference where only positions changed.
 */
export interface Added {
  readonly design: Design
  readonly id: Id
}

export interface Spot {
  /** Undefined = on the canvas itself. */
  readonly place: Id | undefined
  /** Wished top left corner, relative to the place; without it the program finds room. */
  readonly at?: Point
}

/** A new component, labelled after its kind with a number when it is not the first. */
export function addComponentAt(design: Design, kind: KindId, spot: Spot): Added {
  const { label, idPrefix } = KINDS[kind]
  const id = freshId(design, idPrefix)
  const { place } = spot
  const component: Component = {
    id,
    kind,
    ...(place !== undefined && { place }),
    label: freshLabel(label, design.topology.components),
  }
  const laidOut = withCompleteLayout(design)
  return { id, design: settle(addComponent(laidOut, component), laidOut.layout, id, spot) }
}

/** A new place, labelled likewise. It must be allowed to stand there (`nearestStanding`). */
export function addPlaceAt(design: Design, kind: PlaceKindId, spot: Spot): Added {
  const { label, idPrefix } = PLACE_KINDS[kind]
  const id = freshId(design, idPrefix)
  const added: Place = {
    id,
    kind,
    ...(spot.place !== undefined && { parent: spot.place }),
    label: freshLabel(label, design.topology.places),
  }
  const laidOut = withCompleteLayout(design)
  return { id, design: settle(addPlace(laidOut, added), laidOut.layout, id, spot) }
}

/** The same design, with a box for everything in it. */
export function withCompleteLayout(design: Design): Design {
  const layout = completeLayout(design)
  return layout === design.layout ? design : { ...design, layout }
}

function freshLabel(base: string, elements: readonly (Place | Component)[]): string {
  const taken = new Set(elements.map((element) => element.label))
  if (!taken.has(base)) return base
  let number = 2
  while (taken.has(`${base} ${number}`)) number++
  return `${base} ${number}`
}

const ANYWHERE = { x: Number.NEGATIVE_INFINITY, y: Number.NEGATIVE_INFINITY }
const INSIDE = { x: PADDING.side, y: PADDING.top }

/** Gives an element that has no box yet the free spot nearest to its wish, and grows what must grow. */
function settle(design: Design, layout: Layout, id: Id, { place, at }: Spot): Design {
  const element = placeById(design, id) ?? componentById(design, id)
  if (!element) return design
  if (at === undefined && Object.keys(layout).length > 0) return withCompleteLayout({ ...design, layout })
  const size = element.kind in PLACE_KINDS ? PLACE_KINDS[(element as Place).kind].size : CARD
  const { places, components } = childrenOf(design, place)
  const taken = [...places, ...components].flatMap((sibling) => (sibling.id === id ? [] : rectOf(layout, sibling.id)))
  const origin = place === undefined ? ANYWHERE : INSIDE
  const wish = { x: Math.max(origin.x, at?.x ?? 0), y: Math.max(origin.y, at?.y ?? 0) }
  const box = rounded({ ...freeSpot({ origin, width: 0, height: 0, taken }, size, wish), ...size })
  return withCompleteLayout({ ...design, layout: { ...layout, [id]: box } })
}

function rectOf(layout: Layout, id: Id): Rect[] {
  const box = layout[id]
  return box ? [{ x: box.x, y: box.y, width: box.width ?? CARD.width, height: box.height ?? CARD.height }] : []
}

export type Standing =
  | { readonly ok: true; readonly place: Id | undefined }
  | { readonly ok: false; readonly reason: string }

/** The innermost place, from `wished` outwards, in which a place of this kind may stand. */
export function nearestStanding(design: Design, kind: PlaceKindId, wished: Id | undefined): Standing {
  const around = wished === undefined ? [] : [placeById(design, wished), ...ancestorsOf(design, wished)]
  const places = around.flatMap((place) => place ?? [])
  for (let level = 0; level <= places.length; level++) {
    const outside = places.slice(level)
    const kinds = outside.map((place) => place.kind)
    if (mayStand(kind, kinds)) return { ok: true, place: outside[0]?.id }
  }
  const name = placeName(kind)
  return { ok: false, reason: `A ${name} stands ${standingPlaces(kind)}. Add that first, then the ${name} in it.` }
}

/**
 * Moves elements so that their top left corners come to lie at the given points of the canvas. A component goes into
 * the innermost place under its centre, a place into the innermost one under its tab that may hold it. What is moved
 * takes what stands in it along. A place that may not stand there at all stays where it was.
 */
export function moveElements(design: Design, targets: ReadonlyMap<Id, Point>): Design {
  const laidOut = withCompleteLayout(design)
  const rects = absoluteRects(laidOut.topology, laidOut.layout)
  const moving = new Set([...targets.keys()].flatMap((id) => [id, ...contentsOf(design, id)]))
  let next = laidOut
  for (const [id, point] of targets) {
    const rect = rects.get(id)
    if (!rect) continue
    const target = landing(laidOut, rects, moving, id, { ...rect, ...point })
    if (!target) continue
    const { place } = target
    const origin = (place === undefined ? undefined : rects.get(place)) ?? { x: 0, y: 0 }
    const free = { x: point.x - origin.x, y: point.y - origin.y }
    const at = place === undefined ? free : { x: Math.max(EDGE.side, free.x), y: Math.max(EDGE.top, free.y) }
    const box = rounded({ ...at, width: rect.width, height: rect.height })
    next = place === holderOf(next, id) ? moveBoxes(next, { [id]: box }) : moveInto(next, id, place, box)
  }
  return next === laidOut ? design : withCompleteLayout(next)
}

/** A place is gripped at its tab; the point of it that decides where it goes. */
const TAB_GRIP = { x: 20, y: 14 }

/** What is dragged may come closer to a frame than what the program places, but neither over it nor onto its tab. */
const EDGE = { side: 12, top: 36 }

/**
 * The place that takes an element let go at `rect`: undefined inside = the canvas itself; no answer = it may not
 * stand there. `moving` is what is dragged along, and takes nothing.
 */
export function landing(
  design: Design,
  rects: ReadonlyMap<Id, Rect>,
  moving: ReadonlySet<Id>,
  id: Id,
  rect: Rect,
): { readonly place: Id | undefined } | undefined {
  const isStill = (place: Place) => !moving.has(place.id)
  const place = placeById(design, id)
  if (!place) return { place: placeAt(design.topology, rects, centreOf(rect), isStill) ?? undefined }
  const grip = { x: rect.x + TAB_GRIP.x, y: rect.y + TAB_GRIP.y }
  const under = placeAt(design.topology, rects, grip, isStill) ?? undefined
  const standing = nearestStanding(design, place.kind, under)
  return standing.ok && canMovePlace(design, id, standing.place) ? { place: standing.place } : undefined
}

/** Gives elements new boxes (relative to their places): the end of a resize. */
export function setBoxes(design: Design, boxes: Layout): Design {
  const laidOut = withCompleteLayout(design)
  const changed = Object.entries(boxes).map(([id, box]) => [id, rounded(box)] as const)
  const next = moveBoxes(laidOut, Object.fromEntries(changed))
  return next === laidOut ? design : withCompleteLayout(next)
}

/** Copies elements with what stands in them and their connections (`duplicate`), each below its original or near it. */
export function duplicateBeside(design: Design, ids: readonly Id[]): { design: Design; ids: readonly Id[] } {
  const laidOut = withCompleteLayout(design)
  const copied = duplicate(laidOut, ids)
  const added = addedIds(laidOut, copied)
  const isElement = (id: Id) => placeById(copied, id) ?? componentById(copied, id)
  const roots = added.filter((id) => isElement(id) && !added.includes(holderOf(copied, id) ?? ''))
  // The copies lie over their originals as yet: taken out first, they do not stand in each other's way.
  let layout: Layout = Object.fromEntries(Object.entries(copied.layout).filter(([id]) => !roots.includes(id)))
  for (const id of roots) {
    const [over] = rectOf(copied.layout, id)
    if (!over) continue
    const holder = holderOf(copied, id)
    const { places, components } = childrenOf(copied, holder)
    const taken = [...places, ...components].flatMap((sibling) => rectOf(layout, sibling.id))
    const room = { origin: holder === undefined ? ANYWHERE : INSIDE, width: 0, height: 0, taken }
    const spot = freeSpot(room, over, { x: over.x, y: over.y + over.height })
    layout = { ...layout, [id]: rounded({ ...spot, width: over.width, height: over.height }) }
  }
  return { design: withCompleteLayout({ ...copied, layout }), ids: roots }
}

function rounded(box: Box): Box {
  const { width, height } = box
  return {
    ...box,
    x: Math.round(box.x),
    y: Math.round(box.y),
    ...(width !== undefined && { width: Math.round(width) }),
    ...(height !== undefined && { height: Math.round(height) }),
  }
}
