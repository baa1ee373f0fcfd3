import type { Endpoint, Source } from './source'

/** What one listener of a load balancer does with calls for a name: to whom they go, and how. */
export interface VirtualHost {
  /** Names that callers ask for; null = whatever is asked for. */
  readonly names: readonly string[] | null
  readonly port: number
  /** Balanced: a call goes to one that is up. */
  readonly targets: readonly Target[]
  readonly source: Source
}

export interface Target extends Endpoint {
  /** Port that is asked whether it is up, where that is another one. */
  readonly checkPort?: number
}
