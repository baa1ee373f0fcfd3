import { absoluteRects, boundsOf, centreOf, type Rect, treeOf } from '../../core/layout/boxes'
import { completeLayout } from '../../core/layout/complete-layout'
import type { Design, Id, KindId } from '../../core/model/design'

/** A drawing flattened to rectangles and lines in one coordinate system that starts at 0, 0. Flow units. */
export interface Picture {
  /** Outer frames before inner ones. */
  readonly frames: readonly (Rect & { readonly id: Id })[]
  readonly cards: readonly (Rect & { readonly id: Id; readonly kind: KindId })[]
  /** `path` is SVG path data. */
  readonly lines: readonly { readonly id: Id; readonly path: string }[]
  readonly width: number
  readonly height: number
}

const MARGIN = 16

/** Flattens a design into a picture. */
export function pictureOf(design: Design): Picture {
  const { topology } = design
  const rects = absoluteRects(topology, completeLayout(design))
  const bounds = boundsOf(rects.values()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const rectOf = (id: Id): Rect => {
    const rect = rects.get(id) ?? bounds
    return { ...rect, x: rect.x - bounds.x + MARGIN, y: rect.y - bounds.y + MARGIN }
  }
  const drawn = (id: Id) => topology.components.some((component) => component.id === id)
  return {
    frames: treeOf(topology).places.map(({ id }) => ({ id, ...rectOf(id) })),
    cards: topology.components.map(({ id, kind }) => ({ id, kind, ...rectOf(id) })),
    lines: topology.connections
      .filter(({ from, to }) => from !== to && drawn(from) && drawn(to))
      .map(({ id, from, to }) => ({ id, path: lineBetween(rectOf(from), rectOf(to)) })),
    width: bounds.width + 2 * MARGIN,
    height: bounds.height + 2 * MARGIN,
  }
}

/** A soft curve from side to side where the cards stand beside each other, from edge to edge where one is above. */
function lineBetween(from: Rect, to: Rect): string {
  const a = centreOf(from)
  const b = centreOf(to)
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
