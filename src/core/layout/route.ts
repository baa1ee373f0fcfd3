import type { Id } from '../model/design'
import { centreOf, type Point, type Rect } from './boxes'
import { Grid } from './route-grid'
import { spreadLanes } from './route-lanes'
import type { RouteLine } from './route-line'
import { assignPorts, type Ends, type Side } from './route-ports'

/**
 * Draws connections as horizontal and vertical runs that keep out of cards and place tabs. Lines of one family that end at
 * one card share their last run and their lane, so that a mesh reads as a bus; all others keep their distance.
 */
export interface RouteInput {
  /** What lines start and end at, and keep out of. */
  readonly cards: ReadonlyMap<Id, Rect>
  /** What lines merely keep out of: tabs of places. */
  readonly blocks: readonly Rect[]
  readonly lines: readonly RouteLine[]
}

/** Corner points from the edge of one card to the edge of the other; each run is horizontal or vertical. */
export type Route = readonly Point[]

/** Flow units that a line keeps from what it passes. */
export const CLEARANCE = 16

export function routeLines(input: RouteInput): ReadonlyMap<Id, Route> {
  const { cards } = input
  const lines = input.lines.filter((line) => line.from !== line.to && cards.has(line.from) && cards.has(line.to))
  const grid = new Grid([...cards.values()], input.blocks, CLEARANCE)
  const lengthOf = (line: RouteLine) => {
    const a = centreOf(rectOf(cards, line.from))
    const b = centreOf(rectOf(cards, line.to))
    return Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
  }
  const shortFirst = [...lines].sort((a, b) => lengthOf(a) - lengthOf(b) || (a.id < b.id ? -1 : 1))

  const raw = new Map<Id, Route>()
  const ends = new Map<Id, Ends>()
  for (const line of shortFirst) {
    const from = rectOf(cards, line.from)
    const to = rectOf(cards, line.to)
    const path = grid.find(from, to, `${line.to} ${line.family}`) ?? directRoute(from, to)
    raw.set(line.id, path)
    ends.set(line.id, { from: sideOf(from, path[0]), to: sideOf(to, path.at(-1)) })
  }
  const ports = assignPorts(shortFirst, cards, ends)
  const attached = new Map<Id, Point[]>()
  for (const line of lines) {
    const path = raw.get(line.id)
    const port = ports.get(line.id)
    const end = ends.get(line.id)
    if (path && port && end) attached.set(line.id, attach(path, port.from, port.to, end, grid))
  }
  spreadLanes(shortFirst, attached, grid)
  return attached
}

/**
 * A line that looks at nothing but its two ends: out of the side that faces the other card, and in at the side that
 * faces back. For what moves under the pointer, and for cards that leave no way between them.
 */
export function directRoute(from: Rect, to: Rect): Route {
  const a = centreOf(from)
  const b = centreOf(to)
  const gapX = Math.max(to.x - (from.x + from.width), from.x - (to.x + to.width))
  const gapY = Math.max(to.y - (from.y + from.height), from.y - (to.y + to.height))
  if (gapX >= gapY) {
    const right = b.x >= a.x
    const start = { x: right ? from.x + from.width : from.x, y: a.y }
    const end = { x: right ? to.x : to.x + to.width, y: b.y }
    if (Math.abs(start.y - end.y) < 1) return [start, end]
    const middle = Math.round((start.x + end.x) / 2)
    return [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end]
  }
  const down = b.y >= a.y
  const start = { x: a.x, y: down ? from.y + from.height : from.y }
  const end = { x: b.x, y: down ? to.y : to.y + to.height }
  if (Math.abs(start.x - end.x) < 1) return [start, end]
  const middle = Math.round((start.y + end.y) / 2)
  return [start, { x: start.x, y: middle }, { x: end.x, y: middle }, end]
}

function rectOf(cards: ReadonlyMap<Id, Rect>, id: Id): Rect {
  const rect = cards.get(id)
  if (!rect) throw new Error(`No card ${id} to route to`)
  return rect
}

function sideOf(rect: Rect, point: Point | undefined): Side {
  if (!point) return 'right'
  const distances: readonly [Side, number][] = [
    ['left', Math.abs(point.x - rect.x)],
    ['right', Math.abs(point.x - rect.x - rect.width)],
    ['top', Math.abs(point.y - rect.y)],
    ['bottom', Math.abs(point.y - rect.y - rect.height)],
  ]
  return distances.reduce((best, candidate) => (candidate[1] < best[1] ? candidate : best))[0]
}

/** Moves the first and the last run of a path from the middle of their sides to the line's ports. */
function attach(path: Route, from: Point, to: Point, ends: Ends, grid: Grid): Point[] {
  const points = path.map((point) => ({ ...point }))
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return points
  if (points.length === 2) return straight(from, to, ends.from === 'left' || ends.from === 'right')
  moveEnd(points, 0, 1, from, ends.from, grid)
  moveEnd(points, points.length - 1, points.length - 2, to, ends.to, grid)
  return points
}

/** One run when the two ports face each other, else a step halfway. */
function straight(from: Point, to: Point, horizontal: boolean): Point[] {
  if (horizontal) {
    if (from.y === to.y) return [from, to]
    const middle = Math.round((from.x + to.x) / 2)
    return [from, { x: middle, y: from.y }, { x: middle, y: to.y }, to]
  }
  if (from.x === to.x) return [from, to]
  const middle = Math.round((from.y + to.y) / 2)
  return [from, { x: from.x, y: middle }, { x: to.x, y: middle }, to]
}

/** Slides an end run sideways to its port, unless that would lead it through something. */
function moveEnd(points: Point[], end: number, next: number, port: Point, side: Side, grid: Grid): void {
  const corner = points[next]
  const before = points[end]
  if (!corner || !before) return
  const horizontal = side === 'left' || side === 'right'
  const moved = horizontal ? { x: corner.x, y: port.y } : { x: port.x, y: corner.y }
  if (grid.crosses(port, moved)) return
  points[end] = port
  points[next] = moved
}
