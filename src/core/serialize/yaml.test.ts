import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, parseDocument } from 'yaml'
import { TracedText } from './traced-text'
import { noted, writeYaml, type YamlNode, yamlScalar } from './yaml'

function write(node: YamlNode): string {
  return writeYaml(new TracedText(), node).toFile({ path: 'x.yaml', language: 'yaml' }).content
}

function readBack(text: string): { readonly v1: unknown; readonly v2: unknown } {
  return {
    v1: parse(text, { version: '1.1', strict: true, uniqueKeys: true, maxAliasCount: 0 }),
    v2: parse(text, { version: '1.2', strict: true, uniqueKeys: true, maxAliasCount: 0 }),
  }
}

const TRAPS = [
  ['yes', 'no', 'Yes', 'NO', 'on', 'off', 'On', 'OFF', 'y', 'n', 'Y', 'N', 'true', 'False', 'TRUE'],
  ['null', 'Null', 'NULL', '~', '', ' ', '  ', '\t', 'a\t', '\ta', ' a', 'a ', 'a  ', '\u00a0'],
  ['1e3', '1E3', '.5', '1.', '0x1F', '012', '0o17', '0b11', '12:30', '12:30:45', '1_000', '+1', '-1', '.inf', '-.INF'],
  ['.nan', '2026-01-01', '2026-01-01T12:00:00Z', '1.2.3', '10.0.0.1', '4.7.0', '=', '<<', '!!', '!!str a', '! a', '!a'],
  ['- x', '-', '--', '---', '--- a', '...', 'a: b', 'a:', ':a', 'a #b', '#a', '*a', '&a', '[a]', '{a}', '{', '[', ']'],
  ['|', '>', '|-', '%a', '@a', '`a`', "'a'", '"a"', "'", '"', '\\', '\\n', 'a\\b', 'a,b', '? a', '?', ',', 'a?b'],
  [
    'a\nb',
    'a\n',
    '\na',
    '\n',
    'a\n\nb\n',
    'a\n\n',
    ' a\nb',
    'a\n b',
    'a \nb',
    'a\r\nb',
    'a\rb',
    'a\tb\nc',
    '---\na\n---\n',
  ],
  [
    '\u0085',
    'a\u0085b',
    '\u2028',
    'a\u2029b',
    '\ufeff',
    '\u0000',
    '\u001b',
    '\u007f',
    '\ufffe',
    'ü',
    '日本',
    '😀',
    '\ud83d\ude00',
  ],
  [
    '0775',
    '0',
    '00',
    '1',
    'Infinity',
    'NaN',
    'undefined',
    '__proto__',
    'constructor',
    'a/b',
    'a-b',
    'a.b',
    'a_b',
    'A1',
    'e2',
    'E3',
    'e-9',
    'e_1',
  ],
].flat()

const text = fc.oneof(
  fc.constantFrom(...TRAPS),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...' \t\n\r:#-?[]{},&*!|>\'"%@`~\\=<0123456789eExob_.+TZyYnN'), maxLength: 12 }),
)
const key = text.filter((candidate) => candidate !== '__proto__')
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)
const node = fc.letrec<{ node: YamlNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(key, tie('node'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).node

describe('the YAML writer', () => {
  test.each(TRAPS)('keeps %j as text in YAML 1.1 and 1.2', (trap) => {
    const value = { before: 1, [trap === '__proto__' ? 'proto' : trap]: trap, list: [trap, [trap]], after: { trap } }
    const read = readBack(write(value))
    expect(read.v1).toEqual(value)
    expect(read.v2).toEqual(value)
  })

  test('reads back as the same value, whatever the value', () => {
    fc.assert(
      fc.property(node, (value) => {
        const read = readBack(write(value))
        expect(read.v1).toEqual(value)
        expect(read.v2).toEqual(value)
      }),
      { numRuns: 2000 },
    )
  })

  test('reads back as the same value however it is annotated', () => {
    fc.assert(
      fc.property(node, text, (value, comment) => {
        const read = readBack(write({ a: noted(value, { comment }), b: [noted(value, { comment }), value] }))
        expect(read.v2).toEqual({ a: value, b: [value, value] })
      }),
    )
  })

  test('leaves plain words alone, quotes the rest and never folds', () => {
    const long = 'word '.repeat(80).trim()
    expect(
      write({
        name: 'acme-prod-acp',
        on: 'yes',
        port: 9443,
        empty: {},
        none: [],
        gone: null,
        url: 'https://a:9443/b',
        long,
        list: ['a', { b: 1, c: ['d', 'e'] }, ['f', 'g']],
      }),
    ).toBe(`name: acme-prod-acp
"on": "yes"
port: 9443
empty: {}
none: []
gone: null
url: "https://a:9443/b"
long: "${long}"
list:
  - a
  - b: 1
    c:
      - d
      - e
  - - f
    - g
`)
  })

  test('shows text of several lines as it is', () => {
    expect(write({ 'a.properties': 'x=1\n\n  y=2\n', tail: 'a\nb', odd: 'a \nb' })).toBe(`a.properties: |
  x=1

    y=2
tail: |-
  a
  b
odd: "a \\nb"
`)
  })

  test('gives each line the reason of the value it shows, and opening lines that of their first line', () => {
    const outer = { subjects: ['gw1'], reason: 'outer' }
    const inner = { subjects: ['acp1'], reason: 'inner' }
    const file = writeYaml(
      new TracedText(),
      { a: { b: noted('x', { because: inner, comment: 'why\nnot' }), c: 1 }, d: [noted({ e: 1 }, { because: inner })] },
      outer,
    ).toFile({ path: 'x.yaml', language: 'yaml' })
    expect(file.content).toBe('a:\n  # why not\n  b: x\n  c: 1\nd:\n  - e: 1\n')
    expect(file.origins).toEqual([
      { from: 1, to: 3, ...inner },
      { from: 4, to: 4, ...outer },
      { from: 5, to: 6, ...inner },
    ])
  })

  test('writes comments that no reader takes for content', () => {
    const document = parseDocument(write({ a: noted(1, { comment: 'x\ny: 2\u2028z: 3' }) }))
    expect(document.toJS()).toEqual({ a: 1 })
  })

  test('refuses numbers that are not finite', () => {
    expect(() => yamlScalar(Number.NaN)).toThrow('not a finite number')
    expect(() => yamlScalar(Number.POSITIVE_INFINITY)).toThrow('not a finite number')
  })
})
