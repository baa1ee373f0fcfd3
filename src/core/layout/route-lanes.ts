import { grouped } from '../base/grouped'
import type { Id } from '../model/design'
import type { Point } from './boxes'
import type { Grid } from './route-grid'
import type { RouteLine } from './route-line'

/** Flow units between two lanes of a channel where there is room. */
const LANE = 8
const REACH = 80

interface Run {
  readonly line: Id
  /** Index of its first point in the line's path. */
  readonly index: number
  readonly lane: string
  /** Where it lies across, and its extent along. */
  readonly at: number
  readonly from: number
  readonly to: number
  /** Where the line comes from and goes to along the run: from < to means down or right. */
  readonly start: number
  readonly end: number
}

/**
 * Moves runs that lie on top of each other apart, in place. Runs of one lane (one family, one end) stay together. First and last
 * runs stay where their ports are.
 */
export function spreadLanes(lines: readonly RouteLine[], paths: ReadonlyMap<Id, Point[]>, grid: Grid): void {
  for (const upright of [true, false]) {
    const inner = lines.flatMap((line) => innerRuns(line, paths.get(line.id) ?? [], upright))
    for (const runs of grouped(inner, ({ at }) => at).values()) {
      for (const cluster of clustersOf(runs)) spread(cluster, paths, upright, grid)
    }
  }
}

function innerRuns(line: RouteLine, path: readonly Point[], upright: boolean): Run[] {
  const runs: Run[] = []
  for (let index = 1; index + 2 < path.length; index++) {
    const a = path[index]
    const b = path[index + 1]
    if (!a || !b || (a.x === b.x) !== upright || (a.x === b.x && a.y === b.y)) continue
    const [start, end] = upright ? [a.y, b.y] : [a.x, b.x]
    runs.push({
      line: line.id,
      index,
      lane: `${line.to} ${line.family}`,
      at: upright ? a.x : a.y,
      from: Math.min(start, end),
      to: Math.max(start, end),
      start,
      end,
    })
  }
  return runs
}

/** Runs of one position in groups that overlap, directly or through others. */
function clustersOf(runs: readonly Run[]): Run[][] {
  const sorted = [...runs].sort((a, b) => a.from - b.from)
  const clusters: Run[][] = []
  let reach = Number.NEGATIVE_INFINITY
  for (const run of sorted) {
    const last = clusters.at(-1)
    if (last && run.from < reach + LANE) last.push(run)
    else clusters.push([run])
    reach = Math.max(last && run.from < reach + LANE ? reach : Number.NEGATIVE_INFINITY, run.to)
  }
  return clusters
}

function spread(cluster: readonly Run[], paths: ReadonlyMap<Id, Point[]>, upright: boolean, grid: Grid): void {
  const lanes = grouped(cluster, ({ lane }) => lane)
  if (lanes.size < 2) return
  const [first] = cluster
  if (!first) return
  const from = Math.min(...cluster.map((run) => run.from))
  const to = Math.max(...cluster.map((run) => run.to))
  const point = (along: number) => (upright ? { x: first.at, y: along } : { x: along, y: first.at })
  const [before, after] = grid.corridor(point(from), point(to), REACH)
  const room = Math.max(0, before + after - 2 * LANE)
  const spacing = Math.min(LANE, room / (lanes.size - 1))
  const width = spacing * (lanes.size - 1)
  const low = -before + LANE
  const high = after - LANE - width
  const offset = Math.min(Math.max(-width / 2, low), Math.max(low, high))
  ordered([...lanes.values()]).forEach((lane, index) => {
    const shift = Math.round(offset + index * spacing)
    for (const run of lane) move(paths.get(run.line), run.index, shift, upright)
  })
}

/**
 * Left to right (or top to bottom): of lines that go down, the one that goes furthest first; then those that go up,
 * the other way round. That way neighbours leave the channel without crossing each other.
 */
function ordered(lanes: readonly Run[][]): Run[][] {
  const mean = (runs: readonly Run[], value: (run: Run) => number) =>
    runs.reduce((sum, run) => sum + value(run), 0) / runs.length
  const rank = (lane: readonly Run[]): readonly [number, number] => {
    const drop = mean(lane, (run) => run.end - run.start)
    const end = mean(lane, (run) => run.end)
    return drop >= 0 ? [0, -end] : [1, end]
  }
  return [...lanes].sort((a, b) => {
    const [groupA, endA] = rank(a)
    const [groupB, endB] = rank(b)
    return groupA - groupB || endA - endB || ((a[0]?.lane ?? '') < (b[0]?.lane ?? '') ? -1 : 1)
  })
}

function move(path: Point[] | undefined, index: number, shift: number, upright: boolean): void {
  if (!path || shift === 0) return
  for (const at of [index, index + 1]) {
    const point = path[at]
    if (point) path[at] = upright ? { x: point.x + shift, y: point.y } : { x: point.x, y: point.y + shift }
  }
}
