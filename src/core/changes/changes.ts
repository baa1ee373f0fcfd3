import type {
  Acknowledgement,
  Box,
  Component,
  Connection,
  Design,
  Id,
  JsonValue,
  KindId,
  Place,
  PlaceKindId,
  PurposeId,
  SchemaName,
} from '../model/design'
import { compareIds } from '../wiring/graph'

/**
 * What differs between two designs, as data. Lists of the document have no order, nor have the keys of an object, so
 * neither makes a difference; `change-sentences.ts` puts a list of changes into words.
 */
export type Change =
  | { readonly type: 'added'; readonly what: ElementName; readonly id: Id }
  | { readonly type: 'removed'; readonly what: ElementName; readonly id: Id }
  | { readonly type: 'kind'; readonly what: HeldName; readonly id: Id; readonly before: Kind; readonly after: Kind }
  | ({ readonly type: 'label'; readonly what: ElementName; readonly id: Id } & BeforeAfter<string>)
  /** Into another place; undefined = the canvas itself. */
  | ({ readonly type: 'moved'; readonly what: HeldName; readonly id: Id } & BeforeAfter<Id>)
  | { readonly type: 'instances'; readonly id: Id; readonly before: number; readonly after: number }
  | ({ readonly type: 'fact'; readonly what: HeldName; readonly id: Id; readonly key: string } & BeforeAfter<JsonValue>)
  | { readonly type: 'ends'; readonly id: Id; readonly before: Ends; readonly after: Ends }
  /** Undefined = what the two kinds imply. */
  | ({ readonly type: 'purposes'; readonly id: Id } & BeforeAfter<readonly PurposeId[]>)
  | ({ readonly type: 'schemas'; readonly id: Id } & BeforeAfter<readonly SchemaName[]>)
  /** A setting; facts about the load as `sizing.targetTps`. */
  | ({ readonly type: 'setting'; readonly key: string } & BeforeAfter<JsonValue>)
  | { readonly type: 'head'; readonly key: HeadKey; readonly before: string; readonly after: string }
  | { readonly type: 'acknowledged'; readonly acknowledgement: Acknowledgement }
  | { readonly type: 'reopened'; readonly acknowledgement: Acknowledgement }
  | { readonly type: 'story' }
  /** Where something stands on the canvas, or how large its frame is. */
  | ({ readonly type: 'box'; readonly id: Id } & BeforeAfter<Box>)
  /** A field that this version does not know. */
  | { readonly type: 'unknown'; readonly path: string }

export type ElementName = 'component' | 'place' | 'connection'
type HeldName = Exclude<ElementName, 'connection'>
type Kind = KindId | PlaceKindId
export type HeadKey = 'name' | 'title' | 'apimVersion'
type Ends = Pick<Connection, 'from' | 'to'>

interface BeforeAfter<T> {
  readonly before: T | undefined
  readonly after: T | undefined
}

/** Every difference between two designs, sorted; empty for designs that say the same. */
export function changesBetween(before: Design, after: Design): readonly Change[] {
  if (before === after) return []
  return [
    ...headChanges(before, after),
    ...settingChanges(before, after),
    ...(before.topology === after.topology ? [] : topologyChanges(before, after)),
    ...acknowledgedChanges(before.acknowledged, after.acknowledged),
    ...(saysSame(before.story, after.story) ? [] : [{ type: 'story' } as const]),
    ...boxChanges(before, after),
    ...unknownChanges(before, after, HEAD_KEYS, '$'),
  ]
}

const HEAD: readonly HeadKey[] = ['name', 'title', 'apimVersion']
const HEAD_KEYS: readonly string[] = [
  ...HEAD,
  'schemaVersion',
  'settings',
  'topology',
  'layout',
  'acknowledged',
  'story',
] satisfies readonly (keyof Design)[]

function headChanges(before: Design, after: Design): Change[] {
  return HEAD.flatMap((key) =>
    before[key] === after[key] ? [] : [{ type: 'head' as const, key, before: before[key], after: after[key] }],
  )
}

function settingChanges(before: Design, after: Design): Change[] {
  if (before.settings === after.settings) return []
  return valueChanges(flatSettings(before), flatSettings(after)).map((change) => ({ type: 'setting', ...change }))
}

/** Facts about the load are a record of their own within the settings. */
function flatSettings({ settings }: Design): Record<string, JsonValue> {
  const { sizing, ...plain } = settings
  const load = Object.entries(sizing ?? {}).map(([key, value]) => [`sizing.${key}`, value])
  return Object.fromEntries([...Object.entries(plain), ...load])
}

function topologyChanges(before: Design, after: Design): Change[] {
  const a = before.topology
  const b = after.topology
  return [
    ...listChanges('place', a.places, b.places, placeChanges),
    ...listChanges('component', a.components, b.components, componentChanges),
    ...listChanges('connection', a.connections, b.connections, connectionChanges),
    ...unknownChanges(a, b, ['places', 'components', 'connections'], '$.topology'),
  ]
}

/** What was removed, added and changed in one list, by id. */
function listChanges<T extends { readonly id: Id }>(
  what: ElementName,
  before: readonly T[],
  after: readonly T[],
  differ: (before: T, after: T) => Change[],
): Change[] {
  if (before === after) return []
  const old = new Map(before.map((item) => [item.id, item]))
  const now = new Map(after.map((item) => [item.id, item]))
  return [...new Set([...old.keys(), ...now.keys()])].sort(compareIds).flatMap((id): Change[] => {
    const a = old.get(id)
    const b = now.get(id)
    if (!a) return [{ type: 'added', what, id }]
    if (!b) return [{ type: 'removed', what, id }]
    return a === b ? [] : differ(a, b)
  })
}

