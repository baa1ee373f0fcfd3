import type { Design } from '../../model/design'
import { type Finding, type Fix, keyOf, SEVERITIES } from './rule'

/** What a fix may bring that another fix mends. What stands alone or together is for people to change, a step at a time. */
const BROUGHT = /^(?:CFG|EDGE|EV|LB-(?!0[123])|TM)/
const MOST = 4

/**
 * A fix that finishes its job: what is wrong only since the edit, is as bad as what it mended and can be mended by an
 * edit of its own, is mended with it.
 */
export function finishing(finding: Finding, fix: Fix, check: (design: Design) => readonly Finding[]): Fix {
  return {
    label: fix.label,
    apply: (design) => {
      const before = check(design)
      let mended = fix.apply(design)
      for (let round = 0; round < MOST; round++) {
        const next = check(mended).find((found) => isBrought(found, before, finding))
        if (!next?.fix) break
        mended = next.fix.apply(mended)
      }
      return mended
    },
  }
}

function isBrought(found: Finding, before: readonly Finding[], mended: Finding): boolean {
  return (
    found.fix !== undefined &&
    BROUGHT.test(found.code) &&
    SEVERITIES.indexOf(found.severity) <= SEVERITIES.indexOf(mended.severity) &&
    !before.some((old) => keyOf(old) === keyOf(found) || (old.root !== undefined && old.root === found.root))
  )
}
