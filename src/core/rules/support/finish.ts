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
        const after = check(mended)
        const next = after.find((found) => isBrought(found, before, after, finding))
        if (!next?.fix) break
        mended = next.fix.apply(mended)
      }
      return mended
    },
  }
}

function isBrought(found: Finding, before: readonly Finding[], after: readonly Finding[], mended: Finding): boolean {
  const left = new Set(after.map(keyOf))
  const isOld = (old: Finding) =>
    keyOf(old) === keyOf(found) ||
    (old.root !== undefined && old.root === found.root) ||
    // It names more now, or fewer, and was there before.
    (old.code === found.code &&
      !left.has(keyOf(old)) &&
      keyOf(old) !== keyOf(mended) &&
      old.subjects.some((subject) => found.subjects.includes(subject)))
  return (
    found.fix !== undefined &&
    BROUGHT.test(found.code) &&
    SEVERITIES.indexOf(found.severity) <= SEVERITIES.indexOf(mended.severity) &&
    !before.some(isOld)
  )
}
