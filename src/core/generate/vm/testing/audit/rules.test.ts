import { describe, expect, test } from 'vitest'
import { resolve } from '../../../../wiring/resolve'
import { generate } from '../../..'
import { cases } from './matrix'
import { readBundle } from './read-bundle'
import { auditRules, RULES } from './rules'

const all = cases().map((one) => ({ ...one, bundle: generate(resolve(one.design), 'vm') }))

test('every rule of the reference is checked, or says why no file can show it', () => {
  expect(RULES.map(({ number }) => number)).toEqual(Array.from({ length: 81 }, (_, index) => index + 1))
  expect(RULES.filter((rule) => 'elsewhere' in rule).map(({ severity }) => severity)).not.toContain('E')
})

/** What a drawing with one server of each kind cannot have, by its nature. */
const OF_SINGLES = [2, 3, 6]

describe.each(all)('$name', ({ size, pattern, bundle }) => {
  const faults = auditRules(readBundle(bundle.files))

  test('breaks no rule', () => {
    const nature = size === 'single' || pattern === 'pattern-0' ? OF_SINGLES : []
    expect(faults.filter(({ rule }) => !nature.includes(rule))).toEqual([])
  })
})
