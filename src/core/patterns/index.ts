import { multiDcActiveActive } from './multi-dc-active-active'
import { multiDcActivePassive } from './multi-dc-active-passive'
import type { PatternDefinition, PatternId } from './pattern'
import { pattern0 } from './pattern-0'
import { pattern1 } from './pattern-1'
import { pattern2 } from './pattern-2'
import { pattern3 } from './pattern-3'
import { pattern4 } from './pattern-4'
import { pattern5 } from './pattern-5'

/** The eight published patterns, in the guide's order. */
export const PATTERNS: readonly PatternDefinition[] = [
  pattern0,
  pattern1,
  pattern2,
  pattern3,
  pattern4,
  pattern5,
  multiDcActiveActive,
  multiDcActivePassive,
]

export function patternById(id: PatternId): PatternDefinition {
  const pattern = PATTERNS.find((candidate) => candidate.id === id)
  if (!pattern) throw new Error(`no pattern ${id}`)
  return pattern
}
