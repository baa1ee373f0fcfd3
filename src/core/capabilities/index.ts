import { once } from '../memo'
import type { Deployment, Instance, InstanceId } from '../wiring/deployment'
import { Diagram, type Node, TooLarge } from './bdd'
import type { Capability } from './capability'
import { CAPABILITIES } from './catalogue'
import { figuresOf } from './figures'
import { diagramLogic, TRUTH } from './logic'
import { Model } from './model'
import { type ElementId, type Structure, structureOf } from './structure'

export interface CapabilityResult {
  readonly id: Capability['id']
  readonly name: string
  /** `not-provided`: false with nothing failed. */
  readonly status: 'working' | 'not-provided'
  /** Why it is not provided. */
  readonly reason?: string
  /** Elements whose failure alone takes it away, sorted: instances by id, domains by key. Always exact. */
  readonly singlePointsOfFailure: readonly ElementId[]
  /** Pairs of other elements whose failure together takes it away, each sorted. Exact, and empty when too large. */
  readonly pairs: readonly (readonly [ElementId, ElementId])[]
  /**
   * Probability that it works, elements being independent: a planning estimate. Null when it is not provided, or
   * when the drawing is too large to compute it exactly (`bounds`).
   */
  readonly availability: number | null
  /** Given instead of the exact figure, and of pairs, when the drawing is too large. */
  readonly bounds?: { readonly low: number; readonly high: number }
}

/** One capability as a function of its elements; null when its diagram would be too large. */
interface Compiled {
  readonly capability: Capability
  readonly function: { readonly diagram: Diagram; readonly node: Node } | null
}

interface Analysis {
  /** Elements in the order of their variables. */
  readonly elements: readonly ElementId[]
  readonly compiled: readonly Compiled[]
}

/** Nodes that one diagram may hold: a tenth of a second or so of work. Ordinary drawings need a few hundred. */
const NODE_LIMIT = 40_000

/** The structure model of a deployment, made once. */
export const structure = once((deployment: Deployment): Structure => structureOf(deployment))

const analyse = once((deployment: Deployment): Analysis => {
  const parts = structure(deployment)
  const elements = orderOf(parts)
  const index = new Map(elements.map((element, variable) => [element, variable]))
  const start = () => {
    const diagram = new Diagram(NODE_LIMIT)
    return {
      diagram,
      model: new Model(parts, diagramLogic(diagram), (element) => diagram.variable(index.get(element) ?? 0)),
    }
  }
  let current = start()
  const compiled = CAPABILITIES.map((capability): Compiled => {
    const { diagram, model } = current
    try {
      const node = model.all(capability.clauses, (clause) => clause.holds(model))
      return { capability, function: { diagram, node } }
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error
      current = start()
      return { capability, function: null }
    }
  })
  return { elements, compiled }
})

/**
 * Variables by first appearance on the way of a call, each domain just before the first instance that it holds: what
 * a formula reads together stands together, so diagrams stay small.
 */
function orderOf({ deployment, rests, graph }: Structure): readonly ElementId[] {
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

/** Every capability of a deployment: whether it is provided, what takes it away, and how available it is. */
export const assess = once((deployment: Deployment): readonly CapabilityResult[] => {
  const { elements, compiled } = analyse(deployment)
  const parts = structure(deployment)
  const figures = figuresOf(deployment, elements)
  const up = elements.map((element) => figures.get(element) ?? 1)
  return compiled.map(({ capability, function: known }) => {
    const { id, name } = capability
    const reason = brokenClause(capability, parts, new Set())
    if (reason !== null) {
      return { id, name, status: 'not-provided', reason, singlePointsOfFailure: [], pairs: [], availability: null }
    }
    if (!known)
      return { id, name, status: 'working', pairs: [], availability: null, ...bounded(capability, parts, elements, up) }
    const { diagram, node } = known
    const element = (variable: number) => elements[variable] ?? ''
    return {
      id,
      name,
      status: 'working',
      singlePointsOfFailure: diagram.singleFlips(node).map(element).sort(),
      pairs: diagram
        .doubleFlips(node)
        .map(([a, b]): [ElementId, ElementId] =>
          element(a) < element(b) ? [element(a), element(b)] : [element(b), element(a)],
        )
        .sort(comparePairs),
      availability: diagram.probability(node, up),
    }
  })
})

/**
 * Without a diagram: single points by failing every element that the formula looked at (no other can matter), and
 * bounds of the availability from the states with at most one failure.
 */
function bounded(capability: Capability, parts: Structure, elements: readonly ElementId[], up: readonly number[]) {
  const looked = new Set<ElementId>()
  const model = new Model(parts, TRUTH, (element) => {
    looked.add(element)
    return true
  })
  for (const clause of capability.clauses) clause.holds(model)
  const points = [...looked].filter((element) => brokenClause(capability, parts, new Set([element])) !== null).sort()
  const single = new Set(points)
  const none = up.reduce((product, chance) => product * chance, 1)
  const one = (of: (element: ElementId) => boolean) =>
    elements.reduce((sum, element, at) => (of(element) ? sum + (none * (1 - (up[at] ?? 1))) / (up[at] ?? 1) : sum), 0)
  const low = none + one((element) => !single.has(element))
  return { singlePointsOfFailure: points, bounds: { low, high: low + Math.max(0, 1 - none - one(() => true)) } }
}

function comparePairs(a: readonly [string, string], b: readonly [string, string]): number {
  return a.join(' ') < b.join(' ') ? -1 : 1
}

/** The first clause that does not hold when the given elements have failed, as a sentence; null when all hold. */
export function brokenClause(
  capability: Capability,
  structure: Structure,
  failed: ReadonlySet<ElementId>,
): string | null {
  const model = new Model(structure, TRUTH, (element) => !failed.has(element))
  const broken = capability.clauses.find((clause) => !clause.holds(model))
  if (!broken) return null
  return typeof broken.otherwise === 'string' ? broken.otherwise : broken.otherwise(structure)
}

/** What each capability says when the given elements have failed: null when it works, else the clause that broke. */
export function stateOf(
  deployment: Deployment,
  failed: ReadonlySet<ElementId>,
): ReadonlyMap<Capability['id'], string | null> {
  const parts = structure(deployment)
  return new Map(CAPABILITIES.map((capability) => [capability.id, brokenClause(capability, parts, failed)]))
}
