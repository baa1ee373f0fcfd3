import { expect, test } from 'vitest'
import { PATTERNS } from '../patterns'
import type { PatternId } from '../patterns/pattern'
import { measure } from './measure'

/** What the templates measured when the measure was made: whatever draws them later does not do worse. */
const AT_FIRST: Readonly<
  Record<PatternId, readonly [crossings: number, bends: number, ink: number, overlaps: number]>
> = {
  'pattern-0': [0, 6, 788, 0],
  'pattern-1': [6, 20, 3058, 0],
  'pattern-2': [23, 40, 5456, 0],
  'pattern-3': [48, 58, 8780, 0],
  'pattern-4': [99, 86, 15712, 2],
  'pattern-5': [86, 68, 10929, 0],
  'multi-dc-active-active': [165, 156, 30851, 1],
  'multi-dc-active-passive': [86, 119, 27114, 1],
  'disaster-recovery': [99, 123, 24900, 0],
}

test.each(PATTERNS)('the drawing of $id is no harder to read than it was', (pattern) => {
  const [crossings, bends, ink, overlaps] = AT_FIRST[pattern.id]
  const quality = measure(pattern.template('4.7.0'))
  expect(quality).toMatchObject({ throughCards: 0, throughTabs: 0 })
  expect(quality.crossings).toBeLessThanOrEqual(crossings)
  expect(quality.bends).toBeLessThanOrEqual(bends)
  expect(quality.ink).toBeLessThanOrEqual(ink)
  expect(quality.overlaps).toBeLessThanOrEqual(overlaps)
  expect(quality.ink).toBeGreaterThan(100)
})
