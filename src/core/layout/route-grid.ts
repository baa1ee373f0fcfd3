import { centreOf, type Point, type Rect } from './boxes'

/** Directions of a run; even ones are horizontal. */
const RIGHT = 0
const DOWN = 1
const LEFT = 2
const UP = 3
type Direction = 0 | 1 | 2 | 3
const DIRECTIONS: readonly Direction[] = [RIGHT, DOWN, LEFT, UP]

/** Cost of a corner, in flow units of detour that it is worth. */
const CORNER = 60
/** Factor on a run that another line has taken already, and on one that a line to the same end has taken. */
const SHARED = 1.4
const BUNDLED = 0.75
/** A card is wide and low: lines leave at its ends rather than through its top. */
const UPRIGHT_END = 40

interface Start {
  /** On the edge of the card. */
  readonly port: Point
  /** Grid indices of the point at clearance in front of it. */
  readonly x: number
  readonly y: number
  readonly direction: Direction
}

/** The runs that lines may take: past, between and along the middle of cards, with what is blocked and what is taken. */
export class Grid {
  readonly #xs: Float64Array
  readonly #ys: Float64Array
  readonly #indexX: ReadonlyMap<number, number>
  readonly #indexY: ReadonlyMap<number, number>
  /** Per run to the right of, and below, a grid point. */
  readonly #blockedRight: Uint8Array
  readonly #blockedDown: Uint8Array
  /** Which kind of line took a run: 0 = none, -1 = several. */
  readonly #takenRight: Int32Array
  readonly #takenDown: Int32Array
  readonly #keys = new Map<string, number>()
  readonly #obstacles: readonly Rect[]
  readonly #clearance: number
  readonly #openings = new Map<Rect, readonly Start[]>()
  readonly #search: Search

  constructor(cards: readonly Rect[], blocks: readonly Rect[], clearance: number) {
    this.#clearance = clearance
    this.#obstacles = [...cards, ...blocks]
    const xs = new Set<number>()
    const ys = new Set<number>()
    for (const card of cards) {
      const centre = centreOf(card)
      xs.add(card.x - clearance)
        .add(centre.x)
        .add(card.x + card.width + clearance)
      ys.add(card.y - clearance)
        .add(centre.y)
        .add(card.y + card.height + clearance)
    }
    for (const block of blocks) {
      xs.add(block.x + block.width + clearance)
      ys.add(block.y + block.height + clearance / 2)
    }
    for (const x of middles(cards.map((card) => [card.x, card.x + card.width]))) xs.add(x)
    for (const y of middles(cards.map((card) => [card.y, card.y + card.height]))) ys.add(y)
    this.#xs = Float64Array.from(xs).sort()
    this.#ys = Float64Array.from(ys).sort()
    this.#indexX = new Map(Array.from(this.#xs, (x, index) => [x, index]))
    this.#indexY = new Map(Array.from(this.#ys, (y, index) => [y, index]))
    const points = this.#xs.length * this.#ys.length
    this.#blockedRight = new Uint8Array(points)
    this.#blockedDown = new Uint8Array(points)
    this.#takenRight = new Int32Array(points)
    this.#takenDown = new Int32Array(points)
    this.#search = new Search(points * 4)
    for (const obstacle of this.#obstacles) this.#block(obstacle)
  }

  /** Whether a run leads through a card or tab (touching it is no crossing). */
  crosses(a: Point, b: Point, margin = 2): boolean {
    const left = Math.min(a.x, b.x)
    const right = Math.max(a.x, b.x)
    const top = Math.min(a.y, b.y)
    const bottom = Math.max(a.y, b.y)
    return this.#obstacles.some(
      (rect) =>
        left < rect.x + rect.width - margin &&
        right > rect.x + margin &&
        top < rect.y + rect.height - margin &&
        bottom > rect.y + margin,
    )
  }

