import { expect, test } from 'vitest'
import { LIMITS, parseDesign, serializeDesign } from '../document/codec'
import { fieldsOf } from '../document/references'
import { KINDS, PLACE_KINDS } from '../kinds'
import { legalBetween } from '../links/legal'
import {
  type Component,
  type Connection,
  type Design,
  type JsonValue,
  KIND_IDS,
  PLACE_KIND_IDS,
  type Place,
} from '../model/design'
import { PATTERNS, patternById } from '../patterns'
import { inAccept, isFull } from '../testing/breadth'
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

/** Pattern 4 with one more of every kind that it does not draw, connected to whatever it may be. */
function everyKind(): Design {
  const base = patternById('pattern-4').template('4.7.0')
  const drawn = new Set(base.topology.components.map(({ kind }) => kind))
  const more = KIND_IDS.filter((kind) => !drawn.has(kind)).map((kind): Component => ({ id: `more-${kind}`, kind }))
  const places: readonly Place[] = PLACE_KIND_IDS.map((kind) => {
    const [parent] = PLACE_KINDS[kind].parents
    const around = parent === 'kubernetes-cluster' ? { parent: 'more-kubernetes-cluster' } : {}
    return { id: `more-${kind}`, kind, ...around }
  })
  const lines = more.flatMap((one) =>
    base.topology.components.flatMap(({ id, kind }): Connection[] => {
      if (legalBetween(kind, one.kind).size > 0) return [{ id: `${id}-${one.id}`, from: id, to: one.id }]
      return legalBetween(one.kind, kind).size > 0 ? [{ id: `${one.id}-${id}`, from: one.id, to: id }] : []
    }),
  )
  const { topology } = base
  return {
    ...base,
    topology: {
      places: [...topology.places, ...places],
      components: [...topology.components, ...more],
      connections: [...topology.connections, ...lines],
    },
  }
}

const EVERY_KIND = everyKind()

const DRAWN: readonly (readonly [string, Design])[] = [
  ['active-active', patternById('multi-dc-active-active').template('4.7.0')],
  ['a drawing of every kind', EVERY_KIND],
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

/** Each alone, on the drawing of every kind: 26,000 and more combinations with the values above, one value for each here. */
inAccept(() => {
  test('what one kind does not declare changes no file by itself either', () => {
    const before = filesOf(EVERY_KIND)
    const { places, components } = EVERY_KIND.topology
    const kinds = new Map([...places, ...components].map((element) => [element.kind, element]))
    const probes = [...kinds.values()].flatMap((element) => {
      const declared = new Set(fieldsOf(element).map(({ key }) => key))
      return KEYS.filter((key) => !declared.has(key)).map((key) => ({ element, key }))
    })
    expect(probes.length * VALUES.length).toBeGreaterThan(26_000)
    const changed = probes.flatMap(({ element, key }) => {
      const said = <T extends Component | Place>(item: T): T =>
        item.id === element.id ? { ...item, properties: { ...item.properties, [key]: VALUES[0] ?? null } } : item
      const topology = { ...EVERY_KIND.topology, places: places.map(said), components: components.map(said) }
      const now = filesOf({ ...EVERY_KIND, topology })
      return now.every((file, at) => file === before[at]) && now.length === before.length
        ? []
        : [`${element.kind}.${key}`]
    })
    expect(changed).toEqual([])
  })
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
