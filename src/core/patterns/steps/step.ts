import type { Design, KindId } from '../../model/design'
import type { Edit } from '../pattern'

/** What one unit of work costs: a connection or fact 1, a new component 3, a change of kind 4, a removal 5. */
export const COST = { connect: 1, add: 3, change: 4, remove: 5 } as const

/** One step towards a pattern: what it says and costs is what it does. Components are counted by their instances. */
export interface Step extends Edit {
  /** Kinds of what it adds, one for each component. */
  readonly adds?: readonly KindId[]
  readonly apply: (design: Design) => Design
}

export function costOf(steps: readonly Edit[]): number {
  return steps.reduce((sum, step) => sum + step.cost, 0)
}
