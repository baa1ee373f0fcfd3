import { withNamesKept } from '../fixes/names'
import { withCompleteLayout } from '../layout/placing'
import type { Design } from '../model/design'
import type { PatternId } from '../patterns/pattern'
import { makeRoom } from '../patterns/steps/room'
import { resolve } from '../wiring/resolve'
import { planTo } from './steps-to'

/**
 * Turns a drawing into a pattern by the steps that `Recognition.nearest` names, as one edit: what is there keeps its
 * place, name and facts, new things find room beside it. The same design where it is the pattern already, wired.
 */
export function makeIt(design: Design, pattern: PatternId): Design {
  const steps = planTo(pattern, resolve(design))
  if (steps.length === 0) return design
  const made = steps.reduce((current, step) => step.apply(current), withCompleteLayout(design))
  return makeRoom(withNamesKept(design, made))
}
