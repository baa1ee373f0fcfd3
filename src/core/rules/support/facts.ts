import { alike } from '../../base/grouped'
import { once } from '../../base/memo'
import type { Id } from '../../model/design'
import type { Deployment } from '../../wiring/deployment'
import { compareIds } from '../../wiring/graph'
import { RULES } from '../catalogue'
import { FACTS, type FactName } from './rule'

/** A fact that the drawing does not give and that a rule waits for. */
export interface OpenFact {
  /** Component or place that it is about; empty for a setting of the whole design. */
  readonly subject: Id
  /** Key of the property or setting; `zone` and `host` for the place that a component is drawn in. */
  readonly fact: FactName
  /** Codes of the rules that the answer may wake, sorted. */
  readonly rules: readonly string[]
}

/**
 * Facts that would sharpen the analysis: what rules said that they lack, each fact of each element once, with those that
 * say most about the whole first. A field with a default is no question.
 */
export const factsThatSharpen = once((deployment: Deployment): readonly OpenFact[] => {
  const said = RULES.flatMap(({ code, check }) => check(deployment).unknown.map((unknown) => ({ ...unknown, code })))
  return alike(said, ({ fact, subject }) => `${fact} ${subject}`)
    .map((same) => ({
      subject: same[0].subject,
      fact: same[0].fact,
      rules: [...new Set(same.map(({ code }) => code))].sort(),
    }))
    .sort((a, b) => FACTS.indexOf(a.fact) - FACTS.indexOf(b.fact) || compareIds(a.subject, b.subject))
})