function componentChanges(before: Component, after: Component): Change[] {
  const { id } = before
  const instances = { before: before.replicas ?? 1, after: after.replicas ?? 1 }
  return [
    ...heldChanges('component', before, after, { before: before.place, after: after.place }),
    ...(instances.before === instances.after ? [] : [{ type: 'instances' as const, id, ...instances }]),
    ...unknownChanges(before, after, ['id', 'kind', 'place', 'label', 'replicas', 'properties'], `$.${id}`),
  ]
}

function placeChanges(before: Place, after: Place): Change[] {
  return [
    ...heldChanges('place', before, after, { before: before.parent, after: after.parent }),
    ...unknownChanges(before, after, ['id', 'kind', 'parent', 'label', 'properties'], `$.${before.id}`),
  ]
}

function heldChanges<T extends Component | Place>(
  what: HeldName,
  before: T,
  after: T,
  holder: BeforeAfter<Id>,
): Change[] {
  const { id } = before
  const changes: Change[] = []
  if (before.kind !== after.kind) changes.push({ type: 'kind', what, id, before: before.kind, after: after.kind })
  changes.push(...labelChange(what, before, after))
  if (holder.before !== holder.after) changes.push({ type: 'moved', what, id, ...holder })
  for (const change of valueChanges(before.properties ?? {}, after.properties ?? {}))
    changes.push({ type: 'fact', what, id, ...change })
  return changes
}

function labelChange(what: ElementName, before: Labelled, after: Labelled): Change[] {
  if (before.label === after.label) return []
  return [{ type: 'label', what, id: before.id, before: before.label, after: after.label }]
}

type Labelled = { readonly id: Id; readonly label?: string }

function connectionChanges(before: Connection, after: Connection): Change[] {
  const { id } = before
  const changes = labelChange('connection', before, after)
  const ends = ({ from, to }: Connection): Ends => ({ from, to })
  if (before.from !== after.from || before.to !== after.to)
    changes.push({ type: 'ends', id, before: ends(before), after: ends(after) })
  if (!isSameSet(before.purposes, after.purposes))
    changes.push({ type: 'purposes', id, before: before.purposes, after: after.purposes })
  if (!isSameSet(before.schemas, after.schemas))
    changes.push({ type: 'schemas', id, before: before.schemas, after: after.schemas })
  changes.push(...unknownChanges(before, after, ['id', 'from', 'to', 'purposes', 'schemas', 'label'], `$.${before.id}`))
  return changes
}

function acknowledgedChanges(before: readonly Acknowledgement[], after: readonly Acknowledgement[]): Change[] {
  if (before === after) return []
  const all = new Map([...before, ...after].map((item) => [acknowledgementKey(item), item]))
  const count = (list: readonly Acknowledgement[], key: string) =>
    list.filter((item) => acknowledgementKey(item) === key).length
  return [...all.keys()].sort().flatMap((key): Change[] => {
    const acknowledgement = all.get(key)
    const more = count(after, key) - count(before, key)
    if (!acknowledgement || more === 0) return []
    return [{ type: more > 0 ? 'acknowledged' : 'reopened', acknowledgement }]
  })
}

function acknowledgementKey(item: Acknowledgement): string {
  return canonical({ ...item, subjects: [...new Set(item.subjects)].sort() })
}

/** Boxes of what both designs have; what is new or gone brings or takes its own. */
function boxChanges(before: Design, after: Design): Change[] {
  if (before.layout === after.layout) return []
  const old = elementIds(before)
  const now = elementIds(after)
  return [...new Set([...Object.keys(before.layout), ...Object.keys(after.layout)])]
    .filter((id) => old.has(id) === now.has(id))
    .sort(compareIds)
    .flatMap((id): Change[] => {
      const boxes = { before: before.layout[id], after: after.layout[id] }
      return saysSame(boxes.before, boxes.after) ? [] : [{ type: 'box', id, ...boxes }]
    })
}

function elementIds({ topology }: Design): ReadonlySet<Id> {
  return new Set([...topology.places, ...topology.components].map(({ id }) => id))
}

type ValueChange = { readonly key: string } & BeforeAfter<JsonValue>

function valueChanges(before: Readonly<Record<string, JsonValue>>, after: typeof before): ValueChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((key) => {
    const values = { before: before[key], after: after[key] }
    return saysSame(values.before, values.after) ? [] : [{ key, ...values }]
  })
}

function unknownChanges(before: object, after: object, known: readonly string[], path: string): Change[] {
  const unknown = (object: object) => Object.entries(object).filter(([key]) => !known.includes(key))
  const old = new Map<string, unknown>(unknown(before))
  const now = new Map<string, unknown>(unknown(after))
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((key) => !saysSame(old.get(key), now.get(key)))
    .map((key) => ({ type: 'unknown', path: `${path}.${key}` }))
}

function isSameSet(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (a === b) return true
  if (!a || !b) return false
  const one = new Set(a)
  const other = new Set(b)
  return one.size === other.size && [...one].every((item) => other.has(item))
}

/** Equal as JSON, whatever the order of keys. */
function saysSame(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || canonical(a) === canonical(b)
}

/** JSON with sorted keys. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return `{${entries
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
    .sort()
    .join()}}`
}
