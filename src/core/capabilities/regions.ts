import { once } from '../base/memo'
import type { PurposeId } from '../model/design'
import type { Domain, Instance } from '../wiring/deployment'
import type { Capability } from './capability'
import type { Structure } from './structure'

/** Capabilities that a region's own consumers or gateways see differently from the whole. */
export const REGIONAL: readonly Capability['id'][] = ['C1', 'C2', 'C3', 'C5', 'C6', 'C10', 'C12', 'C13']

export interface RegionView {
  /** The datacenter's label. */
  readonly region: string
  readonly datacenter: Domain['key']
  /** The whole seen from the region: its consumers come in where it lets them in, and only its gateways count. */
  readonly structure: Structure
}

/** One view for every datacenter with gateways that run, where there are several; none otherwise. */
export const regionViews = once((structure: Structure): readonly RegionView[] => {
  const datacenters = structure.deployment.domains.filter(
    (domain) =>
      domain.kind === 'datacenter' &&
      structure.gateways.some(({ id, datacenter }) => datacenter?.key === domain.key && !structure.waiting.has(id)),
  )
  if (datacenters.length < 2) return []
  return datacenters.map((datacenter) => ({
    region: datacenter.label,
    datacenter: datacenter.key,
    structure: viewOf(structure, datacenter),
  }))
})

function viewOf(structure: Structure, datacenter: Domain): Structure {
  const here = (gateway: Instance) => gateway.datacenter?.key === datacenter.key
  const tokens = entrancesOf(structure, datacenter, 'token')
  return {
    ...structure,
    // A region without a token endpoint of its own sends its consumers to another's.
    entrances: {
      'api-traffic': entrancesOf(structure, datacenter, 'api-traffic'),
      token: tokens.length > 0 ? tokens : structure.consumers,
    },
    gateways: structure.gateways.filter(here),
    gatewayClasses: structure.gatewayClasses.map((members) => members.filter(here)),
  }
}

/** What consumers meet first in a datacenter, walking a purpose from outside. */
function entrancesOf({ graph, consumers }: Structure, datacenter: Domain, purpose: PurposeId): readonly Instance[] {
  const found = new Set<Instance>()
  const seen = new Set<string>()
  const queue = consumers.map(({ id }) => id)
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const { to } of graph.out(at, purpose)) {
      const instance = graph.instance.get(to)
      if (!instance || seen.has(to)) continue
      seen.add(to)
      if (instance.datacenter?.key === datacenter.key) found.add(instance)
      else if (graph.isTransit(to)) queue.push(to)
    }
  }
  return [...found]
}
