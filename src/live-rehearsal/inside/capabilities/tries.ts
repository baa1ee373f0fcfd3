import type { Observed } from '../../plan'

/**
 * A caller tries once from each of its networks: what is promised is that somebody gets through, and a balancer that
 * asks no health path may hand a call to a server without its database. How many tries were refused is noted.
 */
export const TRIES = 4

/** Works when one of the callers gets through on one of the tries. */
export async function someGetThrough<T>(
  callers: readonly T[],
  attempt: (caller: T, turn: number) => Promise<string | undefined>,
  first = 0,
): Promise<Observed> {
  let refused = 0
  let reason = 'nobody is drawn who could'
  for (const caller of callers) {
    for (let turn = first; turn < first + TRIES; turn++) {
      const problem = await attempt(caller, turn)
      if (problem === undefined)
        return refused === 0 ? { status: 'working' } : { status: 'working', note: `${refused} refused` }
      refused++
      reason = problem
    }
  }
  return { status: 'down', note: reason }
}

/** What went wrong, for a note; undefined when it is what was wanted. */
export function unless(
  wanted: number,
  answer: { readonly status: number } | undefined,
  what: string,
): string | undefined {
  if (answer?.status === wanted) return undefined
  return answer ? `${what} answered ${answer.status}` : `${what} did not answer`
}
