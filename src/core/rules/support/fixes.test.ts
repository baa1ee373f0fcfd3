import { describe, expect, test } from 'vitest'
import { parseDesign, serializeDesign } from '../../document/codec'
import { APIM_VERSIONS, type Design } from '../../model/design'
import { PATTERNS } from '../../patterns'
import { type ChangedOnce, withOneDifferent, withOneSetting, withoutOne } from '../../testing/changed-once'
import { leftByFix } from '../../testing/fixes'
import { resolve } from '../../wiring/resolve'
import { diagnose } from '..'

const NEWEST = PATTERNS.map((pattern) => [pattern.id, pattern.template('4.7.0')] as const)
const TEMPLATES = PATTERNS.flatMap((pattern) =>
  APIM_VERSIONS.map((version) => [pattern.id, version, pattern.template(version)] as const),
)

/** What a fix leaves behind, in words; empty when it does what it promises. */
function faultsOf(changes: readonly ChangedOnce[]): readonly string[] {
  return changes.flatMap(({ what, design }) => {
    const found = diagnose(resolve(design))
    return found.flatMap((finding) => {
      if (!finding.fix) return []
      const fixed = finding.fix.apply(design)
      const left = leftByFix(design, found, finding).map((item) => item.finding)
      const readsBack = parseDesign(serializeDesign(fixed)).ok
      const faults = [...left, ...(readsBack ? [] : ['a document that does not read back'])]
      return faults.map((fault) => `${what}: "${finding.fix?.label}" of ${finding.key} leaves ${fault}`)
    })
  })
}

function reads({ design }: ChangedOnce): boolean {
  return parseDesign(serializeDesign(design)).ok
}

describe('every fix mends what it says and brings nothing as bad', () => {
  test.each(TEMPLATES)('in %s on %s with one component or connection less', (_id, _version, design) => {
    expect(faultsOf(withoutOne(design))).toEqual([])
  })

  test.each(NEWEST)('in %s with one property, place or setting different', (_id, design) => {
    const changes = [...withOneDifferent(design), ...withOneSetting(design)].filter(reads)
    expect(changes.length).toBeGreaterThan(20)
    expect(faultsOf(changes)).toEqual([])
  })
})

test.each(NEWEST)('a fix leaves the design that it is given as it was: %s', (_id, design) => {
  for (const { design: changed } of withoutOne(design)) {
    const before = serializeDesign(changed)
    const fixes = diagnose(resolve(changed)).flatMap(({ fix }) => fix ?? [])
    const results: readonly Design[] = fixes.map((fix) => fix.apply(changed))
    expect(results).not.toContain(changed)
    expect(serializeDesign(changed)).toBe(before)
  }
})
