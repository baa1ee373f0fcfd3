import { disasterRecovery } from './disaster-recovery'
import { multiDcActiveActive } from './multi-dc-active-active'
import { multiDcActivePassive } from './multi-dc-active-passive'
import { PATTERN_IDS, type PatternDefinition, type PatternId } from './pattern'
import { pattern0 } from './pattern-0'
import { pattern1 } from './pattern-1'
import { pattern2 } from './pattern-2'
import { pattern3 } from './pattern-3'
import { pattern4 } from './pattern-4'
import { pattern5 } from './pattern-5'

const BY_ID: Readonly<Record<PatternId, PatternDefinition>> = {
  'pattern-0': pattern0,
  'pattern-1': pattern1,
  'pattern-2': pattern2,
  'pattern-3': pattern3,
  'pattern-4': pattern4,
  'pattern-5': pattern5,
  'multi-dc-active-active': multiDcActiveActive,
  'multi-dc-active-passive': multiDcActivePassive,
  'disaster-recovery': disasterRecovery,
}

/** The eight published patterns, in the guide's order, and the custom one of a datacenter that stands by. */
export const PATTERNS: readonly PatternDefinition[] = PATTERN_IDS.map((id) => BY_ID[id])

export function patternById(id: PatternId): PatternDefinition {
  return BY_ID[id]
}
