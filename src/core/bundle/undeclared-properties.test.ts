import { expect, test } from 'vitest'
import { LIMITS, parseDesign, serializeDesign } from '../document/codec'
import { fieldsOf } from '../document/references'
import { KINDS, PLACE_KINDS } from '../kinds'
import type { Component, Design, JsonValue, Place } from '../model/design'
import { PATTERNS, patternById } from '../patterns'
import { isFull } from '../testing/breadth'
import { HOSTILE } from '../testing/hostile-text'
import { resolve } from '../wiring/resolve'
import { generate } from '.'

/** Every key that some kind declares, and those that code once read without that. */
const KEYS = [
  ...new Set([
    ...[...Object.values(KINDS), ...Object.values(PLACE_KINDS)].flatMap(({ fields }) => fields.map(({ key }) => key)),
    'trafficManagerHostname',
    'zone',
    'label',
  ]),
]

const VALUES: readonly JsonValue[] = [
  'x\n    http-request redirect location https://evil.example.com',
  ...(isFull ? HOSTILE : HOSTILE.slice(0, 2)),
  true,
  7,
  ['a', 'b'],
]

const DRAWN: readonly (readonly [string, Design])[] = [
  ['pattern 3', patternById('pattern-3').template('4.7.0')],
  ['active-active', patternById('multi-dc-active-active').template('4.7.0')],
  ...(isFull ? PATTERNS.map(({ id, template }) => [id, template('4.6.0')] as const) : []),
]

/** The same drawing where every element says something under each key that its kind does not declare. */
function withUndeclared(design: Design, value: JsonValue): Design {
  const add = <T extends Component | Place>(element: T): T => {
    const declared = new Set(fieldsOf(element).map(({ key }) => key))
    const strange = KEYS.filter((key) => !declared.has(key)).map((key) => [key, value])
    return { ...element, properties: { ...Object.fromEntries(strange), ...element.properties } }
  }
  const { topology } = design
  return {
    ...design,
    topology: { ...topology, places: topology.places.map(add), components: topology.components.map(add) },
  }
}

/** All files but the drawing itself, and the sums that count it. */
function filesOf(design: Design): string[] {
  return (['vm', 'kubernetes'] as const).flatMap((target) =>
    generate(resolve(design), target)
      .files.filter(({ path }) => path !== 'topology.json' && path !== 'SHA256SUMS')
      .map(({ path, content }) => `${target} ${path}\n${content}`),
  )
}

test.each(DRAWN)('what no kind declares changes no file of %s, and stays in the document', (_name, design) => {
  const before = filesOf(design)
  for (const value of VALUES) {
    const strange = withUndeclared(design, value)
    expect(filesOf(strange), JSON.stringify(value)).toEqual(before)
    const text = serializeDesign(strange)
    // A long text under every key of every element is more than a document may be.
    if (text.length > LIMITS.bytes) continue
    const read = parseDesign(text)
    expect(read.ok && read.value).toMatchObject({
      topology: { components: strange.topology.components.map(({ id }) => ({ id })) },
    })
  }
})

test('a host name that holds a line of a configuration is refused at the door, on every kind that has one', () => {
  const accepted = Object.values(KINDS).flatMap(({ id, fields }) =>
    fields
      .filter(({ type }) => type === 'hostname')
      .filter(({ key }) => {
        const component = { id: 'it', kind: id, properties: { [key]: VALUES[0] as string } }
        const design = patternById('pattern-0').template('4.7.0')
        const { components } = design.topology
        return parseDesign(
          JSON.stringify({ ...design, topology: { ...design.topology, components: [...components, component] } }),
        ).ok
      })
      .map(({ key }) => `${id}.${key}`),
  )
  expect(accepted).toEqual([])
})
