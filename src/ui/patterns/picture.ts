import { PLACE_KINDS } from '../../core/kinds'
import type { Box, Design, Id, KindId } from '../../core/model/design'
import { placesAround } from '../../core/wiring/placement'

interface Rectangle {
  readonly id: Id
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A drawing flattened to rectangles and lines in one coordinate system that starts at 0, 0. Flow units. */
export interface Picture {
  /** Outer frames before inner ones. */
  readonly frames: readonly Rectangle[]
  readonly cards: readonly (Rectangle & { readonly kind: KindId })[]
  /** `path` is SVG path data. */
  readonly lines: readonly { readonly id: Id; readonly path: string }[]
  readonly width: number
  readonly height: number
}

const MARGIN = 16
const CARD = { width: 200, height: 64 }

/** Flattens a design's layout into a picture. Elements without a place in the layout are left out. */
export function pictureOf(design: Design): Picture {
  const { places, components, connections } = design.topology
  const placeById = new Map(places.map((place) => [place.id, place]))
  const depth = (id: Id) => placesAround(placeById, id).length

  const absolute = (id: Id, holder: Id | undefined, size: { width: number; height: number }): Rectangle[] => {
    const box = design.layout[id]
    if (!box) return []
    const around = placesAround(placeById, holder).map((place): Box => design.layout[place.id] ?? { x: 0, y: 0 })
    const x = around.reduce((sum, outer) => sum + outer.x, box.x)
    const y = around.reduce((sum, outer) => sum + outer.y, box.y)
    return [{ id, x, y, width: box.width ?? size.width, height: box.height ?? size.height }]
  }

  const frames = [...places]
    .sort((a, b) => depth(a.id) - depth(b.id))
    .flatMap((place) => absolute(place.id, place.parent, PLACE_KINDS[place.kind].size))
  const cards = components.flatMap((component) =>
    absolute(component.id, component.place, CARD).map((box) => ({ ...box, kind: component.kind })),
  )

  const all = [...frames, ...cards]
  const left = Math.min(...all.map((box) => box.x)) - MARGIN
  const top = Math.min(...all.map((box) => box.y)) - MARGIN
  const shift = <T extends Rectangle>(box: T): T => ({ ...box, x: box.x - left, y: box.y - top })
  const cardById = new Map(cards.map((card) => [card.id, shift(card)]))

  return {
    frames: frames.map(shift),
    cards: cards.map(shift),
    lines: connections.flatMap((connection) => {
      const from = cardById.get(connection.from)
      const to = cardById.get(connection.to)
      return from && to ? [{ id: connection.id, path: lineBetween(from, to) }] : []
    }),
    width: Math.max(...all.map((box) => box.x + box.width)) - left + MARGIN,
    height: Math.max(...all.map((box) => box.y + box.height)) - top + MARGIN,
  }
}

/** A soft curve from side to side where the cards stand beside each other, from edge to edge where one is above. */
function lineBetween(from: Rectangle, to: Rectangle): string {
  const a = { x: from.x + from.width / 2, y: from.y + from.height / 2 }
  const b = { x: to.x + to.width / 2, y: to.y + to.height / 2 }
  if (to.x >= from.x + from.width || from.x >= to.x + to.width) {
    const sign = b.x > a.x ? 1 : -1
    const start = a.x + (sign * from.width) / 2
    const end = b.x - (sign * to.width) / 2
    const middle = (start + end) / 2
    return `M${start} ${a.y}C${middle} ${a.y} ${middle} ${b.y} ${end} ${b.y}`
  }
  const sign = b.y > a.y ? 1 : -1
  const start = a.y + (sign * from.height) / 2
  const end = b.y - (sign * to.height) / 2
  const middle = (start + end) / 2
  return `M${a.x} ${start}C${a.x} ${middle} ${b.x} ${middle} ${b.x} ${end}`
}
