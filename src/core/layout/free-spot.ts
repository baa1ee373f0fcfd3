import { GAP, type Point, type Rect, touches } from './boxes'

const NEIGHBOURS = 40

export interface Room {
  /** Top left corner of the area that may be used; minus infinity where it has no end. */
  readonly origin: Point
  /** Right and bottom end of the area as it is; a spot beyond makes it grow. */
  readonly width: number
  readonly height: number
  readonly taken: readonly Rect[]
}

/**
 * The top left corner for something of a size that touches nothing there. Prefers a spot near `wish`; without a wish
 * the one that makes the area grow least, then the topmost, then the leftmost.
 */
export function freeSpot(room: Room, size: { width: number; height: number }, wish?: Point): Point {
  const { origin, taken } = room
  const gap = Math.min(GAP.column, GAP.row) / 2
  const near = nearest(taken, wish ?? { x: room.width, y: room.height })
  const xs = [...finite(origin.x), ...near.flatMap((rect) => [rect.x, rect.x + rect.width + GAP.column])]
  const ys = [...finite(origin.y), ...near.flatMap((rect) => [rect.y, rect.y + rect.height + GAP.row])]
  if (wish) {
    xs.push(wish.x, ...near.map((rect) => rect.x - size.width - GAP.column))
    ys.push(wish.y, ...near.map((rect) => rect.y - size.height - GAP.row))
  }
  let best: { point: Point; cost: readonly number[] } | null = null
  for (const x of new Set(xs)) {
    for (const y of new Set(ys)) {
      if (x < origin.x || y < origin.y) continue
      const spot = { x, y, ...size }
      if (taken.some((rect) => touches(spot, rect, gap))) continue
      const cost = wish ? [Math.hypot(x - wish.x, y - wish.y)] : [growth(room, spot), y, x]
      if (best === null || isLess(cost, best.cost)) best = { point: { x, y }, cost }
    }
  }
  // Below everything there is always room.
  const below = Math.max(...finite(origin.y), 0, ...taken.map((rect) => rect.y + rect.height + GAP.row))
  return best?.point ?? { x: finite(origin.x)[0] ?? wish?.x ?? 0, y: below }
}

const finite = (value: number): number[] => (Number.isFinite(value) ? [value] : [])

/** Neighbours worth lining up with; with hundreds of them the far ones give no better spot. */
function nearest(taken: readonly Rect[], point: Point): readonly Rect[] {
  if (taken.length <= NEIGHBOURS) return taken
  const distance = (rect: Rect) => Math.hypot(rect.x - point.x, rect.y - point.y)
  return [...taken].sort((a, b) => distance(a) - distance(b)).slice(0, NEIGHBOURS)
}

/** Area added when the room must reach around the spot, in thousands so that near-equal ones tie. */
function growth(room: Room, spot: Rect): number {
  const width = Math.max(room.width, spot.x + spot.width)
  const height = Math.max(room.height, spot.y + spot.height)
  return Math.round((width * height - room.width * room.height) / 1000)
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((value, at) => value !== b[at])
  return index >= 0 && (a[index] ?? 0) < (b[index] ?? 0)
}
