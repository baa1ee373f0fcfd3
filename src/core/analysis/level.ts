import { once } from '../base/memo'
import type { Level, Requirement } from '../patterns/pattern'
import { regionalRequirements } from '../patterns/regional'
import { type WiredRequirement, wiredRequirements } from '../patterns/requirements'
import { shapeOfDeployment } from '../patterns/shape'
import type { Deployment } from '../wiring/deployment'
import { redundancyRequirements } from './redundancy'

/** How far a drawing goes in the pattern that it is, with what decides it; no level where it is none. */
export interface Grade {
  readonly level: Level | null
  readonly wired: readonly WiredRequirement[]
  readonly redundant: readonly Requirement[]
}

export const gradeOf = once((deployment: Deployment): Grade => {
  const shape = shapeOfDeployment(deployment)
  if (shape.kind === 'none') return { level: null, wired: [], redundant: [] }
  const wired = [...wiredRequirements(deployment), ...regionalRequirements(shape, deployment)]
  const redundant = redundancyRequirements(deployment)
  return { level: levelOf(wired, redundant), wired, redundant }
})

function levelOf(wired: readonly WiredRequirement[], redundant: readonly Requirement[]): Level {
  if (!wired.every((requirement) => requirement.met)) return 'shape'
  return redundant.every((requirement) => requirement.met) ? 'ha' : 'wired'
}
