import { once } from '../base/memo'
import type { PurposeId } from '../model/design'
import type { Domain, Instance } from '../wiring/deployment'
import { labelsOf } from '../wiring/servers'
import type { Capability } from './capability'
import type { Structure } from './structure'

/** Capabilities that the consumers or gateways of a region or an environment see differently from the whole. */
export const REGIONAL: readonly Capability['id'][] = ['C1', 'C2', 'C3', 'C5', 'C6', 'C10', 'C12', 'C13']

/** The whole as a part of it sees it. */
export interface View {
  /** The datacenter's label, or `environment` with the label that gateways have. */
  readonly region: string
  readonly key: string
  readonly structure: Structure
}

/** Its consumers come in where the region lets them in, and only its gateways count. */
export interface RegionView extends View {
  readonly datacenter: Domain['key']
}

/** Every region, and every gateway environment: an API is on the gateways of its environments, and on no others. */
export const viewsOf = once((structure: Structure): readonly View[] => [
  ...regionViews(structure),
  ...environmentViews(structure),
])

function environmentViews(structure: Structure): readonly View[] {
  const labels = [...new Set(structure.gateways.flatMap(labelsOf))].sort()
  if (labels.length < 2) return []
  return labels.map((label) => {
    const serves = (gateway: Instance) => labelsOf(gateway).includes(label)
    return {
      region: `environment ${label}`,
      key: `environment:${label}`,
      structure: {
        ...structure,
        gateways: structure.gateways.filter(serves),
        gatewayClasses: structure.gatewayClasses.map((members) => members.filter(serves)),
      },
    }
  })
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
    key: datacenter.key,
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
