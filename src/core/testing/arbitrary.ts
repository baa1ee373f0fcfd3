import fc from 'fast-check'
import { mayStand } from '../document/nesting'
import { SETTING_FIELDS } from '../document/settings'
import { SIZING_FIELDS } from '../document/sizing'
import { KINDS, PLACE_KINDS } from '../kinds'
import type { Field } from '../kinds/kind'
import {
  type Acknowledgement,
  APIM_VERSIONS,
  type Box,
  type Component,
  type Connection,
  type Design,
  type Id,
  type JsonValue,
  KIND_IDS,
  type KindId,
  type Layout,
  PLACE_KIND_IDS,
  type Place,
  type PlaceKindId,
  type Properties,
  PURPOSE_IDS,
  SCHEMA_NAMES,
  type Scene,
} from '../model/design'
import { GRAMMARS, type GrammarId, obeys } from '../model/grammar'

/** fast-check arbitraries of designs that the parser accepts, with everything a design may hold. */

interface Sizes {
  readonly maxPlaces?: number
  readonly maxComponents?: number
  readonly maxConnections?: number
  /** Component kinds to draw from; default all. */
  readonly kinds?: readonly KindId[]
}

/** A valid design. It makes no sense as a deployment: any kind stands anywhere and talks to anything. */
export function arbitraryDesign(sizes: Sizes = {}): fc.Arbitrary<Design> {
  const { maxPlaces = 8, maxComponents = 10, maxConnections = 15, kinds = KIND_IDS } = sizes
  const upTo = (max: number) => fc.nat({ max })
  return fc
    .tuple(upTo(maxPlaces), upTo(maxComponents), upTo(maxConnections))
    .chain(([placeCount, componentCount, connectionCount]) => {
      const length = placeCount + componentCount + connectionCount
      return fc.uniqueArray(id(), { minLength: length, maxLength: length, size: 'max' }).map((ids) => ({
        ids,
        placeIds: ids.slice(0, placeCount),
        componentIds: ids.slice(placeCount, placeCount + componentCount),
        connectionIds: ids.slice(placeCount + componentCount),
      }))
    })
    .chain(({ ids, placeIds, componentIds, connectionIds }) =>
      fc.record({
        ids: fc.constant(ids.length > 0 ? ids : ['gone']),
        places: arbitraryPlaces(placeIds, componentIds),
        components: fc.tuple(...componentIds.map((own) => arbitraryComponent(own, kinds, placeIds, componentIds))),
        connections: arbitraryConnections(connectionIds, componentIds),
      }),
    )
    .chain(({ ids, places, components, connections }) =>
      withUnknown(
        fc.record({
          schemaVersion: fc.constant(1 as const),
          name: word('dns-label'),
          title: line(40),
          apimVersion: fc.constantFrom(...APIM_VERSIONS),
          settings: settings(ids),
          topology: withUnknown(fc.constant({ places, components, connections })),
          layout: layoutOf(ids),
          acknowledged: fc.array(acknowledgement(ids), { maxLength: 3 }),
          story: fc.array(scene(ids), { maxLength: 3 }),
        }),
      ),
    ) as fc.Arbitrary<Design>
}

function settings(ids: readonly Id[]): fc.Arbitrary<object> {
  const load = fc.option(withUnknown(properties(SIZING_FIELDS, ids)), { nil: undefined })
  return fc
    .tuple(withUnknown(properties(SETTING_FIELDS, ids)), load)
    .map(([said, sizing]) => (sizing === undefined ? said : { ...said, sizing }))
}

/** An id, such as `gw1` or `a.B-c_9`. */
export function id(): fc.Arbitrary<Id> {
  return fc.oneof(
    fc
      .tuple(fc.constantFrom('gw', 'acp', 'db', 'c', 'zone'), fc.integer({ min: 1, max: 99 }))
      .map((parts) => parts.join('')),
    word('id'),
  )
}

