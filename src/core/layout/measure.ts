import type { Id } from '../model/design'
import type { Point, Rect } from './boxes'

/** A line as it is drawn: corner points from card to card, each run horizontal or vertical. */
export interface DrawnLine {
  readonly id: Id
  readonly from: Id
  readonly to: Id
  /** Lines of one family may lie on top of each other. */
  readonly family: string
  readonly route: readonly Point[]
}

export interface Drawn {
  readonly cards: ReadonlyMap<Id, Rect>
  /** Tabs of places, which lines keep out of. */
  readonly tabs: readonly Rect[]
  readonly lines: readonly DrawnLine[]
}

/** How well a drawing can be read; the lower, the better. Lengths are flow units. */
export interface DrawingQuality {
  /** Lines that pass through a card at which they do not end. */
  readonly throughCards: number
  /** Lines that pass through the tab of a place. */
  readonly throughTabs: number
  /** Points at which lines cross, each counted once, those at the ends of a line apart. */
  readonly crossings: number
  /** Pairs of lines of different families that lie on top of each other somewhere. */
  readonly overlaps: number
  /** Turns of all lines. */
  readonly bends: number
  /** Length of all lines. */
  readonly ink: number
}

/** Measures what is drawn. Routes whose runs are neither horizontal nor vertical are not measured well. */
export function measureDrawing({ cards, tabs, lines }: Drawn): DrawingQuality {
  const drawn = lines.map((line) => ({ line, runs: runsOf(line.route) }))
  return {
    throughCards: drawn.filter(({ line, runs }) =>
      [...cards].some(([id, card]) => id !== line.from && id !== line.to && runs.some((run) => isThrough(run, card))),
    ).length,
    throughTabs: drawn.filter(({ runs }) => tabs.some((tab) => runs.some((run) => isThrough(run, tab)))).length,
    crossings: crossingPoints(drawn).size,
    overlaps: countPairs(
      drawn,
      (a, b) =>
        a.line.family !== b.line.family && a.runs.some((one) => b.runs.some((other) => sharedLength(one, other) > 0)),
    ),
    bends: lines.reduce((sum, { route }) => sum + bendsOf(route), 0),
    ink: drawn.reduce((sum, { runs }) => sum + lengthOf(runs), 0),
  }
}

interface Run {
  readonly upright: boolean
  /** Where it lies across: x of an upright run, y of a level one. */
  readonly at: number
  readonly from: number
  readonly to: number
}

type DrawnRuns = { readonly line: DrawnLine; readonly runs: readonly Run[] }

function runsOf(route: readonly Point[]): Run[] {
  return route.slice(1).flatMap((end, index) => {
    const start = route[index]
    if (!start || (start.x === end.x && start.y === end.y)) return []
    const upright = start.x === end.x
    const [a, b] = upright ? [start.y, end.y] : [start.x, end.x]
    return [{ upright, at: upright ? start.x : start.y, from: Math.min(a, b), to: Math.max(a, b) }]
  })
}

/** How often a route turns: two runs in one direction are one run. */
function bendsOf(route: readonly Point[]): number {
  return route.filter((point, index) => {
    const before = route[index - 1]
    const after = route[index + 1]
    if (!before || !after) return false
    return (before.x === point.x) !== (point.x === after.x) || (before.y === point.y) !== (point.y === after.y)
  }).length
}

function keyOf({ x, y }: Point): string {
  return `${Math.round(x)},${Math.round(y)}`
}

/** Some of the run lies inside; a run along an edge does not. */
function isThrough({ upright, at, from, to }: Run, { x, y, width, height }: Rect): boolean {
  const [across, acrossEnd, along, alongEnd] = upright ? [x, x + width, y, y + height] : [y, y + height, x, x + width]
  return across < at && at < acrossEnd && Math.max(from, along) < Math.min(to, alongEnd)
}

/** Nearer to the end of a line than this, lines meet at a card and do not cross. */
const END = 3

function crossingPoints(drawn: readonly DrawnRuns[]): ReadonlySet<string> {
  const points = new Set<string>()
  for (const [index, a] of drawn.entries()) {
    for (const b of drawn.slice(index + 1)) {
      for (const one of a.runs) {
        for (const other of b.runs) {
          const point = crossing(one, other)
          if (point && !isNearEnd(point, a.line) && !isNearEnd(point, b.line)) points.add(keyOf(point))
        }
      }
    }
  }
  return points
}

function crossing(a: Run, b: Run): Point | undefined {
  if (a.upright === b.upright) return undefined
  const isInside = (run: Run, at: number) => run.from < at && at < run.to
  if (!isInside(a, b.at) || !isInside(b, a.at)) return undefined
  return a.upright ? { x: a.at, y: b.at } : { x: b.at, y: a.at }
}

function isNearEnd(point: Point, { route }: DrawnLine): boolean {
  return [route[0], route.at(-1)].some(
    (end) => end !== undefined && Math.abs(end.x - point.x) + Math.abs(end.y - point.y) <= END,
  )
}

function sharedLength(a: Run, b: Run): number {
  if (a.upright !== b.upright || a.at !== b.at) return 0
  return Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from))
}

function countPairs<Item>(items: readonly Item[], test: (a: Item, b: Item) => boolean): number {
  return items.reduce((sum, a, index) => sum + items.slice(index + 1).filter((b) => test(a, b)).length, 0)
}

function lengthOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { from, to }) => sum + to - from, 0)
}
