import type { Domain, Instance } from './deployment'
import { byId } from './graph'

/** Where something stands that dials others. Pods of a release may stand in any zone, so they have a datacenter alone. */
export interface Spot {
  readonly zone?: Domain | undefined
  readonly datacenter?: Domain | undefined
}

/** In the order of a list that fails over from its beginning: own zone, own datacenter, then the others; by id among equals. */
export function nearFirst({ zone, datacenter }: Spot, instances: Iterable<Instance>): readonly Instance[] {
  const distance = (other: Instance) =>
    zone !== undefined && other.zone?.key === zone.key ? 0 : other.datacenter?.key === datacenter?.key ? 1 : 2
  return [...instances].sort((a, b) => distance(a) - distance(b) || byId(a, b))
}

/** The list goes on in another datacenter, from which a client should come back. */
export function spansDatacenters(instances: readonly Instance[]): boolean {
  return new Set(instances.map(({ datacenter }) => datacenter?.key)).size > 1
}
