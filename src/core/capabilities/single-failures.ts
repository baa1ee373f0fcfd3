import type { Logic } from './logic'

/**
 * A truth value in every state with at most one failure: `base` when nothing has failed, and the numbers of the
 * elements whose failure alone changes that, ascending.
 */
export interface Flips {
  readonly base: boolean
  readonly by: readonly number[]
}

const YES: Flips = { base: true, by: [] }
const NO: Flips = { base: false, by: [] }

/** True, and false when the element has failed. */
export function unlessFailed(element: number): Flips {
  return { base: true, by: [element] }
}

/**
 * The logic of all single failures at once: one evaluation of a formula says exactly whose failure alone changes it,
 * monotone or not. Its cost grows with the elements that matter, not with those that are drawn.
 */
export const SINGLE_FAILURES: Logic<Flips> = {
  yes: YES,
  no: NO,
  and: (a, b) => (a === NO ? NO : a === YES ? b() : conjunction(a, b())),
  or: (a, b) => (a === YES ? YES : a === NO ? b() : negation(conjunction(negation(a), negation(b())))),
  not: negation,
}

function negation({ base, by }: Flips): Flips {
  return settled(!base, by)
}

function conjunction(a: Flips, b: Flips): Flips {
  const base = a.base && b.base
  const by: number[] = []
  let i = 0
  let j = 0
  while (i < a.by.length || j < b.by.length) {
    const x = a.by[i] ?? Number.POSITIVE_INFINITY
    const y = b.by[j] ?? Number.POSITIVE_INFINITY
    const inState = (x <= y ? !a.base : a.base) && (y <= x ? !b.base : b.base)
    if (inState !== base) by.push(Math.min(x, y))
    if (x <= y) i++
    if (y <= x) j++
  }
  return settled(base, by)
}

/** What no failure changes is one of two values, so that a formula can stop early. */
function settled(base: boolean, by: readonly number[]): Flips {
  if (by.length > 0) return { base, by }
  return base ? YES : NO
}
