import { once } from '../base/memo'
import type { Deployment } from '../wiring/deployment'
import type { Capability } from './capability'
import { CAPABILITIES } from './catalogue'
import { TRUTH } from './logic'
import { Model } from './model'
import { SINGLE_FAILURES, unlessFailed } from './single-failures'
import { type ElementId, type Structure, structureOf } from './structure'

/** The structure model of a deployment, made once. */
export const structure = once((deployment: Deployment): Structure => structureOf(deployment))

export interface Provision {
  readonly capability: Capability
  /** Why it is not provided; null when it works with nothing failed. */
  readonly missing: string | null
  /** Elements whose failure alone takes it away, sorted: instances by id, domains by key. */
  readonly points: readonly ElementId[]
}

/** Which capabilities a deployment provides, and what alone takes each of them away. Exact, however large. */
export const singlePoints = once((deployment: Deployment): readonly Provision[] =>
  provisionsOf(structure(deployment), CAPABILITIES),
)

export function provisionsOf(parts: Structure, capabilities: readonly Capability[]): readonly Provision[] {
  const { elements } = parts
  const variables = new Map(elements.map((element, index) => [element, unlessFailed(index)]))
  const model = new Model(parts, SINGLE_FAILURES, (element) => variables.get(element) ?? SINGLE_FAILURES.yes)
  return capabilities.map((capability) => {
    const { base, by } = model.all(capability.clauses, (clause) => clause.holds(model))
    const points = base ? by.flatMap((index) => elements[index] ?? []) : []
    return { capability, missing: base ? null : brokenClause(capability, parts, new Set()), points }
  })
}

/** The first clause that does not hold when the given elements have failed, as a sentence; null when all hold. */
export function brokenClause(capability: Capability, parts: Structure, failed: ReadonlySet<ElementId>): string | null {
  const model = new Model(parts, TRUTH, (element) => !failed.has(element))
  const broken = capability.clauses.find((clause) => !clause.holds(model))
  if (!broken) return null
  return typeof broken.otherwise === 'string' ? broken.otherwise : broken.otherwise(parts)
}

/** What each capability says when the given elements have failed: null when it works, else the clause that broke. */
export function stateOf(
  deployment: Deployment,
  failed: ReadonlySet<ElementId>,
): ReadonlyMap<Capability['id'], string | null> {
  const parts = structure(deployment)
  return new Map(CAPABILITIES.map((capability) => [capability.id, brokenClause(capability, parts, failed)]))
}
