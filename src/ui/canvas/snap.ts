import type { Point, Rect } from '../../core/layout/boxes'
import type { Guide } from '../../state/canvas'

/** Screen pixels within which what is dragged jumps onto a neighbour's line. */
const REACH_PX = 5

export interface Snapped {
  readonly shift: Point
  readonly guides: readonly Guide[]
}

/** Edges and middles of a rectangle along one axis. */
function marks(start: number, size: number): readonly number[] {
  return [start, start + size / 2, start + size]
}

/**
 * Lines up what is dragged with the neighbours that stay: left, middle and right, top, middle and bottom. Returns how far to
 * shift it and the lines to show.
 */
export function snap(moving: Rect, neighbours: readonly Rect[], zoom: number): Snapped {
  const reach = REACH_PX / zoom
  const x = nearest(marks(moving.x, moving.width), neighbours, (rect) => marks(rect.x, rect.width), reach)
  const y = nearest(marks(moving.y, moving.height), neighbours, (rect) => marks(rect.y, rect.height), reach)
  const shift = { x: x?.shift ?? 0, y: y?.shift ?? 0 }
  const placed = { ...moving, x: moving.x + shift.x, y: moving.y + shift.y }
  const guides: Guide[] = []
  if (x) {
    const ends = [placed, x.neighbour].flatMap((rect) => [rect.y, rect.y + rect.height])
    guides.push({ axis: 'x', at: x.at, from: Math.min(...ends), to: Math.max(...ends) })
  }
  if (y) {
    const ends = [placed, y.neighbour].flatMap((rect) => [rect.x, rect.x + rect.width])
    guides.push({ axis: 'y', at: y.at, from: Math.min(...ends), to: Math.max(...ends) })
  }
  return { shift, guides }
}

interface Match {
  readonly shift: number
  readonly at: number
  readonly neighbour: Rect
}

function nearest(
  own: readonly number[],
  neighbours: readonly Rect[],
  marksOf: (rect: Rect) => readonly number[],
  reach: number,
): Match | undefined {
  let best: Match | undefined
  for (const neighbour of neighbours) {
    for (const at of marksOf(neighbour)) {
      for (const mark of own) {
        const shift = at - mark
        if (Math.abs(shift) <= reach && (!best || Math.abs(shift) < Math.abs(best.shift)))
          best = { shift, at, neighbour }
      }
    }
  }
  return best
}