/** A word that obeys a grammar: some samples, and short strings of its letters. */
export function word(grammar: GrammarId): fc.Arbitrary<string> {
  const samples: Readonly<Record<GrammarId, readonly [string, ...string[]]>> = {
    id: ['a', '9.b_C-d', `z${'0'.repeat(62)}`],
    'dns-label': ['acme', '0-a', 'b'.repeat(63)],
    hostname: ['gw1.internal', '10.0.1.11', 'LOCALHOST', `${'a'.repeat(63)}.b-c.d9`],
    path: ['/opt/wso2', '/a.b/c-d_e'],
    'system-user': ['wso2carbon', '_svc'],
    'admin-user': ['admin', 'ops.team'],
    'sql-identifier': ['apim_db', '_x'],
    'gateway-label': ['Default', 'EU west 1'],
    'image-registry': ['docker.io', 'registry.example.com:5000'],
    'image-path': ['wso2', 'a/b_c/d'],
    'image-tag': ['4.7.0', '_x-1'],
    'image-digest': [`sha256:${'0'.repeat(64)}`, `sha256:${'9f'.repeat(32)}`],
    line: ['', 'Größe: "5" <b> $(x)', '日本 \u{1f600}'],
    'rule-code': ['HA-01', 'K8S-12'],
  }
  // No short string is one, so there is nothing to filter out.
  if (grammar === 'image-digest') return fc.constantFrom(...samples[grammar])
  const letters = fc.string({ unit: fc.constantFrom(...'abzAZ019._-/ '), minLength: 1, maxLength: 12 })
  return fc.oneof(
    fc.constantFrom(...samples[grammar]),
    letters.filter((text) => obeys(grammar, text)),
  )
}

function line(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: 'grapheme', minLength: 1, maxLength: Math.ceil(maxLength / 8) }).map((text) => {
    const clean = [...text].filter((character) => GRAMMARS.line.pattern.test(character)).join('')
    return clean.length === 0 || clean.length > maxLength ? 'x' : clean
  })
}

/** A value that the field takes; ids are among `ids`. */
export function fieldValue(field: Field, ids: readonly Id[]): fc.Arbitrary<JsonValue> {
  const anId = ids.length > 0 ? fc.constantFrom(...ids) : fc.constant('gone')
  switch (field.type) {
    case 'text':
      return field.grammar ? word(field.grammar) : line(field.maxLength ?? 40)
    case 'hostname':
      return word('hostname')
    case 'list': {
      const element = field.choices
        ? fc.constantFrom(...field.choices.map(({ value }) => value))
        : field.kinds
          ? anId
          : word(field.grammar ?? 'line')
      return fc.array(element, { maxLength: 3 })
    }
    case 'integer':
      return field.values ? fc.constantFrom(...field.values) : fc.integer({ min: field.min, max: field.max })
    case 'number':
      return fc.integer({ min: Math.ceil(field.min), max: Math.floor(field.max) })
    case 'flag':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...field.choices.map(({ value }) => value))
    case 'component':
    case 'place':
      return anId
  }
}

function properties(fields: readonly Field[], ids: readonly Id[]): fc.Arbitrary<Properties> {
  const known = Object.fromEntries(fields.map((field) => [field.key, fieldValue(field, ids)]))
  return fc.record(known, { requiredKeys: [] }) as fc.Arbitrary<Properties>
}

/** Adds fields that this version does not know. */
function withUnknown<T extends object>(of: fc.Arbitrary<T>): fc.Arbitrary<T> {
  const value = fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    fc.dictionary(fc.constantFrom('b', 'a', '10', '2', 'x y'), fc.oneof(fc.string(), fc.integer(), fc.constant(null)), {
      noNullPrototype: true,
    }),
    fc.array(fc.integer(), { maxLength: 2 }),
  )
  return fc.tuple(of, value).map(([object, extra]) => (extra === undefined ? object : { ...object, 'x-extra': extra }))
}

function optional<T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(of, { nil: undefined })
}

/** The object without keys whose value is undefined. */
function compact<T extends object>(object: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T
}

