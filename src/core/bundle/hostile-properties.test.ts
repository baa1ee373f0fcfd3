import { expect, test } from 'vitest'
import { parseDesign, serializeDesign } from '../document/codec'
import { KINDS, PLACE_KINDS } from '../kinds'
import type { Field } from '../kinds/kind'
import type { Component, Design, JsonValue, KindId, Place, PlaceKindId } from '../model/design'
import { patternById } from '../patterns'
import { some, usually } from '../testing/breadth'
import { HOSTILE } from '../testing/hostile-text'
import { resolve } from '../wiring/resolve'
import { generate } from '.'

/**
 * Every property of every kind with hostile values: the door refuses the value, naming the property, or the document keeps
 * it as it is, and no file has a line that the value brought.
 */
const MARK = 'http-request redirect location https://evil.example.com'
const VALUES: readonly JsonValue[] = [
  `x\n    ${MARK}`,
  `x\r\n${MARK}`,
  `x\u2028${MARK}`,
  `x\u0000${MARK}`,
  `x"\n${MARK}\n"`,
  ...some(HOSTILE, 6),
  true,
  -1,
  1e21,
  '',
  [`x\n${MARK}`],
  ['a', 7],
  { a: 1 },
  null,
]

const BASE = patternById('pattern-3').template('4.7.0')

interface Probe {
  readonly name: string
  readonly design: Design
  readonly value: JsonValue
  /** The document has it where it was put. */
  readonly kept: (design: Design) => unknown
}

function probes(): readonly Probe[] {
  const components = Object.values(KINDS).flatMap(({ id, fields }) => fields.map((field) => ({ id, field })))
  const places = Object.values(PLACE_KINDS).flatMap(({ id, fields }) => fields.map((field) => ({ id, field })))
  return [
    ...components.flatMap(({ id, field }) => VALUES.map((value) => ofComponent(id, field, value))),
    ...places.flatMap(({ id, field }) => VALUES.map((value) => ofPlace(id, field, value))),
  ]
}

/** On what the pattern draws of the kind, where its files use it; else on one more. */
function ofComponent(kind: KindId, { key }: Field, value: JsonValue): Probe {
  const { components } = BASE.topology
  const drawn = components.find((component) => component.kind === kind)
  const it: Component = drawn ?? { id: 'it', kind }
  const probed = { ...it, properties: { ...it.properties, [key]: value } }
  return {
    name: `${kind}.${key} = ${JSON.stringify(value)}`,
    design: {
      ...BASE,
      topology: { ...BASE.topology, components: [...components.filter((one) => one !== drawn), probed] },
    },
    value,
    kept: ({ topology }) => topology.components.find(({ id }) => id === it.id)?.properties?.[key],
  }
}

function ofPlace(kind: PlaceKindId, { key }: Field, value: JsonValue): Probe {
  const { places } = BASE.topology
  const drawn = places.find((place) => place.kind === kind)
  const cluster: Place = { id: 'cluster', kind: 'kubernetes-cluster', parent: 'dc1' }
  const parent = kind === 'namespace' ? cluster.id : PLACE_KINDS[kind].parents.includes(null) ? undefined : 'dc1'
  const it: Place = drawn ?? { id: 'it', kind, ...(parent !== undefined && { parent }) }
  const probed = { ...it, properties: { ...it.properties, [key]: value } }
  return {
    name: `${kind}.${key} = ${JSON.stringify(value)}`,
    design: {
      ...BASE,
      topology: { ...BASE.topology, places: [...places.filter((one) => one !== drawn), cluster, probed] },
    },
    value,
    kept: ({ topology }) => topology.places.find(({ id }) => id === it.id)?.properties?.[key],
  }
}

const ALL = probes()

test('the door refuses a hostile value by its name, or keeps it exactly', () => {
  const wrong = some(ALL, 4).flatMap(({ name, design, value, kept }) => {
    const read = parseDesign(JSON.stringify(design))
    if (read.ok) {
      // What stands in the document twice, as it was typed and as it was read, is not the same value.
      const now = kept(read.value)
      return JSON.stringify(now) === JSON.stringify(value) ? [] : [`${name}: kept as ${JSON.stringify(now)}`]
    }
    const key = name.split(' = ')[0]?.split('.')[1] ?? ''
    return read.problems.some(({ path }) => JSON.stringify(path).includes(key))
      ? []
      : [`${name}: refused without its name`]
  })
  expect(wrong).toEqual([])
})

test('a value that is let in brings no line into any file', () => {
  const accepted = ALL.filter(({ design }) => parseDesign(JSON.stringify(design)).ok)
  expect(accepted.length).toBeGreaterThan(100)
  const tried = accepted.filter((_, at) => at % usually(80, 1) === 0)
  const wrong = tried.flatMap(({ name, design }) => {
    const read = parseDesign(serializeDesign(design))
    if (!read.ok) return [`${name}: is not read back`]
    return (['vm', 'kubernetes'] as const).flatMap((target) =>
      generate(resolve(read.value), target)
        .files.filter(({ content }) => content.split(/\r\n|[\n\r\u2028]/).some((line) => line.trim() === MARK))
        .map(({ path }) => `${name}: ${target} ${path}`),
    )
  })
  expect(wrong).toEqual([])
})