  /** Free space on both sides of a run, at most `reach` each. */
  corridor(a: Point, b: Point, reach: number): readonly [number, number] {
    const upright = a.x === b.x
    const from = upright ? Math.min(a.y, b.y) : Math.min(a.x, b.x)
    const to = upright ? Math.max(a.y, b.y) : Math.max(a.x, b.x)
    const at = upright ? a.x : a.y
    let before = reach
    let after = reach
    for (const rect of this.#obstacles) {
      const [start, end] = upright ? [rect.y, rect.y + rect.height] : [rect.x, rect.x + rect.width]
      if (end <= from || start >= to) continue
      const [near, far] = upright ? [rect.x, rect.x + rect.width] : [rect.y, rect.y + rect.height]
      if (far <= at) before = Math.min(before, at - far)
      if (near >= at) after = Math.min(after, near - at)
    }
    return [before, after]
  }

  /**
   * The cheapest way between the middles of two cards' sides, or null when there is none. Marks it as taken by lines of
   * `key`, which later lines with that key like to share.
   */
  find(from: Rect, to: Rect, key: string): Point[] | null {
    const starts = this.#openingsOf(from)
    const goals = this.#openingsOf(to)
    if (starts.length === 0 || goals.length === 0) return null
    const path = this.#walk(starts, goals, this.#number(key))
    if (!path) return null
    return simplify(path)
  }