function arbitraryPlaces(ids: readonly Id[], componentIds: readonly Id[]): fc.Arbitrary<readonly Place[]> {
  const wishes = ids.map((own) =>
    fc.record({
      id: fc.constant(own),
      kind: fc.constantFrom(...PLACE_KIND_IDS),
      parent: fc.nat(),
      label: optional(line(40)),
    }),
  )
  return fc.tuple(...wishes).chain((wished) => {
    const standing = stand(wished)
    return fc.tuple(
      ...standing.map((place) => {
        const fields = PLACE_KINDS[place.kind].fields
        return withUnknown(
          optional(withUnknown(properties(fields, [...ids, ...componentIds]))).map((some) =>
            compact<Place>({ ...place, properties: some }),
          ),
        )
      }),
    )
  })
}

/** Turns wishes into a legal forest: each takes a wished place before it when it may stand there, else the canvas. */
function stand(wishes: readonly { id: Id; kind: PlaceKindId; parent: number; label: string | undefined }[]): Place[] {
  const standing: Place[] = []
  for (const { id: own, kind, parent, label } of wishes) {
    const candidates = standing.filter((holder) => mayStand(kind, chainOf(holder, standing)))
    const holder = parent % 4 === 0 && mayStand(kind, []) ? undefined : candidates[parent % (candidates.length || 1)]
    if (!holder && !mayStand(kind, []))
      standing.push(compact<Place>({ id: own, kind: 'zone', parent: undefined, label }))
    else standing.push(compact<Place>({ id: own, kind, parent: holder?.id, label }))
  }
  return standing
}

function chainOf(place: Place, all: readonly Place[]): PlaceKindId[] {
  const outer = all.find(({ id: other }) => other === place.parent)
  return [place.kind, ...(outer ? chainOf(outer, all) : [])]
}

function arbitraryComponent(
  own: Id,
  kinds: readonly KindId[],
  placeIds: readonly Id[],
  componentIds: readonly Id[],
): fc.Arbitrary<Component> {
  return fc.constantFrom(...kinds).chain((kind) =>
    withUnknown(
      fc
        .record({
          id: fc.constant(own),
          kind: fc.constant(kind),
          place: placeIds.length > 0 ? optional(fc.constantFrom(...placeIds)) : fc.constant(undefined),
          label: optional(line(40)),
          replicas: optional(fc.integer({ min: 1, max: 5 })),
          properties: optional(withUnknown(properties(KINDS[kind].fields, [...placeIds, ...componentIds]))),
        })
        .map((parts) => compact<Component>(parts)),
    ),
  )
}

function arbitraryConnections(ids: readonly Id[], ends: readonly Id[]): fc.Arbitrary<readonly Connection[]> {
  if (ends.length === 0) return fc.constant([])
  const one = (own: Id) =>
    withUnknown(
      fc
        .record({
          id: fc.constant(own),
          from: fc.constantFrom(...ends),
          to: fc.constantFrom(...ends),
          purposes: optional(fc.uniqueArray(fc.constantFrom(...PURPOSE_IDS), { maxLength: 3 })),
          schemas: optional(fc.uniqueArray(fc.constantFrom(...SCHEMA_NAMES))),
          label: optional(line(40)),
        })
        .map((parts) => compact<Connection>(parts)),
    )
  return fc.tuple(...ids.map(one))
}

function layoutOf(ids: readonly Id[]): fc.Arbitrary<Layout> {
  const hundredths = fc.integer({ min: -500_000, max: 500_000 }).map((value) => value / 100)
  const extent = optional(fc.integer({ min: 100, max: 200_000 }).map((value) => value / 100))
  const box = withUnknown(
    fc.record({ x: hundredths, y: hundredths, width: extent, height: extent }).map((parts) => compact<Box>(parts)),
  )
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...ids), box), { selector: ([own]) => own, maxLength: 10 })
    .map((entries) => Object.fromEntries(entries))
}

function acknowledgement(ids: readonly Id[]): fc.Arbitrary<Acknowledgement> {
  return withUnknown(
    fc.record({
      code: word('rule-code'),
      subjects: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }),
      reason: line(80),
    }),
  )
}

function scene(ids: readonly Id[]): fc.Arbitrary<Scene> {
  return withUnknown(
    fc
      .record({
        title: line(40),
        focus: optional(fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 })),
        failed: optional(fc.array(fc.constantFrom(...ids, 'zone:a', 'gw1#2'), { maxLength: 3 })),
        note: optional(line(80)),
      })
      .map((parts) => compact<Scene>(parts)),
  )
}
