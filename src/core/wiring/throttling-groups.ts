import { grouped } from '../base/grouped'
import { once } from '../base/memo'
import type { Deployment, Instance, InstanceId } from './deployment'
import { type Graph, graphOf } from './graph'
import { labelsOf, regionOf } from './servers'

/** Most Traffic Managers that copy their decisions to each other. */
const PAIR = 2

/**
 * Traffic Managers that count for the same gateways, each by the first of its group. A region with no more than a pair
 * has one group. With more, gateways of different labels may have pairs of their own: a group is then what a gateway, a
 * gateway label or a copy of decisions joins. Those that serve nobody belong to the only group, or to one of their own.
 * Source: docs-apim, scaling the gateway: groups of gateways, each with its Traffic Managers.
 */
export function throttlingGroups(instances: readonly Instance[], graph: Graph): ReadonlyMap<InstanceId, InstanceId> {
  const byRegion = grouped(
    instances.filter(({ kind }) => kind === 'traffic-manager'),
    regionOf,
  )
  const groups = new Map<InstanceId, InstanceId>()
  for (const [region, managers] of byRegion) {
    const joined =
      managers.length <= PAIR
        ? () => managers[0]
        : groupsOf(
            managers,
            instances.filter((instance) => instance.kind === 'universal-gateway' && regionOf(instance) === region),
            graph,
          )
    for (const manager of managers) groups.set(manager.id, joined(manager)?.id ?? manager.id)
  }
  return groups
}

/** The group of every Traffic Manager of a deployment. */
export const throttlingGroupsOf = once((deployment: Deployment) =>
  throttlingGroups(deployment.instances, graphOf(deployment)),
)

function groupsOf(
  managers: readonly Instance[],
  gateways: readonly Instance[],
  graph: Graph,
): (manager: Instance) => Instance | undefined {
  const parent = new Map<Instance, Instance>(managers.map((manager) => [manager, manager]))
  const find = (manager: Instance): Instance => {
    const next = parent.get(manager) ?? manager
    return next === manager ? manager : find(next)
  }
  const join = (all: readonly Instance[]) => {
    for (const other of all.slice(1)) if (all[0]) parent.set(find(other), find(all[0]))
  }
  const served = new Map<string, Instance>()
  const serving = new Set<Instance>()
  for (const gateway of gateways) {
    const used = [
      ...graph.reach(gateway.id, 'throttle-events').ends,
      ...graph.reach(gateway.id, 'throttle-decisions').ends,
    ].filter((end) => parent.has(end))
    join(used)
    const [first] = used
    if (!first) continue
    serving.add(first)
    for (const label of labelsOf(gateway)) {
      const mate = served.get(label)
      if (mate) join([mate, first])
      else served.set(label, first)
    }
  }
  for (const manager of managers) {
    join([manager, ...graph.reach(manager.id, 'event-duplication').ends.filter((end) => parent.has(end))])
  }
  const used = new Set([...serving].map(find))
  const idle = managers.filter((manager) => !used.has(find(manager)))
  join(used.size > 1 ? idle : [...used, ...idle])
  const first = new Map<Instance, Instance>()
  for (const manager of managers) if (!first.has(find(manager))) first.set(find(manager), manager)
  return (manager) => first.get(find(manager))
}
