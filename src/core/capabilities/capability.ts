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
  /** What its loss means, to be read after "without it": `no token can be issued`. */
  readonly lost: string
  /** Of an element whose failure alone takes it away. */
  readonly severity: 'critical' | 'high' | 'medium' | 'low'
  readonly clauses: readonly Clause[]
  /** No further failure repairs it: none of its clauses is about every live gateway or server. */
  readonly monotone?: true
  /** What is left when a clause breaks: for as long as caches last (900 s), or for good. */
  readonly remains?: { readonly says: string; readonly lasts: 'cache' | 'always'; readonly holds: Clause['holds'] }
  /** What suffers although every clause holds: degraded when this does not hold. */
  readonly strain?: { readonly says: string; readonly holds: Clause['holds'] }
  /** Callers need an access token: once theirs has run out, C3 must hold too. */
  readonly needsTokens?: true
  /** Gateways serve it: one that restarts needs C10. */
  readonly needsGateways?: true
}
