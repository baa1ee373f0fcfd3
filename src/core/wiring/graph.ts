import { KINDS } from '../kinds'
import type { Id, PurposeId } from '../model/design'
import type { Instance, InstanceId, Link } from './deployment'

/** The instance-level links, walked by purpose. */
export class Graph {
  readonly instance: ReadonlyMap<InstanceId, Instance>
  readonly outgoing: ReadonlyMap<InstanceId, readonly Link[]>
  readonly incoming: ReadonlyMap<InstanceId, readonly Link[]>

  constructor(instances: readonly Instance[], links: readonly Link[]) {
    this.instance = new Map(instances.map((item) => [item.id, item]))
    this.outgoing = grouped(links, (link) => link.from)
    this.incoming = grouped(links, (link) => link.to)
  }

  isTransit(id: InstanceId): boolean {
    const instance = this.instance.get(id)
    return instance !== undefined && KINDS[instance.kind].transit !== undefined
  }

  /** Links of one purpose that leave an instance. */
  out(id: InstanceId, purpose: PurposeId): readonly Link[] {
    return (this.outgoing.get(id) ?? []).filter((link) => link.purposes.has(purpose))
  }

  into(id: InstanceId, purpose: PurposeId): readonly Link[] {
    return (this.incoming.get(id) ?? []).filter((link) => link.purposes.has(purpose))
  }

  /** Non-transit instances at the end of a purpose, walking on through transit ones. Sorted by id, with the connections used. */
  reach(
    start: InstanceId,
    purpose: PurposeId,
  ): { readonly ends: readonly Instance[]; readonly connections: readonly Id[] } {
    const ends = new Map<InstanceId, Instance>()
    const connections = new Set<Id>()
    const seen = new Set<InstanceId>([start])
    const queue = [start]
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      for (const link of this.out(at, purpose)) {
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

export function sorted(instances: Iterable<Instance>): Instance[] {
  return [...instances].sort(byId)
}

/** Orders `gw2` before `gw10`. */
export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compareIds(a.id, b.id)
}

export function compareIds(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? []
  const right = b.match(/\d+|\D+/g) ?? []
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const x = left[i] ?? ''
    const y = right[i] ?? ''
    if (x === y) continue
    const numbers = /^\d/.test(x) && /^\d/.test(y)
    if (numbers && Number(x) !== Number(y)) return Number(x) - Number(y)
    return x < y ? -1 : 1
  }
  return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0)
}

function grouped(links: readonly Link[], key: (link: Link) => string): Map<string, Link[]> {
  const map = new Map<string, Link[]>()
  for (const link of links) {
    const list = map.get(key(link)) ?? []
    list.push(link)
    map.set(key(link), list)
  }
  return map
}