  #number(key: string): number {
    const known = this.#keys.get(key)
    if (known !== undefined) return known
    this.#keys.set(key, this.#keys.size + 1)
    return this.#keys.size
  }

  #openingsOf(card: Rect): readonly Start[] {
    const known = this.#openings.get(card) ?? this.#findOpenings(card)
    this.#openings.set(card, known)
    return known
  }

  /** The middles of a card's sides from which a line can get away. */
  #findOpenings(card: Rect): Start[] {
    const centre = centreOf(card)
    const clearance = this.#clearance
    const candidates: readonly { port: Point; out: Point; direction: Direction }[] = [
      {
        port: { x: card.x + card.width, y: centre.y },
        out: { x: card.x + card.width + clearance, y: centre.y },
        direction: RIGHT,
      },
      { port: { x: card.x, y: centre.y }, out: { x: card.x - clearance, y: centre.y }, direction: LEFT },
      {
        port: { x: centre.x, y: card.y + card.height },
        out: { x: centre.x, y: card.y + card.height + clearance },
        direction: DOWN,
      },
      { port: { x: centre.x, y: card.y }, out: { x: centre.x, y: card.y - clearance }, direction: UP },
    ]
    return candidates.flatMap(({ port, out, direction }) => {
      const x = this.#indexX.get(out.x)
      const y = this.#indexY.get(out.y)
      const inside = this.#obstacles.some(
        (rect) =>
          out.x > rect.x - 1 &&
          out.x < rect.x + rect.width + 1 &&
          out.y > rect.y - 1 &&
          out.y < rect.y + rect.height + 1,
      )
      return x === undefined || y === undefined || inside ? [] : [{ port, x, y, direction }]
    })
  }

  #at(x: number, y: number): number {
    return y * this.#xs.length + x
  }

  /** Runs through the obstacle, or closer to it than half the clearance, are not to be taken. */
  #block(rect: Rect): void {
    const margin = this.#clearance / 2
    const left = rect.x - margin
    const right = rect.x + rect.width + margin
    const top = rect.y - margin
    const bottom = rect.y + rect.height + margin
    const xs = this.#xs
    const ys = this.#ys
    // Grid lines strictly inside, and one more before them: its run to the next line enters the obstacle.
    const firstX = firstAbove(xs, left)
    const firstY = firstAbove(ys, top)
    for (let y = Math.max(0, firstY - 1); y < ys.length && (ys[y] ?? 0) < bottom; y++) {
      for (let x = Math.max(0, firstX - 1); x < xs.length && (xs[x] ?? 0) < right; x++) {
        if (y >= firstY) this.#blockedRight[this.#at(x, y)] = 1
        if (x >= firstX) this.#blockedDown[this.#at(x, y)] = 1
      }
    }
  }

  #walk(starts: readonly Start[], goals: readonly Start[], key: number): Point[] | null {
    const width = this.#xs.length
    const height = this.#ys.length
    const search = this.#search
    search.begin()
    const xs = this.#xs
    const ys = this.#ys
    const blockedRight = this.#blockedRight
    const blockedDown = this.#blockedDown
    const takenRight = this.#takenRight
    const takenDown = this.#takenDown
    const goalAt = new Map(goals.map((goal) => [this.#at(goal.x, goal.y), goal]))
    const ends = goals.map((goal) => ({ x: xs[goal.x] ?? 0, y: ys[goal.y] ?? 0 }))
    const rest = (x: number, y: number): number => {
      const fromX = xs[x] ?? 0
      const fromY = ys[y] ?? 0
      let best = Number.POSITIVE_INFINITY
      for (const end of ends) {
        const distance = Math.abs(fromX - end.x) + Math.abs(fromY - end.y)
        if (distance < best) best = distance
      }
      return best
    }
    for (const start of starts) {
      const state = this.#at(start.x, start.y) * 4 + start.direction
      const cost = start.direction % 2 === 1 ? UPRIGHT_END : 0
      search.offer(state, cost, cost + rest(start.x, start.y), -1)
    }
    let best = Number.POSITIVE_INFINITY
    let bestState = -1
    let bestGoal: Start | undefined
    for (let state = search.take(); state >= 0; state = search.take()) {
      const cost = search.cost(state)
      if (cost >= best) break
      const point = state >> 2
      const x = point % width
      const y = (point - x) / width
      // No way costs less than the straight distance in runs to share, so this one cannot beat what was found.
      if (cost + rest(x, y) * BUNDLED >= best) continue
      const direction = (state & 3) as Direction
      const goal = goalAt.get(point)
      if (goal) {
        const inward = (goal.direction + 2) % 4
        const turn = (direction + 2) % 4 === inward ? Number.POSITIVE_INFINITY : direction === inward ? 0 : CORNER
        const total = cost + turn + (goal.direction % 2 === 1 ? UPRIGHT_END : 0)
        if (total < best) {
          best = total
          bestState = state
          bestGoal = goal
        }
      }
      for (const next of DIRECTIONS) {
        if (next === (direction + 2) % 4) continue
        const nx = x + (next === RIGHT ? 1 : next === LEFT ? -1 : 0)
        const ny = y + (next === DOWN ? 1 : next === UP ? -1 : 0)
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue
        const run = Math.min(y, ny) * width + Math.min(x, nx)
        const horizontal = next % 2 === 0
        if ((horizontal ? blockedRight[run] : blockedDown[run]) === 1) continue
        const taken = (horizontal ? takenRight[run] : takenDown[run]) ?? 0
        const length = horizontal ? Math.abs((xs[nx] ?? 0) - (xs[x] ?? 0)) : Math.abs((ys[ny] ?? 0) - (ys[y] ?? 0))
        const factor = taken === 0 ? 1 : taken === key ? BUNDLED : SHARED
        const nextCost = cost + length * factor + (next === direction ? 0 : CORNER)
        const left = rest(nx, ny)
        if (nextCost + left * BUNDLED >= best) continue
        search.offer((ny * width + nx) * 4 + next, nextCost, nextCost + left, state)
      }
    }
    if (bestState < 0 || !bestGoal) return null
    return this.#trace(bestState, starts, bestGoal, key)
  }

  /** The points of the way found, both ports included; marks its runs as taken. */
  #trace(last: number, starts: readonly Start[], goal: Start, key: number): Point[] {
    const width = this.#xs.length
    const points: Point[] = [goal.port]
    let first = last
    let previous = -1
    for (let state = last; state >= 0; state = this.#search.previous(state)) {
      const point = state >> 2
      points.push({ x: this.#xs[point % width] ?? 0, y: this.#ys[Math.floor(point / width)] ?? 0 })
      if (previous >= 0 && previous !== point) this.#take(previous, point, key)
      previous = point
      first = state
    }
    const start = starts.find(
      (candidate) => this.#at(candidate.x, candidate.y) === first >> 2 && candidate.direction === (first & 3),
    )
    if (start) points.push(start.port)
    return points.reverse()
  }

  #take(a: number, b: number, key: number): void {
    const runs = Math.abs(a - b) === 1 ? this.#takenRight : this.#takenDown
    const run = Math.min(a, b)
    const before = runs[run] ?? 0
    runs[run] = before === 0 || before === key ? key : -1
  }
}

/** Index of the first value above a bound, in ascending values. */
function firstAbove(values: Float64Array, bound: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) > bound) high = middle
    else low = middle + 1
  }
  return low
}

