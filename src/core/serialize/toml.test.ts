import fc from 'fast-check'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { arrayTable, type TomlTable, type TomlValue, table, tomlKey, tomlValue, writeToml } from './toml'

function textOf(tables: readonly TomlTable[]): string {
  return writeToml(tables).toFile({ path: 'x.toml', language: 'toml' }).content
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', "'", '\\', '\n', '\u0000', '\u007f', '#', ']', '$', 'é', 'a') }),
)
const anyValue: fc.Arbitrary<TomlValue> = fc.oneof(
  anyText,
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.array(anyText),
  fc.array(fc.integer()),
)

describe('values', () => {
  test('every string, number, flag and list reads back as it was', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const read = (parse(`x = ${tomlValue(value)}`) as { x: unknown }).x
        expect(read).toEqual(Object.is(value, -0) ? 0 : value)
      }),
    )
  })

  test('every key reads back as it was, dots and quotes included', () => {
    fc.assert(
      fc.property(
        anyText.filter((key) => key !== '__proto__'),
        (key) => {
          expect(Object.keys(parse(`${tomlKey(key)} = 1`))).toEqual([key])
        },
      ),
    )
  })

  test('a lone surrogate, which no file can hold, becomes the replacement character', () => {
    expect(parse(`x = ${tomlValue('a\ud800b')}`)).toEqual({ x: 'a\ufffdb' })
  })

  test('backslashes go into single quotes, line breaks into escapes', () => {
    expect(tomlValue('^[\\sa-z]*$')).toBe("'^[\\sa-z]*$'")
    expect(tomlValue('a\nb')).toBe('"a\\nb"')
  })

  test('a long list gets a line per item, without a comma at the end', () => {
    const items = Array.from({ length: 5 }, (_, index) => `tcp://acp-${index}.apim.example.com:5672`)
    expect(tomlValue(items).split('\n')).toHaveLength(7)
    expect(tomlValue(items)).not.toMatch(/,\s*\]/)
    expect(parse(`x = ${tomlValue(items)}`)).toEqual({ x: items })
  })

  test('a number that TOML does not have is refused', () => {
    expect(() => tomlValue(Number.NaN)).toThrow('no TOML number')
  })
})

describe('tables', () => {
  test('a value cannot end its table, whatever it holds', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const text = textOf([table('server', { a, b }), table('server.c', { b: a })])
        expect(parse(text)).toEqual({ server: { a, b, c: { b: a } } })
      }),
    )
  })

  test('a comment stays on its line and cannot open a table', () => {
    fc.assert(
      fc.property(anyText, (comment) => {
        expect(parse(textOf([table('a', { x: 1 }, { comment })]))).toEqual({ a: { x: 1 } })
      }),
    )
  })

  test('tables below an array of tables belong to its last element', () => {
    const text = textOf([
      arrayTable('event_listener', { id: 'a' }),
      table('event_listener.properties', { 'header.X-A': 'default' }),
      arrayTable('event_listener', { id: 'b' }),
      table('event_listener.properties', { x: 1 }),
    ])
    expect(parse(text)).toEqual({
      event_listener: [
        { id: 'a', properties: { 'header.X-A': 'default' } },
        { id: 'b', properties: { x: 1 } },
      ],
    })
  })

  test('undefined values and empty tables are left out', () => {
    expect(textOf([table('a', { x: undefined, y: 1 }), table('b', { x: undefined })])).toBe('[a]\ny = 1\n')
  })

  test.each([
    ['a table twice', [table('a', { x: 1 }), table('a', { y: 1 })], 'comes twice'],
    ['a table after its parts', [table('a.b', { x: 1 }), table('a', { y: 1 })], 'after a table below it'],
    ['a table as array', [table('a', { x: 1 }), arrayTable('a', { y: 1 })], 'a table and an array'],
    ['an array as table', [arrayTable('a', { x: 1 }), table('a', { y: 1 })], 'comes twice'],
    ['a reference in an array', [arrayTable('a', { x: '$ref{b.c}' })], 'no effect inside the array'],
    [
      'a reference below an array',
      [arrayTable('a', { x: 1 }), table('a.p', { x: ['$ref{b.c}'] })],
      'no effect inside the array',
    ],
  ])('%s is refused', (_, tables, message) => {
    expect(() => textOf(tables)).toThrow(message)
  })

  test('each table carries its reason to its lines', () => {
    const because = { subjects: ['gw1'], reason: 'because' }
    const file = writeToml([table('a', { x: 1 }), table('b', { y: ['1'] }, { comment: 'why', because })]).toFile({
      path: 'x.toml',
      language: 'toml',
    })
    expect(file.origins).toEqual([{ from: 4, to: 6, ...because }])
  })
})
