/** A node of a binary decision diagram. 0 is false, 1 is true; others branch on a variable. */
export type Node = number

export const FALSE: Node = 0
export const TRUE: Node = 1

/** Low bits of a packed pair of nodes: 2^26 nodes are far more than a drawing makes, and two fit a safe integer. */
const PAIR = 2 ** 26

/** A function needs more nodes than the diagram may hold: it must be answered in another way. */
export class TooLarge extends Error {}

/**
 * Reduced ordered binary decision diagrams: every Boolean function over the same variables is one node, so equality,
 * probability and single flips are read off the diagram. Variables are numbered in their order, 0 first.
 * Source: Bryant 1986; for reliability, Rauzy 1993.
 */
export class Diagram {
  readonly #variable: number[] = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]
  readonly #low: Node[] = [FALSE, TRUE]
  readonly #high: Node[] = [FALSE, TRUE]
  readonly #unique: Map<number, Node>[] = []
  readonly #and = new Map<number, Node>()
  readonly #or = new Map<number, Node>()
  readonly #not = new Map<Node, Node>()

  #limit = Number.POSITIVE_INFINITY

  /** From now on at most so many nodes more. Past that, building a function throws `TooLarge`. */
  allow(nodes: number): void {
    this.#limit = this.size + nodes
  }

  get size(): number {
    return this.#variable.length
  }

  variable(index: number): Node {
    return this.#node(index, FALSE, TRUE)
  }

  variableOf(node: Node): number {
    return this.#variable[node] ?? Number.MAX_SAFE_INTEGER
  }

  low(node: Node): Node {
    return this.#low[node] ?? FALSE
  }

  high(node: Node): Node {
    return this.#high[node] ?? FALSE
  }

  not(a: Node): Node {
    if (a <= TRUE) return a === TRUE ? FALSE : TRUE
    const known = this.#not.get(a)
    if (known !== undefined) return known
    const result = this.#node(this.variableOf(a), this.not(this.low(a)), this.not(this.high(a)))
    this.#not.set(a, result)
    this.#not.set(result, a)
    return result
  }

  and(a: Node, b: Node): Node {
    if (a === b || b === TRUE) return a
    if (a === TRUE) return b
    if (a === FALSE || b === FALSE) return FALSE
    return this.#combine(a, b, this.#and, (x, y) => this.and(x, y))
  }

  or(a: Node, b: Node): Node {
    if (a === b || b === FALSE) return a
    if (a === FALSE) return b
    if (a === TRUE || b === TRUE) return TRUE
    return this.#combine(a, b, this.#or, (x, y) => this.or(x, y))
  }

  #combine(a: Node, b: Node, cache: Map<number, Node>, operate: (x: Node, y: Node) => Node): Node {
    const key = a < b ? a * PAIR + b : b * PAIR + a
    const known = cache.get(key)
    if (known !== undefined) return known
    const va = this.variableOf(a)
    const vb = this.variableOf(b)
    const low = operate(va <= vb ? this.low(a) : a, vb <= va ? this.low(b) : b)
    const high = operate(va <= vb ? this.high(a) : a, vb <= va ? this.high(b) : b)
    const result = this.#node(Math.min(va, vb), low, high)
    cache.set(key, result)
    return result
  }

  /** Whether the function is true when exactly the given variables are false. */
  holds(node: Node, failed: ReadonlySet<number>): boolean {
    let at = node
    while (at > TRUE) at = failed.has(this.variableOf(at)) ? this.low(at) : this.high(at)
    return at === TRUE
  }

  /** Probability that the function is true, its variables being independent: `up[v]` is the chance of variable v. */
  probability(node: Node, up: readonly number[]): number {
    const known = new Map<Node, number>([
      [FALSE, 0],
      [TRUE, 1],
    ])
    const walk = (at: Node): number => {
      const hit = known.get(at)
      if (hit !== undefined) return hit
      const p = up[this.variableOf(at)] ?? 1
      const value = p * walk(this.high(at)) + (1 - p) * walk(this.low(at))
      known.set(at, value)
      return value
    }
    return walk(node)
  }

  /**
   * Birnbaum importance of every variable that the function looks at: the probability with the variable true, less that
   * with it false. Source: Birnbaum 1969; here by one pass down and one up.
   */
  importance(node: Node, up: readonly number[]): ReadonlyMap<number, number> {
    const value = new Map<Node, number>([
      [FALSE, 0],
      [TRUE, 1],
    ])
    const order: Node[] = []
    const visit = (at: Node): number => {
      const hit = value.get(at)
      if (hit !== undefined) return hit
      const p = up[this.variableOf(at)] ?? 1
      const chance = p * visit(this.high(at)) + (1 - p) * visit(this.low(at))
      value.set(at, chance)
      order.push(at)
      return chance
    }
    visit(node)
    const reached = new Map<Node, number>([[node, 1]])
    const result = new Map<number, number>()
    for (const at of order.reverse()) {
      const weight = reached.get(at) ?? 0
      const variable = this.variableOf(at)
      const p = up[variable] ?? 1
      const [low, high] = [this.low(at), this.high(at)]
      const gain = (value.get(high) ?? 0) - (value.get(low) ?? 0)
      result.set(variable, (result.get(variable) ?? 0) + weight * gain)
      reached.set(high, (reached.get(high) ?? 0) + weight * p)
      reached.set(low, (reached.get(low) ?? 0) + weight * (1 - p))
    }
    return result
  }

  /** Variables whose failure alone turns a function that is true with everything up into false. */
  singleFlips(node: Node): readonly number[] {
    const flips: number[] = []
    for (let at = node; at > TRUE; at = this.high(at)) {
      if (!this.#allUp(this.low(at))) flips.push(this.variableOf(at))
    }
    return flips
  }

  /** Pairs of variables, neither a single flip, whose failure together turns the function false. */
  doubleFlips(node: Node): readonly (readonly [number, number])[] {
    const single = new Set(this.singleFlips(node))
    const pairs: [number, number][] = []
    for (let at = node; at > TRUE; at = this.high(at)) {
      const first = this.variableOf(at)
      if (single.has(first)) continue
      for (let then = this.low(at); then > TRUE; then = this.high(then)) {
        const second = this.variableOf(then)
        if (!single.has(second) && !this.#allUp(this.low(then))) pairs.push([first, second])
      }
    }
    return pairs
  }

  #allUp(node: Node): boolean {
    let at = node
    while (at > TRUE) at = this.high(at)
    return at === TRUE
  }

  #node(variable: number, low: Node, high: Node): Node {
    if (low === high) return low
    let table = this.#unique[variable]
    if (!table) {
      table = new Map()
      this.#unique[variable] = table
    }
    const key = low * PAIR + high
    const known = table.get(key)
    if (known !== undefined) return known
    const made = this.#variable.length
    if (made >= this.#limit) throw new TooLarge(`more than ${this.#limit} nodes`)
    this.#variable.push(variable)
    this.#low.push(low)
    this.#high.push(high)
    table.set(key, made)
    return made
  }
}
