import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonFault } from './json-text'

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('jsonFault', () => {
  test.each([
    ['', 1, 1, 'cut off'],
    ['{', 1, 2, 'cut off'],
    ['{"a": 1,\n  "b": [1, 2\n}', 3, 1, 'comma'],
    ['{"a": 1,}', 1, 9, 'comma after the last'],
    ["{'a': 1}", 1, 2, 'double quotes'],
    ['{"a" 1}', 1, 6, 'colon'],
    ['[1 2]', 1, 4, 'comma'],
    ['[1,]', 1, 4, 'Expected a value'],
    ['"ab', 1, 4, 'inside a string'],
    ['"a\nb"', 1, 3, 'raw line break'],
    ['"\\x"', 1, 2, 'escape'],
    ['nul', 1, 1, 'Expected a value'],
    ['01', 1, 2, 'Expected nothing more'],
    ['{} {}', 1, 4, 'Expected nothing more'],
    ['{"a": 1\r\n"b": 2}', 2, 1, 'comma'],
    ['PK\u0003\u0004', 1, 1, 'Expected a value'],
  ])('%j is wrong at line %i, column %i', (text, line, column, part) => {
    const fault = jsonFault(text, 64)
    expect(fault).toMatchObject({ line, column })
    expect(fault?.message).toContain(part)
  })

  test('64 levels are read, 65 are refused', () => {
    expect(jsonFault('['.repeat(64) + ']'.repeat(64), 64)).toBeUndefined()
    expect(jsonFault('['.repeat(65) + ']'.repeat(65), 64)?.message).toContain('64 levels')
  })

  test('a million open brackets are refused without running out of stack', () => {
    expect(jsonFault('[{"a":'.repeat(1_000_000), 64)?.column).toBeLessThan(400)
  })

  test('accepts what JSON.parse accepts and nothing else', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', '{', ']', ',', ':', '\\', '0', '-', '\n', 'e', 'null', ' '))
      .map(([text, at, put]) => {
        const cut = at % (text.length + 1)
        return text.slice(0, cut) + put + text.slice(cut + (at % 3))
      })
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged, fc.string()), (text) => {
        expect(jsonFault(text, 10_000) === undefined).toBe(parses(text))
      }),
      { numRuns: 3000 },
    )
  })
})
