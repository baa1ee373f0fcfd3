import { withTopology } from '../document/change'
import { KINDS } from '../kinds'
import { CARD } from '../layout/boxes'
import type { Component, Connection, Design, Id } from '../model/design'
import { freshId } from '../model/queries'
import type { Instance } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { resolve } from '../wiring/resolve'
import { completeWiring, connectAll } from './complete'
import { boxBeside, nextLabel } from './twin'

/** Puts a load balancer in front of a server and of those of its kind that an edit has added since `before`. */
export function addEntrance(design: Design, original: Component, before: Design): Design {
  const old = new Set(before.topology.components.map((item) => item.id))
  const pair = resolve(design).instances.filter(
    (item) => item.component.id === original.id || (!old.has(item.component.id) && item.kind === original.kind),
  )
  return addLoadBalancer(design, pair)
}

/**
 * Puts a load balancer beside the servers and leads it, and whoever called one of them, to all of them. The same design
 * when there are no servers.
 */
export function addLoadBalancer(design: Design, members: readonly Instance[]): Design {
  const [first] = members
  if (!first) return design
  const id = freshId(design, 'lb')
  const place = first.places.find((box) => box.kind === 'datacenter')?.id
  const box = design.layout[first.component.id]
  const targets = [...new Set(members.map((member) => member.component.id))]
  const made: Component = {
    id,
    kind: 'load-balancer',
    ...(place !== undefined && { place }),
    label: nextBalancerLabel(design),
  }
  const added: Design = {
    ...design,
    topology: { ...design.topology, components: [...design.topology.components, made] },
    layout: box
      ? {
          ...design.layout,
          [id]: boxBeside(design, made, place, {
            x: place === undefined ? box.x - 280 : 24,
            y: 44,
            ...CARD,
          }),
        }
      : design.layout,
  }
  const called = callThrough(added, targets, id)
  return completeWiring(
    connectAll(
      called,
      targets.map((to) => ({ from: id, to })),
    ),
  ).design
}

/** People and programs that call some servers by their names call what stands in front of all of them instead. */
export function callThrough(design: Design, servers: readonly Id[], front: Id): Design {
  const { components, connections } = design.topology
  const actors = new Set(components.filter(({ kind }) => KINDS[kind].actor).map(({ id }) => id))
  const isCall = ({ from, to }: Connection) => servers.includes(to) && actors.has(from)
  const callers = [...new Set(connections.filter(isCall).map(({ from }) => from))]
  const kept = connections.filter((line) => !isCall(line))
  return connectAll(
    withTopology(design, { connections: kept }),
    callers.map((from) => ({ from, to: front })),
  )
}

function nextBalancerLabel(design: Design): string {
  const taken = new Set(design.topology.components.map(labelOf))
  return taken.has('Load balancer') ? nextLabel(design.topology.components, 'Load balancer') : 'Load balancer'
}
