import { Diagram, type Node, TooLarge } from '../core/capabilities/bdd'
import type { Capability } from '../core/capabilities/capability'
import { CAPABILITIES } from '../core/capabilities/catalogue'
import { orderOf } from '../core/capabilities/diagrams'
import { diagramLogic } from '../core/capabilities/logic'
import { Model } from '../core/capabilities/model'
import { structure } from '../core/capabilities/points'
import { MOMENTS, type Moment, type Outcome, simulateStructure } from '../core/capabilities/simulate'
import type { ElementId, Structure } from '../core/capabilities/structure'
import type { Deployment } from '../core/wiring/deployment'

/** One capability in one state, in which the files do something else than was promised. */
export interface Disagreement {
  readonly failed: readonly ElementId[]
  readonly capability: Capability
  readonly moment: Moment
  readonly promised: Outcome
  readonly read: Outcome
}

export interface Comparison {
  /** States that were compared: nothing failed, each element, each pair of instances. */
  readonly states: number
  /** For each capability that differs, the smallest states in which it does. */
  readonly disagreements: readonly Disagreement[]
}

/** Nodes that all functions of one drawing may need; past that each state is evaluated by itself. */
const NODES = 400_000

/** What was promised against what the files do, in every state with nothing, one element or two instances failed. */
export function compare(deployment: Deployment, read: Structure): Comparison {
  const promised = structure(deployment)
  const states = statesOf(promised)
  const differing = differingIn(promised, read)
  const disagreements: Disagreement[] = []
  const settled = new Set<Capability>()
  if (differing.size > 0) {
    for (const failed of states) {
      const found = disagreementsIn(deployment, read, failed, differing, settled)
      disagreements.push(...found)
      for (const { capability } of found) settled.add(capability)
      if (settled.size === differing.size) break
    }
  }
  return { states: states.length, disagreements }
}

/** Pairs of instances only: a domain is many instances at once. */
function statesOf({ elements, deployment }: Structure): readonly (readonly ElementId[])[] {
  const instances = elements.filter((element) => deployment.instance.has(element))
  return [
    [],
    ...elements.map((element) => [element]),
    ...instances.flatMap((a, at) => instances.slice(at + 1).map((b) => [a, b])),
  ]
}

function disagreementsIn(
  deployment: Deployment,
  read: Structure,
  failed: readonly ElementId[],
  differing: ReadonlySet<Capability>,
  settled: ReadonlySet<Capability>,
): readonly Disagreement[] {
  const down = new Set(failed)
  const said = simulateStructure(deployment, structure(deployment), down)
  const done = simulateStructure(deployment, read, down)
  return CAPABILITIES.flatMap((capability): Disagreement[] => {
    if (!differing.has(capability) || settled.has(capability)) return []
    const [promised, found] = [said(capability), done(capability)]
    const moment = MOMENTS.find((one) => promised[one].status !== found[one].status)
    return moment ? [{ failed, capability, moment, promised: promised[moment], read: found[moment] }] : []
  })
}

/**
 * Capabilities that are not the same function of what is up: equal diagrams are equal in all states. All capabilities
 * where that is too large to say.
 */
function differingIn(promised: Structure, read: Structure): ReadonlySet<Capability> {
  const order = [...new Set([...orderOf(promised), ...read.elements])]
  const diagram = new Diagram()
  diagram.allow(NODES)
  const variable = new Map(order.map((element, index) => [element, index]))
  const modelOf = (structure: Structure) =>
    new Model(structure, diagramLogic(diagram), (element) => diagram.variable(variable.get(element) ?? 0))
  const [a, b] = [modelOf(promised), modelOf(read)]
  try {
    const one = new Map(CAPABILITIES.map((capability) => [capability, functionsOf(capability, a, diagram)]))
    const other = new Map(CAPABILITIES.map((capability) => [capability, functionsOf(capability, b, diagram)]))
    const changed = CAPABILITIES.filter((capability) => {
      const [x, y] = [one.get(capability) ?? [], other.get(capability) ?? []]
      return x.some((node, index) => node !== y[index])
    })
    return withDependents(changed)
  } catch (error) {
    if (error instanceof TooLarge) return new Set(CAPABILITIES)
    throw error
  }
}

/** That it works, what is left of it when it does not, and what strains it when it does. */
function functionsOf({ clauses, remains, strain }: Capability, model: Model<Node>, diagram: Diagram): readonly Node[] {
  const works = model.all(clauses, (clause) => clause.holds(model))
  const left = remains ? diagram.and(diagram.not(works), remains.holds(model)) : 0
  const eased = strain ? diagram.and(works, strain.holds(model)) : 0
  return [works, left, eased]
}

/** Later moments of what needs tokens or gateways depend on C3 and C10. */
function withDependents(changed: readonly Capability[]): ReadonlySet<Capability> {
  const ids = new Set(changed.map(({ id }) => id))
  const follows = ({ needsTokens, needsGateways }: Capability) =>
    (needsTokens && ids.has('C3')) || (needsGateways && ids.has('C10'))
  return new Set(CAPABILITIES.filter((capability) => ids.has(capability.id) || follows(capability)))
}
