import { describe, expect, test } from 'vitest'
import { assess } from '../capabilities'
import { recognise } from '../patterns/recognise'
import { diagnose } from '../rules'
import { resolve } from '../wiring/resolve'
import { fromNotation } from './notation'
import { REFERENCES } from './references'

describe.each(REFERENCES)('reference topology $id', (reference) => {
  const { apimVersion, production, tokens } = reference
  const deployment = resolve(fromNotation(reference.text, { apimVersion, settings: { production, tokens } }))

  test('is recognised as the pattern and level that are printed', () => {
    const { pattern, level, missing } = recognise(deployment)
    expect({ pattern, level }, missing.join('; ')).toEqual({ pattern: reference.pattern, level: reference.level })
  })

  test('has exactly the findings that are printed', () => {
    const found = diagnose(deployment).map((finding) => `${finding.code} ${finding.severity} ${finding.subjects[0]}`)
    expect(found.sort()).toEqual([...reference.findings])
  })

  test('has exactly the single points of failure that are printed', () => {
    const results = assess(deployment)
    const points = Object.fromEntries(
      Object.keys(reference.points).map((id) => [
        id,
        results.find((result) => result.id === id)?.singlePointsOfFailure,
      ]),
    )
    expect(points).toEqual(reference.points)
  })

  test('has exactly the pairs of instances that are printed', () => {
    const results = assess(deployment)
    const isInstance = (pair: readonly [string, string]) => pair.every((element) => !element.includes(':'))
    const pairs = Object.fromEntries(
      Object.keys(reference.pairs).map((id) => [
        id,
        results.find((result) => result.id === id)?.pairs.filter(isInstance),
      ]),
    )
    const sorted = Object.fromEntries(Object.entries(reference.pairs).map(([id, list]) => [id, [...list].sort()]))
    expect(pairs).toEqual(sorted)
  })

  test('has the availability that is printed', () => {
    const results = assess(deployment)
    for (const [id, expected] of Object.entries(reference.availability)) {
      const availability = results.find((result) => result.id === id)?.availability
      expect(Math.abs((availability ?? 0) - expected), `${id}: ${availability}`).toBeLessThanOrEqual(1.01e-7)
    }
  })
})
