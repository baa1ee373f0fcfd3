import type { Point } from '../../core/layout/boxes'
import type { Route } from '../../core/layout/route'

const RADIUS = 8
const ARROW = { length: 8, width: 7 }

/** SVG path of a route with its corners rounded. It ends at the foot of the arrow. */
export function roundedPath(route: Route): string {
  const [first] = route
  const last = route.at(-1)
  const before = route.at(-2)
  if (!first || !last || !before) return ''
  const points = [...route.slice(0, -1), towards(last, before, ARROW.length - 1)]
  const parts = [`M${first.x} ${first.y}`]
  for (let index = 1; index < points.length - 1; index++) {
    const a = points[index - 1]
    const corner = points[index]
    const b = points[index + 1]
    if (!a || !corner || !b) continue
    const radius = Math.min(RADIUS, distance(a, corner) / 2, distance(corner, b) / 2)
    const enter = towards(corner, a, radius)
    const leave = towards(corner, b, radius)
    parts.push(`L${enter.x} ${enter.y}Q${corner.x} ${corner.y} ${leave.x} ${leave.y}`)
  }
  const end = points.at(-1) ?? last
  parts.push(`L${end.x} ${end.y}`)
  return parts.join('')
}

/** SVG path of the arrow at the end of a route. */
export function arrowAt(route: Route): string {
  const tip = route.at(-1)
  const before = route.at(-2)
  if (!tip || !before) return ''
  const foot = towards(tip, before, ARROW.length)
  const half = ARROW.width / 2
  const [a, b] =
    foot.x === tip.x
      ? [
          { x: foot.x - half, y: foot.y },
          { x: foot.x + half, y: foot.y },
        ]
      : [
          { x: foot.x, y: foot.y - half },
          { x: foot.x, y: foot.y + half },
        ]
  return `M${tip.x} ${tip.y}L${a?.x} ${a?.y}L${b?.x} ${b?.y}Z`
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
}

/** The point on a horizontal or vertical run from `point` to `other`, `by` away from `point` but never past `other`. */
function towards(point: Point, other: Point, by: number): Point {
  const reach = Math.min(by, distance(point, other))
  return { x: point.x + Math.sign(other.x - point.x) * reach, y: point.y + Math.sign(other.y - point.y) * reach }
}
