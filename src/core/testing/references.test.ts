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
})
