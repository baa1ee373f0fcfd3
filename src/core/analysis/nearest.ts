import { grouped } from '../base/grouped'
import type { Edit, PatternId, Way } from '../patterns/pattern'
import { PATTERN_IDS } from '../patterns/pattern'
import { costOf } from '../patterns/steps/step'
import type { Deployment } from '../wiring/deployment'
import { planTo } from './steps-to'

/** The way to every pattern that the drawing is not, least work first. */
export function waysToOthers(deployment: Deployment, current: PatternId | null): readonly Way[] {
  return PATTERN_IDS.filter((pattern) => pattern !== current)
    .map((pattern) => {
      const edits = editsTo(pattern, deployment)
      return { pattern, edits, cost: costOf(edits) }
    })
    .sort((a, b) => a.cost - b.cost || PATTERN_IDS.indexOf(a.pattern) - PATTERN_IDS.indexOf(b.pattern))
}

/** What the steps to a pattern say and cost; equal ones as one, with how often. */
export function editsTo(pattern: PatternId, deployment: Deployment): readonly Edit[] {
  return [...grouped(planTo(pattern, deployment), ({ message }) => message)].map(([message, same]) => ({
    message: same.length === 1 ? message : `${message} (${same.length} times)`,
    cost: costOf(same),
  }))
}
