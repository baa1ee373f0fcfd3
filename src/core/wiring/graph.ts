import { grouped } from '../base/grouped'
import { KINDS } from '../kinds'
import type { Id, PurposeId } from '../model/design'
import type { Deployment, Instance, InstanceId, Link } from './deployment'

/** The instance-level links, walked by purpose. */
export class Graph {
  readonly instance: ReadonlyMap<InstanceId, Instance>
  readonly outgoing: ReadonlyMap<InstanceId, readonly Link[]>
  readonly incoming: ReadonlyMap<InstanceId, readonly Link[]>

  readonly #transit: ReadonlySet<InstanceId>
  readonly #out = new Map<PurposeId, Map<InstanceId, Link[]>>()
  readonly #into = new Map<PurposeId, Map<InstanceId, Link[]>>()

  constructor(instances: readonly Instance[], links: readonly Link[]) {
    this.instance = new Map(instances.map((item) => [item.id, item]))
    this.outgoing = grouped(links, (link) => link.from)
    this.incoming = grouped(links, (link) => link.to)
    this.#transit = new Set(instances.filter((item) => KINDS[item.kind].transit !== undefined).map((item) => item.id))
    for (const link of links) {
      for (const purpose of link.purposes) {
        append(this.#out, purpose, link.from, link)
        append(this.#into, purpose, link.to, link)
      }
    }
  }

  isTransit(id: InstanceId): boolean {
    return this.#transit.has(id)
  }

  /** Links of one purpose that leave an instance. */
  out(id: InstanceId, purpose: PurposeId): readonly Link[] {
    return this.#out.get(purpose)?.get(id) ?? NO_LINKS
  }

  into(id: InstanceId, purpose: PurposeId): readonly Link[] {
    return this.#into.get(purpose)?.get(id) ?? NO_LINKS
  }

  /**
   * Non-transit instances at the end of a purpose, walking on through transit ones, over links that `follow` lets pass.
   * Sorted by id, with the connections used.
   */
  reach(
    start: InstanceId,
    purpose: PurposeId,
    follow: (link: Link) => boolean = () => true,
  ): { readonly ends: readonly Instance[]; readonly connections: readonly Id[] } {
    const ends = new Map<InstanceId, Instance>()
    const connections = new Set<Id>()
    const seen = new Set<InstanceId>([start])
    const queue = [start]
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      for (const link of this.out(at, purpose)) {
        if (!follow(link)) continue
        connections.add(link.connection.id)
        const to = this.instance.get(link.to)
        if (!to) continue
        if (!this.isTransit(to.id)) ends.set(to.id, to)
        else if (!seen.has(to.id)) {
          seen.add(to.id)
          queue.push(to.id)
        }
      }
    }
    return { ends: sorted(ends.values()), connections: [...connections].sort() }
  }

  /** Non-transit instances that a purpose comes from, walking back through transit ones. */
  sources(start: InstanceId, purpose: PurposeId): readonly Instance[] {
    const ends = new Map<InstanceId, Instance>()
    const seen = new Set<InstanceId>([start])
    const queue = [start]
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      for (const link of this.into(at, purpose)) {
        const from = this.instance.get(link.from)
        if (!from) continue
        if (!this.isTransit(from.id)) ends.set(from.id, from)
        else if (!seen.has(from.id)) {
          seen.add(from.id)
          queue.push(from.id)
        }
      }
    }
    return sorted(ends.values())
  }
}

const NO_LINKS: readonly Link[] = []

function append(index: Map<PurposeId, Map<InstanceId, Link[]>>, purpose: PurposeId, id: InstanceId, link: Link): void {
  let byInstance = index.get(purpose)
  if (!byInstance) {
    byInstance = new Map()
    index.set(purpose, byInstance)
  }
  const list = byInstance.get(id)
  if (list) list.push(link)
  else byInstance.set(id, [link])
}

const GRAPHS = new WeakMap<Deployment, Graph>()

/** The graph of a deployment, indexed once. */
export function graphOf(deployment: Deployment): Graph {
  return GRAPHS.get(deployment) ?? keepGraph(deployment, new Graph(deployment.instances, deployment.links))
}

/** Keeps the graph from which a deployment was worked out. */
export function keepGraph(deployment: Deployment, graph: Graph): Graph {
  GRAPHS.set(deployment, graph)
  return graph
}

export function sorted(instances: Iterable<Instance>): Instance[] {
  const list = [...instances]
  return list.length < 2 ? list : list.sort(byId)
}

/** Orders `gw2` before `gw10`. */
export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compareIds(a.id, b.id)
}

export function compareIds(a: string, b: string): number {
  if (a === b) return 0
  const left = sortKey(a)
  const right = sortKey(b)
  if (left !== right) return left < right ? -1 : 1
  return a < b ? -1 : 1
}

/** Numbers padded, so that plain comparison orders them by value. Kept, since one id is compared many times. */
function sortKey(id: string): string {
  const known = SORT_KEYS.get(id)
  if (known !== undefined) return known
  if (SORT_KEYS.size > 20_000) SORT_KEYS.clear()
  const key = id.replace(/\d+/g, (digits) => digits.padStart(12, '0'))
  SORT_KEYS.set(id, key)
  return key
}

const SORT_KEYS = new Map<string, string>()
