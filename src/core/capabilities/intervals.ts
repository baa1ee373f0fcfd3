import { type Diagram, FALSE, type Node, TooLarge, TRUE } from './bdd'
import type { Logic } from './logic'

/** A function that is known: a node of a diagram; else what its probability lies between. */
export type Enclosed = Node | { readonly low: number; readonly high: number }

/** Nodes that one step may add, and all steps together: enough for one gateway's formula, not for all of a large drawing. */
const NODES = { step: 2_000, together: 60_000 } as const

/**
 * Diagrams as long as they stay small, intervals from there on: whatever two functions have in common, the probability
 * that both hold lies between a + b - 1 and the smaller, and that one holds between the larger and a + b.
 * Source: Fréchet's inequalities.
 */
export function enclosureLogic(
  diagram: Diagram,
  up: readonly number[],
  nodes: { readonly step: number; readonly together: number } = NODES,
): Logic<Enclosed> {
  const step = (operate: () => Node, otherwise: () => Enclosed): Enclosed => {
    if (diagram.size > nodes.together) return otherwise()
    diagram.allow(nodes.step)
    try {
      return operate()
    } catch (error) {
      if (error instanceof TooLarge) return otherwise()
      throw error
    }
  }
  const both = (a: Enclosed, b: Enclosed): Enclosed => {
    const [x, y] = [intervalOf(a, diagram, up), intervalOf(b, diagram, up)]
    return { low: Math.max(0, x.low + y.low - 1), high: Math.min(x.high, y.high) }
  }
  const either = (a: Enclosed, b: Enclosed): Enclosed => {
    const [x, y] = [intervalOf(a, diagram, up), intervalOf(b, diagram, up)]
    return { low: Math.max(x.low, y.low), high: Math.min(1, x.high + y.high) }
  }
  return {
    yes: TRUE,
    no: FALSE,
    and: (a, b) => {
      if (a === FALSE) return FALSE
      const other = b()
      if (typeof a !== 'number' || typeof other !== 'number') return other === FALSE ? FALSE : both(a, other)
      return step(
        () => diagram.and(a, other),
        () => both(a, other),
      )
    },
    or: (a, b) => {
      if (a === TRUE) return TRUE
      const other = b()
      if (typeof a !== 'number' || typeof other !== 'number') return other === TRUE ? TRUE : either(a, other)
      return step(
        () => diagram.or(a, other),
        () => either(a, other),
      )
    },
    not: (a) => {
      if (typeof a !== 'number') return { low: 1 - a.high, high: 1 - a.low }
      return step(
        () => diagram.not(a),
        () => {
          const { low, high } = intervalOf(a, diagram, up)
          return { low: 1 - high, high: 1 - low }
        },
      )
    },
  }
}

export function intervalOf(
  value: Enclosed,
  diagram: Diagram,
  up: readonly number[],
): { readonly low: number; readonly high: number } {
  if (typeof value !== 'number') return value
  const probability = diagram.probability(value, up)
  return { low: probability, high: probability }
}
