import { describe, expect, test } from 'vitest'
import { generate } from '../../../../bundle'
import { some } from '../../../../testing/breadth'
import { resolve } from '../../../../wiring/resolve'
import { drawings } from './drawings'
import { readBundle } from './read-bundle'
import { auditRules, RULES } from './rules'

const all = some(drawings(), 20).map(({ name, design, breaks }) => ({
  name,
  breaks,
  files: generate(resolve(design), 'vm').files,
}))

test('every rule of the reference is checked, or says why no file can show it', () => {
  expect(RULES.map(({ number }) => number)).toEqual(Array.from({ length: 81 }, (_, index) => index + 1))
  expect(RULES.filter((rule) => 'elsewhere' in rule).map(({ severity }) => severity)).not.toContain('E')
})

describe.each(all)('$name', ({ breaks, files }) => {
  const faults = auditRules(readBundle(files))

  test('breaks no rule but those that it breaks by what it is', () => {
    expect(faults.filter(({ rule }) => !breaks.includes(rule))).toEqual([])
  })
})
