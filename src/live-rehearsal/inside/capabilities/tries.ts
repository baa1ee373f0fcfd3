import type { Observed } from '../../plan'

/**
 * What is promised is that somebody gets through, and a balancer that asks no health path may hand a call to a server
 * without its database. So a caller tries again, from another of its networks each time; how many tries were refused is
 * noted. Where nobody answers at all, one try from each network is enough.
 */
const TRIES = 16
const UNANSWERED = 4

export interface Refusal {
  /** Somebody did, if not with what was wanted. */
  readonly answered: boolean
  readonly says: string
}

/** Works when one of the callers gets through on one of the tries. */
export async function someGetThrough<T>(
  callers: readonly T[],
  attempt: (caller: T, turn: number) => Promise<Refusal | undefined>,
  first = 0,
): Promise<Observed> {
  let refused = 0
  let reason = 'nobody is drawn who could'
  for (const caller of callers) {
    let unanswered = 0
    for (let turn = first; turn < first + TRIES && unanswered < UNANSWERED; turn++) {
      const problem = await attempt(caller, turn)
      if (problem === undefined)
        return refused === 0 ? { status: 'working' } : { status: 'working', note: `${refused} refused: ${reason}` }
      refused++
      reason = problem.says
      if (!problem.answered) unanswered++
    }
  }
  return { status: 'down', note: reason }
}

/** What went wrong, for a note; undefined when it is what was wanted. */
export function unless(
  wanted: number,
  answer: { readonly status: number } | undefined,
  what: string,
): Refusal | undefined {
  if (answer?.status === wanted) return undefined
  return {
    answered: answer !== undefined,
    says: answer ? `${what} answered ${answer.status}` : `${what} did not answer`,
  }
}
