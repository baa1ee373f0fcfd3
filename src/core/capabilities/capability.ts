import type { Model } from './model'
import type { Structure } from './structure'

/** One condition of a capability, and the sentence that says it does not hold. */
export interface Clause {
  readonly otherwise: string | ((structure: Structure) => string)
  readonly holds: <B>(model: Model<B>) => B
}

/**
 * One thing that users of APIM do: it works when every clause holds. Clauses quantify over what is up and need not be
 * monotone (a second failure may repair C5 and C6), so they are always evaluated, never deduced from cut sets.
 */
export interface Capability {
  readonly id: `C${number}`
  readonly name: string
  readonly clauses: readonly Clause[]
}
