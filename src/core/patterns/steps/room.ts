import { hasRole } from '../../kinds/roles'
import { absoluteRects, boundsOf, CARD, isPlace, PADDING, type Rect, sizeOf, touches } from '../../layout/boxes'
import { freeSpot } from '../../layout/free-spot'
import { withCompleteLayout } from '../../layout/placing'
import type { Box, Component, Design, Id, KindId, Place } from '../../model/design'
import { childrenOf, holderOf, placeById } from '../../model/queries'

/** Space between a card and the one that is put below it, in flow units: that of the templates. */
const ROW_GAP = 48

/** Space between what is drawn and what is put beside or above it. */
const MARGIN = 88

/**
 * Gives what has no box yet a spot that looks drawn: cards in a place in a row of their own, what leads to all datacenters
 * above them, what is called to the right. Only what lies below a frame that grows moves, straight down.
 */
export function makeRoom(design: Design): Design {
  let current = design
  for (const component of design.topology.components) {
    if (current.layout[component.id]) continue
    const spot = component.place === undefined ? besideAll(current, component.kind) : undefined
    if (component.place !== undefined) current = intoPlace(current, component)
    else if (spot) current = withBox(current, component.id, { ...spot, ...CARD })
  }
  return withCompleteLayout(current)
}

function withBox(design: Design, id: Id, box: Box): Design {
  return { ...design, layout: { ...design.layout, [id]: box } }
}

function besideAll(design: Design, kind: KindId): { readonly x: number; readonly y: number } | undefined {
  const rects = absoluteRects(design.topology, design.layout)
  const placed = [...rects].filter(([id]) => design.layout[id]).map(([, rect]) => rect)
  const bounds = boundsOf(placed)
  const top = childrenOf(design, undefined)
  const frames = boundsOf(top.places.flatMap(({ id }) => (design.layout[id] ? (rects.get(id) ?? []) : []))) ?? bounds
  if (!bounds || !frames) return undefined
  const taken = [...top.places, ...top.components].flatMap(({ id }) => (design.layout[id] ? (rects.get(id) ?? []) : []))
  const room = { origin: { x: Number.NEGATIVE_INFINITY, y: Number.NEGATIVE_INFINITY }, width: 0, height: 0, taken }
  if (hasRole(kind, 'wide-front')) {
    const wish = { x: Math.round(frames.x + frames.width / 2 - CARD.width / 2), y: frames.y - MARGIN - CARD.height }
    return freeSpot(room, CARD, wish)
  }
  if (!hasRole(kind, 'backend')) return undefined
  return freeSpot(room, CARD, { x: bounds.x + bounds.width + MARGIN, y: Math.round(frames.y + frames.height / 2) })
}

/** Below the shortest column of cards in its place. */
function intoPlace(design: Design, component: Component): Design {
  const place = component.place === undefined ? undefined : placeById(design, component.place)
  if (!place) return design
  const rects = rectsIn(design, place.id)
  const box = { ...spotIn(rects), ...CARD }
  return grown(withBox(design, component.id, box), place, box.y + box.height + PADDING.side)
}

/** Boxes of what stands directly in a place, relative to it. */
function rectsIn(design: Design, place: Id | undefined): readonly Rect[] {
  const { places, components } = childrenOf(design, place)
  return [...places, ...components].flatMap((item) => rectOf(design, item))
}

function rectOf(design: Design, item: Place | Component): Rect[] {
  const box = design.layout[item.id]
  return box ? [{ x: box.x, y: box.y, ...sizeOf(item, box) }] : []
}

function spotIn(rects: readonly Rect[]): { readonly x: number; readonly y: number } {
  const columns = [...new Set(rects.map(({ x }) => x))].sort((a, b) => a - b)
  const spots = columns.map((x) => {
    const over = rects.filter((rect) => rect.x < x + CARD.width && x < rect.x + rect.width)
    return { x, y: Math.max(...over.map((rect) => rect.y + rect.height)) + ROW_GAP }
  })
  const free = spots.filter((spot) => rects.every((rect) => !touches({ ...spot, ...CARD }, rect)))
  return free.sort((a, b) => a.y - b.y || a.x - b.x)[0] ?? { x: PADDING.side, y: PADDING.top }
}

/**
 * Makes a frame reach down to `bottom` and lets what stands below it, in the same container, give way; frames beside it
 * that ended where it did stay level with it. The container grows likewise.
 */
function grown(design: Design, place: Place, bottom: number): Design {
  const [rect] = rectOf(design, place)
  const more = rect ? Math.round(bottom - rect.height) : 0
  if (!rect || more <= 0) return design
  const end = rect.y + rect.height
  const holder = holderOf(design, place.id)
  const { places, components } = childrenOf(design, holder)
  const layout = { ...design.layout }
  for (const item of [...places, ...components]) {
    const box = layout[item.id]
    const [at] = rectOf(design, item)
    if (!box || !at) continue
    const level = isPlace(item) && Math.abs(at.y + at.height - end) < 1
    if (level) layout[item.id] = { ...box, width: at.width, height: at.height + more }
    else if (at.y >= end) layout[item.id] = { ...box, y: box.y + more }
  }
  const next = { ...design, layout }
  const outer = holder === undefined ? undefined : placeById(design, holder)
  if (!outer) return next
  return grown(next, outer, Math.max(...rectsIn(next, outer.id).map((inner) => inner.y + inner.height + PADDING.side)))
}
