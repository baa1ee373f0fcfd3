import { once } from '../base/memo'
import type { Deployment } from '../wiring/deployment'
import type { Capability } from './capability'
import { assess } from './index'
import type { ElementId } from './structure'

/** How much the loss of a capability weighs: calls most, then tokens and limits, then management, then the rest. */
const WEIGHT: Readonly<Partial<Record<Capability['id'], number>>> = {
  C1: 16,
  C2: 6,
  C3: 8,
  C5: 6,
  C6: 3,
  C7: 3,
  C8: 3,
  C10: 3,
}

export interface WorstFailure {
  readonly element: ElementId
  /** Capabilities that its failure alone takes away, in the order of the table. */
  readonly lost: readonly Capability['id'][]
}

/** Single failures that take anything away, the most harmful first. Exact: read off the single points of failure. */
export const worstFailures = once((deployment: Deployment): readonly WorstFailure[] => {
  const lost = new Map<ElementId, Capability['id'][]>()
  for (const { id, singlePointsOfFailure } of assess(deployment)) {
    for (const element of singlePointsOfFailure) lost.set(element, [...(lost.get(element) ?? []), id])
  }
  const weight = (ids: readonly Capability['id'][]) => ids.reduce((sum, id) => sum + (WEIGHT[id] ?? 1), 0)
  return [...lost]
    .map(([element, ids]) => ({ element, lost: ids }))
    .sort((a, b) => weight(b.lost) - weight(a.lost) || (a.element < b.element ? -1 : 1))
})
