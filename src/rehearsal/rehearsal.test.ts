import { describe, expect, test } from 'vitest'
import { some, usually } from '../core/testing/breadth'
import { cases, references, templates } from './testing/drawings'
import { randomDrawing } from './testing/random-drawing'
import { rehearsed } from './testing/rehearsed'

/**
 * The bundle of a drawing does what the analysis promises, in every state with up to two failures. `npm run rehearse`
 * tries all of them, which `npm test` runs beside this.
 */
describe.each(['vm', 'kubernetes'] as const)('a bundle for %s does what is promised', (target) => {
  test.each(some(templates, 6))('of the template of %s', (_name, design) => {
    const result = rehearsed(design, target)
    expect(result?.differences).toEqual([])
    expect(result?.states).toBeGreaterThan(2)
  })

  test.each(some([...references, ...cases], 6))('of %s', (_name, design) => {
    expect(rehearsed(design, target)?.differences ?? []).toEqual([])
  })

  test('of random drawings', () => {
    const seeds = Array.from({ length: target === 'vm' ? usually(8, 100) : usually(3, 20) }, (_, seed) => seed)
    const differences = seeds.flatMap((seed) =>
      (rehearsed(randomDrawing(seed, target), target)?.differences ?? []).map((said) => `${seed}: ${said}`),
    )
    expect(differences).toEqual([])
  })
})
