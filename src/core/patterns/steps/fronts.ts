import { hasRole } from '../../kinds/roles'
import type { Id } from '../../model/design'
import type { Deployment, Instance } from '../../wiring/deployment'
import { type Graph, graphOf } from '../../wiring/graph'
import { classesOf, type ServerClass } from './needs'

/** What stands in front of servers, and what could. */

/** Load balancers of a region, or of the whole drawing where it has one region, without those behind another. */
export function frontsNear(
  deployment: Deployment,
  region: Id | '',
  several = deployment.regions.length > 1,
): readonly Instance[] {
  const graph = graphOf(deployment)
  const near = deployment.instances.filter(
    (instance) =>
      hasRole(instance.kind, 'front') && (!several || (instance.datacenter?.places[0]?.id ?? '') === region),
  )
  const behind = new Set(near.flatMap(({ id }) => (graph.outgoing.get(id) ?? []).map((link) => link.to)))
  const outer = near.filter(({ id }) => !behind.has(id))
  return outer.length > 0 ? outer : near
}

/** Whether something stands in front of servers of a region already, or waits there to. */
export function hasFront(deployment: Deployment, region: Id | '', several: boolean, gone: ReadonlySet<Id>): boolean {
  const stays = ({ component }: Instance) => !gone.has(component.id)
  if (frontsNear(deployment, region, several).some(stays)) return true
  const graph = graphOf(deployment)
  const isThere = (end: string) => {
    const server = deployment.server.get(end)
    return server !== undefined && server.instance.kind !== 'traffic-manager' && regionOf(deployment, end) === region
  }
  return deployment.instances.some(
    (instance) =>
      hasRole(instance.kind, 'front') &&
      stays(instance) &&
      isOuter(instance, graph) &&
      [...endsBehind(instance, graph)].some(isThere),
  )
}

function regionOf(deployment: Deployment, instance: string): Id | '' {
  return deployment.instance.get(instance)?.datacenter?.places[0]?.id ?? ''
}

/** No load balancer leads to it. */
function isOuter(instance: Instance, graph: Graph): boolean {
  return !(graph.incoming.get(instance.id) ?? []).some(({ from }) => {
    const before = graph.instance.get(from)
    return before !== undefined && hasRole(before.kind, 'front')
  })
}

/** The front of a class: what leads to the most of it, else one that leads nowhere, else that of another class. */
export function frontOf(deployment: Deployment, target: ServerClass): Instance | undefined {
  const graph = graphOf(deployment)
  const ends = new Map<Instance, ReadonlySet<string>>()
  for (const instance of deployment.instances) {
    if (hasRole(instance.kind, 'front')) ends.set(instance, endsBehind(instance, graph))
  }
  const near = frontsNear(deployment, target.region.region.id)
  const led = (instance: Instance, servers = target.servers) =>
    servers.filter((server) => ends.get(instance)?.has(server.instance.id)).length
  const most = (candidates: readonly Instance[], servers = target.servers) =>
    [...candidates].sort((a, b) => led(b, servers) - led(a, servers)).find((instance) => led(instance, servers) > 0)
  const others = classesOf(deployment, target.region).filter(({ role }) => role !== target.role)
  const friends = [...others].sort((a, b) => rank(a, target) - rank(b, target))
  const anywhere = [...ends.keys()].filter((instance) => isOuter(instance, graph))
  const ofFriends = (candidates: readonly Instance[]) =>
    friends.flatMap(({ servers }) => most(candidates, servers) ?? [])[0]
  return (
    most(near) ??
    most(anywhere) ??
    near.find((instance) => ends.get(instance)?.size === 0) ??
    ofFriends(near) ??
    near[0] ??
    ofFriends(anywhere)
  )
}

/** Tokens are asked for where management is, rather than where API calls come in. */
function rank(candidate: ServerClass, target: ServerClass): number {
  const order: Readonly<Record<ServerClass['role'], readonly ServerClass['role'][]>> = {
    gateway: ['control-plane', 'key-manager'],
    'control-plane': ['key-manager', 'gateway'],
    'key-manager': ['control-plane', 'gateway'],
  }
  return order[target.role].indexOf(candidate.role)
}

/** What is not passed through, in the end behind an element. */
export function endsBehind(start: Instance, graph: Graph): ReadonlySet<string> {
  const ends = new Set<string>()
  const seen = new Set([start.id])
  const queue = [start.id]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const { to } of graph.outgoing.get(at) ?? []) {
      if (!graph.isTransit(to)) ends.add(to)
      else if (!seen.has(to)) {
        seen.add(to)
        queue.push(to)
      }
    }
  }
  return ends
}

/** The last load balancers before the servers: those behind a floating address, else the front itself. */
export function lastBalancers(front: Instance, graph: Graph): readonly Instance[] {
  const behind = (graph.outgoing.get(front.id) ?? []).flatMap(({ to }) => {
    const next = graph.instance.get(to)
    return next && next.id !== front.id && hasRole(next.kind, 'front') ? [next] : []
  })
  return behind.length > 0 ? behind : [front]
}

/** A load balancer that somebody already sends a purpose to, and that leads to no server any more. */
export function forsaken(deployment: Deployment, from: Instance): Instance | undefined {
  const graph = graphOf(deployment)
  return (graph.outgoing.get(from.id) ?? [])
    .flatMap(({ to }) => graph.instance.get(to) ?? [])
    .find(
      (instance) =>
        hasRole(instance.kind, 'front') && ![...endsBehind(instance, graph)].some((end) => deployment.server.has(end)),
    )
}
