import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { APIM_VERSIONS } from '../model/design'
import { VERSIONS } from '../versions'
import { coreFactor } from './cores'
import { throughputOf } from './throughput'

const KIB = 1024
const bytes = fc.double({ min: 1, max: 10_240 * KIB, noNaN: true })
const share = fc.double({ min: 0, max: 1, noNaN: true })
const version = fc.constantFrom(...APIM_VERSIONS)

describe('throughput', () => {
  test('is what was measured, at each measured size', () => {
    for (const each of APIM_VERSIONS) {
      const { passthrough, transformation } = VERSIONS[each].throughput
      for (const { bytes: size, cells } of passthrough)
        expect(throughputOf(each, size, 0).mixed).toBeCloseTo(cells[0], 6)
      for (const { bytes: size, cells } of transformation)
        expect(throughputOf(each, size, 1).mixed).toBeCloseTo(cells[0], 6)
    }
  })

  test('has half of the calls transformed as the harmonic mean of both', () => {
    const { passthrough, transformation, mixed } = throughputOf('4.6.0', KIB, 0.5)
    expect(passthrough).toBeCloseTo(3465, 6)
    expect(transformation).toBeCloseTo(2177, 6)
    expect(Math.round(mixed)).toBe(2674)
  })

  test('of 4.7.0 is that of 4.6.0, for none is published', () => {
    expect(VERSIONS['4.7.0'].throughput).toBe(VERSIONS['4.6.0'].throughput)
    expect(throughputOf('4.7.0', KIB, 0).mixed).toBeCloseTo(3465, 6)
  })

  test('between two sizes lies between what was measured there, and goes on falling beyond the largest', () => {
    expect(throughputOf('4.6.0', 2 * KIB, 0).mixed).toBeLessThan(3465)
    expect(throughputOf('4.6.0', 2 * KIB, 0).mixed).toBeGreaterThan(2695)
    expect(throughputOf('4.6.0', 200 * KIB, 0).mixed).toBeCloseTo(803 / 2, 6)
    expect(throughputOf('4.6.0', 10, 0).mixed).toBeCloseTo(3583, 6)
    expect(['below', null, 'above']).toEqual([10, KIB, 200 * KIB].map((size) => throughputOf('4.6.0', size, 0).beyond))
  })

  test('never rises with the size or with the share that is transformed', () => {
    fc.assert(
      fc.property(version, bytes, bytes, share, share, (of, sizeA, sizeB, shareA, shareB) => {
        const [small, large] = [Math.min(sizeA, sizeB), Math.max(sizeA, sizeB)]
        const [few, many] = [Math.min(shareA, shareB), Math.max(shareA, shareB)]
        expect(throughputOf(of, large, few).mixed).toBeLessThanOrEqual(throughputOf(of, small, few).mixed * (1 + 1e-9))
        expect(throughputOf(of, small, many).mixed).toBeLessThanOrEqual(throughputOf(of, small, few).mixed * (1 + 1e-9))
      }),
    )
  })
})

test('cores bring less than they cost, and above eight nothing', () => {
  expect(coreFactor(2, 2)).toBe(1)
  expect(coreFactor(4, 2)).toBeCloseTo(1.866, 3)
  expect(coreFactor(16, 2)).toBe(coreFactor(8, 2))
  expect(coreFactor(1, 2)).toBeGreaterThan(0.5)
})
