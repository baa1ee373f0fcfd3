import { type Diagram, FALSE, type Node, TRUE } from './bdd'

/**
 * What the formulas are written in. With truth values a formula answers for one state of the world; with decision
 * diagrams it becomes the whole function of what is up.
 */
export interface Logic<B> {
  readonly yes: B
  readonly no: B
  and(a: B, b: () => B): B
  or(a: B, b: () => B): B
  not(a: B): B
}

export const TRUTH: Logic<boolean> = {
  yes: true,
  no: false,
  and: (a, b) => a && b(),
  or: (a, b) => a || b(),
  not: (a) => !a,
}

export function diagramLogic(diagram: Diagram): Logic<Node> {
  return {
    yes: TRUE,
    no: FALSE,
    and: (a, b) => (a === FALSE ? FALSE : diagram.and(a, b())),
    or: (a, b) => (a === TRUE ? TRUE : diagram.or(a, b())),
    not: (a) => diagram.not(a),
  }
}
