import { once } from '../memo'
import type { Deployment } from '../wiring/deployment'
import { Diagram, type Node } from './bdd'
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
  /** Elements whose failure alone takes it away, sorted: instances by id, domains by key. Exact. */
  readonly singlePointsOfFailure: readonly ElementId[]
  /** Pairs of other elements whose failure together takes it away, each sorted. Exact. */
  readonly pairs: readonly (readonly [ElementId, ElementId])[]
  /** Probability that it works, elements being independent; null when it is not provided. A planning estimate. */
  readonly availability: number | null
}

/** The capabilities of a deployment as decision diagrams over its elements. */
interface Analysis {
  readonly structure: Structure
  readonly diagram: Diagram
  /** Elements in the order of their variables. */
  readonly elements: readonly ElementId[]
  readonly nodes: ReadonlyMap<Capability, Node>
}

/** The structure model of a deployment, made once. */
export const structure = once((deployment: Deployment): Structure => structureOf(deployment))

const analyse = once((deployment: Deployment): Analysis => {
  const parts = structure(deployment)
  const diagram = new Diagram()
  const elements = orderOf(parts)
  const index = new Map(elements.map((element, variable) => [element, variable]))
  const model = new Model(parts, diagramLogic(diagram), (element) => diagram.variable(index.get(element) ?? 0))
  const nodes = new Map<Capability, Node>()
  for (const capability of CAPABILITIES) {
    nodes.set(
      capability,
      model.all(capability.clauses, (clause) => clause.holds(model)),
    )
  }
  return { structure: parts, diagram, elements, nodes }
})

/** Domains before what they hold, large ones first, then instances of one domain together: diagrams stay small. */
function orderOf(structure: Structure): readonly ElementId[] {
  const order = new Set<ElementId>()
  const { instances } = structure.deployment
  const keyed = instances.map((instance) => ({ rests: structure.rests.get(instance.id) ?? [], instance }))
  for (const { rests, instance } of keyed)
    for (const element of [...rests].reverse()) if (element !== instance.id) order.add(element)
  for (const { rests } of keyed) for (const element of rests) order.add(element)
  return [...order]
}

/** Every capability of a deployment: whether it is provided, what takes it away, and how available it is. */
export const assess = once((deployment: Deployment): readonly CapabilityResult[] => {
  const analysis = analyse(deployment)
  const { structure: parts, diagram, elements, nodes } = analysis
  const figures = figuresOf(deployment, elements)
  const up = elements.map((element) => figures.get(element) ?? 1)
  const name = (variable: number) => elements[variable] ?? ''
  return CAPABILITIES.map((capability) => {
    const { id } = capability
    const node = nodes.get(capability) ?? 0
    if (!diagram.holds(node, new Set())) {
      const reason = brokenClause(capability, parts, new Set())
      return {
        id,
        name: capability.name,
        status: 'not-provided',
        ...(reason !== null && { reason }),
        singlePointsOfFailure: [],
        pairs: [],
        availability: null,
      }
    }
    return {
      id,
      name: capability.name,
      status: 'working',
      singlePointsOfFailure: diagram.singleFlips(node).map(name).sort(),
      pairs: diagram
        .doubleFlips(node)
        .map(([a, b]): [ElementId, ElementId] => (name(a) < name(b) ? [name(a), name(b)] : [name(b), name(a)]))
        .sort(comparePairs),
      availability: diagram.probability(node, up),
    }
  })
})

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
