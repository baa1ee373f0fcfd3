import type { Design } from '../model/design'
import type { Rule, Said } from '../rules/support/rule'
import { resolve } from '../wiring/resolve'

/** What a rule alone says of a drawing. */
export function saidOf(rule: Rule, design: Design): Said {
  return rule.check(resolve(design))
}
