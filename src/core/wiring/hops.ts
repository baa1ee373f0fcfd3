import { hasRole } from '../kinds/roles'
import type { Id, PurposeId } from '../model/design'
import type { Instance, InstanceId, Link } from './deployment'
import type { Graph } from './graph'

/** What one dials for a purpose. A firewall answers nothing itself: what is dialled stands behind it. */
export interface Hop {
  readonly to: Instance
  /** The first instance on the way: `to`, or a firewall before it. */
  readonly first: InstanceId
  readonly connections: readonly Id[]
}

/** Over links that `follow` lets pass; something behind two firewalls comes once for each. */
export function hopsFrom(
  graph: Graph,
  start: InstanceId,
  purpose: PurposeId,
  follow: (link: Link) => boolean = () => true,
): readonly Hop[] {
  const hops: Hop[] = []
  const walk = (
    from: InstanceId,
    first: InstanceId | undefined,
    before: readonly Id[],
    onWay: readonly InstanceId[],
  ) => {
    for (const link of graph.out(from, purpose)) {
      const to = graph.instance.get(link.to)
      if (!to || onWay.includes(to.id) || !follow(link)) continue
      const connections = [...before, link.connection.id]
      if (hasRole(to.kind, 'packet-filter')) walk(to.id, first ?? to.id, connections, [...onWay, to.id])
      else hops.push({ to, first: first ?? to.id, connections })
    }
  }
  walk(start, undefined, [], [start])
  return hops
}
