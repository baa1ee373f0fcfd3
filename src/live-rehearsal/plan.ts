/**
 * What a live rehearsal takes from the design, because no file of the bundle says it; who reaches whom is from the
 * files alone:
 * - who the people and programs are that call (their entries are rows of `network/firewall.csv`);
 * - which name is a database, a backend, or a provider's balancer: they get a stand-in each, as nothing in the bundle
 *   installs them; which databases hold the same rows;
 * - which instances an element takes with it: a zone those in it;
 * - what is promised for each element that fails.
 */
export interface Plan {
  readonly name: string
  /** Where the bundle is unpacked. */
  readonly bundle: string
  /** For certificates, configuration in place and logs. */
  readonly work: string
  readonly actors: readonly Actor[]
  readonly externals: readonly External[]
  readonly elements: readonly Element[]
}

export interface Actor {
  readonly id: string
  readonly kind: 'api-consumer' | 'api-developer' | 'api-publisher' | 'administrator'
}

export interface External {
  /** Instance in the design. */
  readonly id: string
  readonly role: 'database' | 'backend' | 'global-balancer'
  /** Host name in the files. */
  readonly name: string
  /** Of a database: the folder of `databases` that sets it up, and the names of servers with the same rows. */
  readonly database?: string
  readonly peers?: readonly string[]
}

export interface Element {
  readonly id: string
  /** Instances that are down with it. */
  readonly down: readonly string[]
  /** The machines fall silent; of a single instance its process ends. */
  readonly machines: boolean
  readonly promised: Readonly<Record<string, Status>>
}

export type Status = 'working' | 'degraded' | 'down' | 'not-provided'

/** Capabilities that stand-ins can answer honestly. The others need things that none of the drawings has. */
export const REHEARSED = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C10', 'C11', 'C12', 'C13'] as const
export type RehearsedId = (typeof REHEARSED)[number]

/** What was seen of one capability. */
export interface Observed {
  readonly status: 'working' | 'degraded' | 'down'
  /** Why it is not working, or how many of the tries were refused. */
  readonly note?: string
}

export interface Observation {
  readonly element: string
  readonly seen: Readonly<Record<RehearsedId, Observed>>
  readonly seconds: number
}

/** What is told of a run: a state, or why there are no more of them. A bundle that does not come up promises too much. */
export type Told = Observation | { readonly trouble: string }
