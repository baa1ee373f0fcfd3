import type { Figure } from './figures'
import type { ElementId } from './structure'

/** Elements in the order of the variables, with their figures. */
export interface Scale {
  readonly elements: readonly ElementId[]
  readonly figures: readonly (Figure | undefined)[]
  /** Availability of each. */
  readonly up: readonly number[]
}

/** How much of the time that a capability is down is owed to one element. */
export interface Contribution {
  readonly element: ElementId
  /** Criticality: importance times the element's own unavailability, over the capability's; 0 to 1. */
  readonly share: number
}
