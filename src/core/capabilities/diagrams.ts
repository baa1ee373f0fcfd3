import { once } from '../base/memo'
import type { Deployment, Instance, InstanceId } from '../wiring/deployment'
import { Diagram, type Node, TooLarge, TRUE } from './bdd'
import type { Capability } from './capability'
import { CAPABILITIES } from './catalogue'
import { type Enclosed, enclosureLogic, intervalOf } from './intervals'
import { diagramLogic } from './logic'
import { Model } from './model'
import { structure } from './points'
import { REGIONAL, viewsOf } from './regions'
import type { ElementId, Structure } from './structure'

/** A capability as a function of its elements: a node of a diagram. Null when the diagram would be too large. */
export interface Compiled {
  readonly diagram: Diagram
  readonly node: Node
}

export interface Compilation {
  /** Elements in the order of their variables. */
  readonly elements: readonly ElementId[]
  of(capability: Capability): Compiled | null
  /** Seen from one region. */
  in(region: string, capability: Capability): Compiled | null
  /** Both at once; null when that is too large. */
  both(a: Capability, b: Capability): Compiled | null
  /** What the availability of a function that is too large lies between, `up` being that of the elements. */
  bounds(
    capability: Capability,
    up: readonly number[],
    view?: Structure,
  ): { readonly low: number; readonly high: number }
}

/**
 * Nodes that one function may need, all of one drawing together, and each at the least: about two seconds of work in
 * all. Most need a few hundred; one that needs too many leaves room for the others.
 */
const NODES = { each: 150_000, together: 900_000, least: 15_000 } as const

/** Every capability of a deployment, compiled once. What does not fit is given up one by one, the rest stays exact. */
export const compile = once((deployment: Deployment): Compilation => {
  const parts = structure(deployment)
  const elements = orderOf(parts)
  const index = new Map(elements.map((element, variable) => [element, variable]))
  let left: number = NODES.together
  let bench = workbench(parts, index)
  const build = (view: Structure, capability: Capability): Compiled | null => {
    if (bench.view !== view) bench = workbench(view, index)
    const { diagram, model } = bench
    const before = diagram.size
    diagram.allow(Math.max(NODES.least, Math.min(NODES.each, left)))
    const compiled = orTooLarge(() => ({
      diagram,
      node: model.all(capability.clauses, (clause) => clause.holds(model)),
    }))
    left -= diagram.size - before
    if (!compiled) bench = workbench(view, index)
    return compiled
  }
  const whole = new Map(CAPABILITIES.map((capability) => [capability.id, build(parts, capability)]))
  const regional = new Map(
    viewsOf(parts).flatMap((view) =>
      CAPABILITIES.filter(({ id }) => REGIONAL.includes(id)).map((capability) => [
        `${view.region} ${capability.id}`,
        build(view.structure, capability),
      ]),
    ),
  )
  return {
    elements,
    of: ({ id }) => whole.get(id) ?? null,
    in: (region, { id }) => regional.get(`${region} ${id}`) ?? null,
    both: (a, b) => {
      const [x, y] = [whole.get(a.id), whole.get(b.id)]
      if (!x || !y || x.diagram !== y.diagram) return null
      const { diagram } = x
      return orTooLarge(() => {
        diagram.allow(NODES.least)
        return { diagram, node: diagram.and(x.node, y.node) }
      })
    },
    bounds: (capability, up, view = parts) => {
      const diagram = new Diagram()
      const variables = elements.map((_, variable) => diagram.variable(variable))
      const model = new Model<Enclosed>(
        view,
        enclosureLogic(diagram, up),
        (element) => variables[index.get(element) ?? 0] ?? TRUE,
      )
      return intervalOf(
        model.all(capability.clauses, (clause) => clause.holds(model)),
        diagram,
        up,
      )
    },
  }
})

function orTooLarge<T>(build: () => T): T | null {
  try {
    return build()
  } catch (error) {
    if (error instanceof TooLarge) return null
    throw error
  }
}

interface Workbench {
  readonly view: Structure
  readonly diagram: Diagram
  readonly model: Model<Node>
}

function workbench(view: Structure, index: ReadonlyMap<ElementId, number>): Workbench {
  const diagram = new Diagram()
  const model = new Model(view, diagramLogic(diagram), (element) => diagram.variable(index.get(element) ?? 0))
  return { view, diagram, model }
}

/**
 * Variables by first appearance on the way of a call, each domain just before the first instance that it holds: what
 * a formula reads together stands together, so diagrams stay small.
 */
export function orderOf({ deployment, rests, graph }: Structure): readonly ElementId[] {
  const order = new Set<ElementId>()
  const seen = new Set<InstanceId>()
  const visit = (start: Instance) => {
    const stack = [start.id]
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      if (seen.has(id)) continue
      seen.add(id)
      for (const element of [...(rests.get(id) ?? [])].reverse()) order.add(element)
      const links = graph.outgoing.get(id) ?? []
      for (let at = links.length - 1; at >= 0; at--) {
        const next = links[at]?.to
        if (next !== undefined && !seen.has(next)) stack.push(next)
      }
    }
  }
  for (const instance of deployment.instances) if (instance.kind === 'api-consumer') visit(instance)
  for (const instance of deployment.instances) visit(instance)
  return [...order]
}
