import { describe, expect, test } from 'vitest'
import { boundsOf } from './bounds'
import { CAPABILITIES } from './catalogue'

const [falling, other] = [true, undefined].map((monotone) => CAPABILITIES.find((one) => one.monotone === monotone))
const scale = (...up: readonly number[]) => ({ elements: up.map((_, at) => `e${at}`), figures: [], up })
const OPEN = { low: 0, high: 1 }

function narrowed(points: readonly string[], up: readonly number[], { bounds = OPEN, capability = falling } = {}) {
  if (!capability) throw new Error('no such capability')
  const { low, high } = boundsOf({ capability, missing: null, points }, scale(...up), bounds)
  return [low, high].map((bound) => Number(bound.toFixed(9)))
}

describe('what an availability lies between', () => {
  test('is at least that nothing or one element that does not matter alone has failed', () => {
    expect(narrowed([], [0.9, 0.8])).toEqual([0.98, 1])
    expect(narrowed(['e0'], [0.9, 0.8])).toEqual([0.9, 0.9])
  })

  test('is at most that all single points are up', () => {
    expect(narrowed(['e0', 'e1'], [0.9, 0.8, 0.5])).toEqual([0.72, 0.72])
  })

  test('keeps what was known already', () => {
    expect(narrowed(['e0'], [0.9, 0.8], { bounds: { low: 0.899, high: 0.8999 } })).toEqual([0.9, 0.8999])
    expect(narrowed([], [0.9, 0.8], { bounds: { low: 0.99, high: 0.995 } })).toEqual([0.99, 0.995])
  })

  test('is not narrowed from above where a failure may also help', () => {
    expect(narrowed(['e0'], [0.9, 0.8], { capability: other })).toEqual([0.9, 1])
  })

  test('says nothing of states with an element that is never up', () => {
    expect(narrowed([], [0, 0.8])).toEqual([0, 1])
  })
})
