import type { Id } from '../../model/design'
import type { Deployment, Instance } from '../../wiring/deployment'
import { type Graph, graphOf } from '../../wiring/graph'
import { classesOf, type ServerClass } from './needs'
import { FRONT_KINDS, WIDE_KINDS } from './region'

/** What stands in front of servers, and what could. */

/** Load balancers of a region, or of the whole drawing where it has one region, without those behind another. */
export function frontsNear(deployment: Deployment, region: Id | ''): readonly Instance[] {
  const graph = graphOf(deployment)
  const near = deployment.instances.filter(
    (instance) =>
      FRONT_KINDS.includes(instance.kind) &&
      (deployment.regions.length <= 1 || (instance.datacenter?.places[0]?.id ?? '') === region),
  )
  const behind = new Set(near.flatMap(({ id }) => (graph.outgoing.get(id) ?? []).map((link) => link.to)))
  const outer = near.filter(({ id }) => !behind.has(id))
  return outer.length > 0 ? outer : near
}

/** The front of a class: what leads to the most of it, else one that leads nowhere, else that of another class. */
export function frontOf(deployment: Deployment, target: ServerClass): Instance | undefined {
  const graph = graphOf(deployment)
  const ends = new Map<Instance, ReadonlySet<string>>()
  for (const instance of deployment.instances) {
    if (FRONT_KINDS.includes(instance.kind)) ends.set(instance, endsBehind(instance, graph))
  }
  const near = frontsNear(deployment, target.region.region.id)
  const led = (instance: Instance, servers = target.servers) =>
    servers.filter((server) => ends.get(instance)?.has(server.instance.id)).length
  const most = (candidates: readonly Instance[], servers = target.servers) =>
    [...candidates].sort((a, b) => led(b, servers) - led(a, servers)).find((instance) => led(instance, servers) > 0)
  const isOuter = (instance: Instance) =>
    !(graph.incoming.get(instance.id) ?? []).some((link) => ends.has(graph.instance.get(link.from) ?? instance))
  const others = classesOf(deployment, target.region).filter(({ role }) => role !== target.role)
  const friends = [...others].sort((a, b) => rank(a, target) - rank(b, target))
  return (
    most(near) ??
    most([...ends.keys()].filter(isOuter)) ??
    near.find((instance) => ends.get(instance)?.size === 0) ??
    friends.flatMap(({ servers }) => most(near, servers) ?? [])[0] ??
    near[0]
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
    return next && next.id !== front.id && FRONT_KINDS.includes(next.kind) ? [next] : []
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
        FRONT_KINDS.includes(instance.kind) &&
        ![...endsBehind(instance, graph)].some((end) => deployment.server.has(end)),
    )
}

export function wideOf(deployment: Deployment): Instance | undefined {
  return deployment.instances.find(({ kind }) => WIDE_KINDS.includes(kind))
}