/** Halfway between the edges of neighbours: where lanes have most room. */
function middles(spans: readonly (readonly [number, number])[]): number[] {
  const edges = [...new Set(spans.flat())].sort((a, b) => a - b)
  return edges.slice(1).flatMap((edge, index) => {
    const before = edges[index] ?? edge
    const free = !spans.some(([start, end]) => start < edge && end > before)
    return free && edge - before > 8 ? [Math.round((edge + before) / 2)] : []
  })
}

/** Without points that lie on a straight run, or twice in a place. */
function simplify(points: readonly Point[]): Point[] {
  const result: Point[] = []
  for (const point of points) {
    const a = result.at(-2)
    const b = result.at(-1)
    if (b && b.x === point.x && b.y === point.y) continue
    if (a && b && ((a.x === b.x && b.x === point.x) || (a.y === b.y && b.y === point.y))) result.pop()
    result.push(point)
  }
  return result
}

/** Costs, ways back and the open set of one search at a time; arrays are reused over searches. */
class Search {
  readonly #cost: Float64Array
  readonly #from: Int32Array
  readonly #seen: Int32Array
  readonly #done: Int32Array
  #round = 0
  #heapState: number[] = []
  #heapRank: number[] = []

  constructor(states: number) {
    this.#cost = new Float64Array(states)
    this.#from = new Int32Array(states)
    this.#seen = new Int32Array(states)
    this.#done = new Int32Array(states)
  }

  begin(): void {
    this.#round++
    this.#heapState = []
    this.#heapRank = []
  }

  cost(state: number): number {
    return this.#cost[state] ?? 0
  }

  previous(state: number): number {
    return this.#from[state] ?? -1
  }

  offer(state: number, cost: number, rank: number, from: number): void {
    if (this.#seen[state] === this.#round && (this.#cost[state] ?? 0) <= cost) return
    this.#seen[state] = this.#round
    this.#cost[state] = cost
    this.#from[state] = from
    this.#push(state, rank)
  }

  /** The open state of least rank, each once; -1 when there is none. */
  take(): number {
    while (this.#heapState.length > 0) {
      const state = this.#pop()
      if (this.#done[state] === this.#round) continue
      this.#done[state] = this.#round
      return state
    }
    return -1
  }

  #push(state: number, rank: number): void {
    const states = this.#heapState
    const ranks = this.#heapRank
    let at = states.length
    states.push(state)
    ranks.push(rank)
    while (at > 0) {
      const up = (at - 1) >> 1
      if ((ranks[up] ?? 0) <= rank) break
      states[at] = states[up] ?? 0
      ranks[at] = ranks[up] ?? 0
      at = up
    }
    states[at] = state
    ranks[at] = rank
  }

  #pop(): number {
    const states = this.#heapState
    const ranks = this.#heapRank
    const top = states[0] ?? -1
    const state = states.pop() ?? -1
    const rank = ranks.pop() ?? 0
    const size = states.length
    if (size === 0) return top
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && (ranks[child + 1] ?? 0) < (ranks[child] ?? 0)) child++
      if ((ranks[child] ?? 0) >= rank) break
      states[at] = states[child] ?? 0
      ranks[at] = ranks[child] ?? 0
      at = child
    }
    states[at] = state
    ranks[at] = rank
    return top
  }
}
