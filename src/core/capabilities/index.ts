import { once } from '../memo'
import type { Deployment } from '../wiring/deployment'
import type { Capability } from './capability'
import { CAPABILITIES } from './catalogue'
import { type ElementId, State, type Structure, structureOf } from './state'

export interface CapabilityResult {
  readonly id: Capability['id']
  readonly name: string
  /** `not-provided`: false with nothing failed. */
  readonly status: 'working' | 'not-provided'
  /** Why it is not provided. */
  readonly reason?: string
  /** Elements whose failure alone takes it away, sorted: instances by id, domains by key. */
  readonly singlePointsOfFailure: readonly ElementId[]
}

/** Every capability of a deployment with nothing failed, and its single points of failure, exact. */
export function assess(deployment: Deployment): readonly CapabilityResult[] {
  const structure = structureOf(deployment)
  return CAPABILITIES.map((capability) => assessOne(capability, structure))
}

function assessOne(capability: Capability, structure: Structure): CapabilityResult {
  const base = new State(structure)
  const reason = capability.check(base)
  const { id, name } = capability
  if (reason !== null) return { id, name, status: 'not-provided', reason, singlePointsOfFailure: [] }
  const points = [...base.looked].filter(
    (element) => capability.check(new State(structure, new Set([element]))) !== null,
  )
  return { id, name, status: 'working', singlePointsOfFailure: points.sort() }
}

/** `assess`, computed once for each deployment: several rules and the panel ask. */
export const assessed = once(assess)

/** Capabilities that still work when the given elements have failed. */
export function survivors(deployment: Deployment, failed: readonly ElementId[]): readonly Capability['id'][] {
  const structure = structureOf(deployment)
  const state = new Set(failed)
  return CAPABILITIES.filter((capability) => capability.check(new State(structure, state)) === null).map(
    (capability) => capability.id,
  )
}
