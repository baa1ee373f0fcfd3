import { KINDS } from '../../core/kinds'
import { hasRole, isServerKind } from '../../core/kinds/roles'
import { PURPOSES } from '../../core/links/purposes'
import type { Component, PurposeId } from '../../core/model/design'
import type { Instance, InstanceId, Link } from '../../core/wiring/deployment'
import type { Lines } from '../drawn/lines'
import type { Endpoint } from '../formats/source'
import { offers, servedOn } from '../ports'
import { endsBehind, type Hop, link, type Ways } from '../ways'
import type { ReadRelay } from './relays'
import type { Resolver } from './services'

/** What clients outside may call at a pod, by the ways in that its release opens. */
export type Openings = ReadonlyMap<InstanceId, ReadonlySet<PurposeId>>

/**
 * Who answers in and before clusters. A Service leads to pods, which its release and its ports decide. What is drawn
 * before the servers, a load balancer, an ingress, has no file there: the Service and the way in stand for it, so whoever
 * comes by them rests on what the drawing puts between, if it puts anything there.
 */
export class ClusterWays implements Ways {
  readonly #resolve: Resolver
  readonly #openings: Openings
  readonly #relays: readonly ReadRelay[]
  readonly #lines: Lines
  readonly #instances: readonly Instance[]
  readonly #hops = new Map<InstanceId, Hop>()

  constructor(
    resolve: Resolver,
    openings: Openings,
    relays: readonly ReadRelay[],
    lines: Lines,
    instances: readonly Instance[],
  ) {
    this.#resolve = resolve
    this.#openings = openings
    this.#relays = relays
    this.#lines = lines
    this.#instances = instances
  }

  get hops(): readonly Hop[] {
    return [...this.#hops.values()]
  }

  open(from: Instance, purpose: PurposeId, { host, port }: Endpoint): readonly Link[] {
    const pods = this.#resolve(from.id, host, port).flatMap((behind) =>
      servedOn(behind.pod, 0, behind.port).includes(purpose) ? [behind.pod] : [],
    )
    const straight = [...pods, ...this.#named(host, port)].flatMap((end) => this.#between(from, from.id, end, purpose))
    return [...straight, ...this.#relayed(from, from.id, host, port, purpose)]
  }

  answers(from: Instance, { host, port }: Endpoint): boolean {
    return this.#resolve(from.id, host, port).length > 0 || this.#named(host, port).length > 0
  }

  enter(
    from: Instance,
    to: Instance,
    purpose: PurposeId,
    _told: readonly Endpoint[],
    means: (server: Instance) => boolean,
  ): readonly Link[] {
    if (!KINDS[to.kind].transit)
      return isServerKind(to.kind) && !this.#isOpen(to, purpose) ? [] : [link(from.id, to.id, purpose)]
    return this.#instances
      .filter((end) => isServerKind(end.kind) && this.#isOpen(end, purpose) && means(end))
      .flatMap((end) => {
        const hop = this.#hop(to, end, purpose, new Set())
        return hop === undefined ? [] : [link(from.id, hop, purpose)]
      })
  }

  endsOf(links: readonly Link[]): ReadonlySet<InstanceId> {
    return endsBehind(links, this.#hops)
  }

  #isOpen({ id }: Instance, purpose: PurposeId): boolean {
    return this.#openings.get(id)?.has(purpose) ?? false
  }

  /** What is no pod, by the name that the drawing gives it. */
  #named(host: string, port: number): readonly Instance[] {
    return this.#instances.filter(
      (instance) =>
        !isServerKind(instance.kind) &&
        !KINDS[instance.kind].transit &&
        instance.hostname.toLowerCase() === host.toLowerCase() &&
        offers(instance, port),
    )
  }

  /** By load balancers outside the cluster that pass on what is dialled, each to what its rows lead to. */
  #relayed(from: Instance, fromId: InstanceId, host: string, port: number, purpose: PurposeId): readonly Link[] {
    const rows = this.#relays.filter((relay) => relay.host === host && relay.port === port)
    const passing = this.#instances.filter(
      ({ kind, hostname }) => KINDS[kind].transit !== undefined && rows.some(({ at }) => at === hostname),
    )
    return passing.flatMap((transit) => {
      const id = `${transit.id} ${host}:${port} ${purpose}`
      if (!this.#hops.has(id)) {
        const hop: Hop = { instance: { ...transit, id }, of: transit, links: [] }
        this.#hops.set(id, hop)
        for (const { at, to } of rows) {
          if (at !== transit.hostname) continue
          const ends = this.#named(to.host, to.port).map((end) => link(id, end.id, purpose))
          hop.links.push(...ends, ...this.#relayed(transit, id, to.host, to.port, purpose))
        }
      }
      const leads = this.#hops.get(id)?.links.length !== 0
      return leads ? this.#between(from, fromId, { ...transit, id }, purpose) : []
    })
  }

  /** By what is drawn between the two; straight where nothing is, or where events and counts pass by firewalls beside. */
  #between(from: Instance, fromId: InstanceId, end: Instance, purpose: PurposeId): readonly Link[] {
    const ways = this.#lines
      .from(from.component)
      .filter(({ to, connection }) => passes(to, purpose) && this.#lines.lets(connection, purpose))
      .flatMap(({ to }) => this.#instances.filter(({ component }) => component === to))
      .flatMap((transit) => this.#hop(transit, end, purpose, new Set()) ?? [])
    const straight =
      PURPOSES[purpose].passage !== 'http' &&
      this.#lines
        .from(from.component)
        .some(({ to, connection }) => to === end.component && this.#lines.lets(connection, purpose))
    const ends = straight || ways.length === 0 ? [...ways, end.id] : ways
    return ends.map((id) => link(fromId, id, purpose))
  }

  /** The node of an element on the way to a pod; undefined where the drawing does not lead from it to there. */
  #hop(transit: Instance, end: Instance, purpose: PurposeId, onWay: ReadonlySet<Instance>): InstanceId | undefined {
    if (onWay.has(transit)) return undefined
    const id = `${transit.id} to ${end.id} ${purpose}`
    if (this.#hops.has(id)) return id
    const further = new Set([...onWay, transit])
    const links = this.#lines.from(transit.component).flatMap(({ to, connection }) => {
      if (!this.#lines.lets(connection, purpose)) return []
      if (to === end.component) return [link(id, end.id, purpose)]
      if (!passes(to, purpose)) return []
      return this.#instances
        .filter(({ component }) => component === to)
        .flatMap((next) => {
          const hop = this.#hop(next, end, purpose, further)
          return hop === undefined ? [] : [link(id, hop, purpose)]
        })
    })
    if (links.length === 0) return undefined
    this.#hops.set(id, { instance: { ...transit, id }, of: transit, links })
    return id
  }
}

/** HTTPS passes whatever is drawn on its way; events and counts pass firewalls alone. */
function passes({ kind }: Component, purpose: PurposeId): boolean {
  return KINDS[kind].transit === 'http' && (PURPOSES[purpose].passage === 'http' || hasRole(kind, 'packet-filter'))
}
