import type { Connection, PurposeId } from '../core/model/design'
import type { Instance, InstanceId, Link } from '../core/wiring/deployment'
import type { Endpoint } from './formats/source'

/** How names and ports lead to whoever answers, for one target. */
export interface Ways {
  /** Hops that were walked over, each of them an instance that rests on what its element rests on. */
  readonly hops: readonly Hop[]
  /** Opens a name and a port: links to whoever answers there for the purpose, over what passes it on. */
  open(from: Instance, purpose: PurposeId, to: Endpoint): readonly Link[]
  /** Whether anybody at all answers a name and a port, whatever for. */
  answers(from: Instance, to: Endpoint): boolean
  /**
   * An actor, or what has no file, uses an element that is drawn before it. `told` = what callers are told to ask for,
   * `means` = whether a server is one that they mean.
   */
  enter(
    from: Instance,
    to: Instance,
    purpose: PurposeId,
    told: readonly Endpoint[],
    means: (server: Instance) => boolean,
  ): readonly Link[]
  /** Who is at the ends of links, behind whatever they pass. */
  endsOf(links: readonly Link[]): ReadonlySet<InstanceId>
}

/** One element on the way of a call. */
export interface Hop {
  readonly instance: Instance
  readonly of: Instance
  readonly links: Link[]
}

export function link(from: InstanceId, to: InstanceId, purpose: PurposeId): Link {
  const connection: Connection = { id: `${from} ${purpose} ${to}`, from, to }
  return { from, to, purposes: new Set([purpose]), connection, schemas: [] }
}

export function endsBehind(links: readonly Link[], hops: ReadonlyMap<InstanceId, Hop>): ReadonlySet<InstanceId> {
  const ends = new Set<InstanceId>()
  const seen = new Set(links.map(({ to }) => to))
  for (const id of seen) {
    const hop = hops.get(id)
    if (!hop) ends.add(id)
    else for (const { to } of hop.links) seen.add(to)
  }
  return ends
}
