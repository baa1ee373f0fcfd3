import { SETTING_FIELDS } from '../../../document/settings'
import { KINDS, PLACE_KINDS } from '../../../kinds'
import type { Field } from '../../../kinds/kind'
import type { Design, Id, JsonValue } from '../../../model/design'
import { GRAMMARS } from '../../../model/grammar'
import type { GeneratedFile, Origin } from '../../../serialize/file-tree'

/** Lines of a file that hold something and that no origin explains, from 1. */
export function unexplained({ content, origins }: GeneratedFile): number[] {
  const lines = content.split('\n')
  const explained = new Uint8Array(lines.length + 2)
  for (const { from, to } of origins) explained.fill(1, from, to + 1)
  return lines.flatMap((line, index) => (line.trim() !== '' && explained[index + 1] === 0 ? [index + 1] : []))
}

/** One property (or setting) with another value than it has. */
export interface Mutation {
  /** `gw1.portOffset = 7`, `settings.domain = ...` */
  readonly name: string
  /** The element, or one that it now refers to, or the setting: one of them the changed lines have to name. */
  readonly subject: { readonly ids: readonly Id[] } | { readonly setting: string }
  readonly design: Design
}

/** Every property of every element, and every setting, each with other values that it may have. */
export function mutationsOf(design: Design): Mutation[] {
  const { components, places } = design.topology
  const ids = (kinds: readonly string[]) => components.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id)
  const placeIds = (kinds: readonly string[]) => places.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id)
  const context = { ids, placeIds }
  return [
    ...components.flatMap((component) =>
      KINDS[component.kind].fields.flatMap((field) =>
        othersOf(field, component.properties?.[field.key], context).map(
          (value): Mutation => ({
            name: `${component.kind} ${component.id}.${field.key} = ${JSON.stringify(value)}`,
            subject: { ids: idsOf(component.id, field, value) },
            design: {
              ...design,
              topology: {
                ...design.topology,
                components: components.map((one) =>
                  one === component ? { ...one, properties: { ...one.properties, [field.key]: value } } : one,
                ),
              },
            },
          }),
        ),
      ),
    ),
    ...places.flatMap((place) =>
      PLACE_KINDS[place.kind].fields.flatMap((field) =>
        othersOf(field, place.properties?.[field.key], context).map(
          (value): Mutation => ({
            name: `${place.kind} ${place.id}.${field.key} = ${JSON.stringify(value)}`,
            subject: { ids: idsOf(place.id, field, value) },
            design: {
              ...design,
              topology: {
                ...design.topology,
                places: places.map((one) =>
                  one === place ? { ...one, properties: { ...one.properties, [field.key]: value } } : one,
                ),
              },
            },
          }),
        ),
      ),
    ),
    ...SETTING_FIELDS.flatMap((field) =>
      othersOf(field, design.settings[field.key] as JsonValue | undefined, context).map(
        (value): Mutation => ({
          name: `settings.${field.key} = ${JSON.stringify(value)}`,
          subject: { setting: field.key },
          design: { ...design, settings: { ...design.settings, [field.key]: value } },
        }),
      ),
    ),
  ]
}

function idsOf(id: Id, field: Field, value: JsonValue): Id[] {
  const refers = field.type === 'component' || field.type === 'place' || (field.type === 'list' && field.kinds)
  return refers ? [id, ...[value].flat().map(String)] : [id]
}

interface Context {
  readonly ids: (kinds: readonly string[]) => Id[]
  readonly placeIds: (kinds: readonly string[]) => Id[]
}

const TEXTS = [
  'changed',
  'Changed9',
  '/srv/changed',
  'registry.example.com',
  'changed/path',
  `sha256:${'c'.repeat(64)}`,
]

/** Values that the field may have, other than the one it has. */
function othersOf(field: Field, value: JsonValue | undefined, { ids, placeIds }: Context): JsonValue[] {
  switch (field.type) {
    case 'text': {
      const grammar = field.grammar ? GRAMMARS[field.grammar].pattern : /./
      return TEXTS.filter((text) => grammar.test(text) && text !== value).slice(0, 1)
    }
    case 'hostname':
      return ['changed.acme.test', '10.9.8.7'].filter((text) => text !== value)
    case 'list': {
      if (field.choices) return [[field.choices[0]?.value ?? ''], field.choices.slice(1).map((choice) => choice.value)]
      if (field.kinds) return [ids(field.kinds).slice(0, 1), []]
      return [['Changed'], ['Changed', 'Other']]
    }
    case 'integer':
    case 'number': {
      const candidates = field.values ?? [field.min, Math.min(field.max, field.min + 7), Math.min(field.max, 5000)]
      return [...new Set(candidates)].filter((number) => number !== value)
    }
    case 'flag':
      return [true, false].filter((flag) => flag !== value)
    case 'choice':
      return field.choices.map((choice) => choice.value).filter((choice) => choice !== value)
    case 'component':
      return ids(field.kinds).filter((id) => id !== value)
    case 'place':
      return placeIds(field.kinds).filter((id) => id !== value)
  }
}

/** A line that changed although nothing about it names what was changed. */
export interface Stray {
  readonly path: string
  readonly line: number
  readonly text: string
}

/** Changed lines whose origins name the subject neither before nor after. */
export function strayChanges(
  before: readonly GeneratedFile[],
  after: readonly GeneratedFile[],
  subject: Mutation['subject'],
): Stray[] {
  const old = new Map(before.map((file) => [file.path, file]))
  const now = new Map(after.map((file) => [file.path, file]))
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((path) => {
    const [left, right] = [old.get(path), now.get(path)]
    if (left?.content === right?.content) return []
    const a = linesOf(left)
    const b = linesOf(right)
    return hunks(keyed(path, a), keyed(path, b)).flatMap(({ removed, added }): Stray[] => {
      const named = (file: GeneratedFile | undefined, lines: readonly number[]) =>
        lines.filter((line) => !names(file, line, subject))
      const strayBefore = named(left, removed)
      const strayAfter = named(right, added)
      if ((removed.length > 0 && strayBefore.length === 0) || (added.length > 0 && strayAfter.length === 0)) return []
      const line = (strayAfter[0] ?? strayBefore[0]) as number
      return [{ path, line, text: (strayAfter.length > 0 ? b : a)[line - 1] ?? '' }]
    })
  })
}

const known = new WeakMap<GeneratedFile, readonly string[]>()

function linesOf(file: GeneratedFile | undefined): readonly string[] {
  if (file === undefined) return []
  const lines = known.get(file) ?? file.content.split('\n').slice(0, -1)
  known.set(file, lines)
  return lines
}

/** Lines with the table that they are in, so that equal lines of different tables are not taken for each other. */
function keyed(path: string, lines: readonly string[]): string[] {
  // A comma after a line of JSON is about the next line.
  if (path.endsWith('.json')) return lines.map((line) => line.replace(/,$/, ''))
  if (!path.endsWith('.toml')) return [...lines]
  const headers = lines.map((line, index) =>
    line.startsWith('[[') && lines[index + 1]?.startsWith('name')
      ? `${line} ${lines[index + 1]}`
      : line.startsWith('[')
        ? line
        : undefined,
  )
  let header: string | undefined
  return lines.map((line, index) => {
    header = line.startsWith('#') ? headers.slice(index).find((next) => next !== undefined) : (headers[index] ?? header)
    return `${header}\n${line}`
  })
}

function names(file: GeneratedFile | undefined, line: number, subject: Mutation['subject']): boolean {
  if ((linesOf(file)[line - 1] ?? '').trim() === '') return true
  return (file?.origins ?? []).some((origin) => origin.from <= line && line <= origin.to && isOf(origin, subject))
}

function isOf(origin: Origin, subject: Mutation['subject']): boolean {
  return 'ids' in subject
    ? subject.ids.some((id) => origin.subjects.includes(id))
    : origin.settings?.includes(subject.setting) === true
}

interface Hunk {
  readonly removed: readonly number[]
  readonly added: readonly number[]
}

/** Runs of lines that differ, by the longest common subsequence. Lines count from 1. */
function hunks(a: readonly string[], b: readonly string[]): Hunk[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const left = a.slice(start, a.length - end)
  const right = b.slice(start, b.length - end)
  const width = right.length + 1
  const table = new Uint16Array((left.length + 1) * width)
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      table[i * width + j] =
        left[i] === right[j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0)
    }
  }
  const found: { removed: number[]; added: number[] }[] = []
  let open: { removed: number[]; added: number[] } | undefined
  const hunk = () => {
    if (!open) {
      open = { removed: [], added: [] }
      found.push(open)
    }
    return open
  }
  let i = 0
  let j = 0
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      open = undefined
      i++
      j++
    } else if (
      j >= right.length ||
      (i < left.length && (table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0))
    ) {
      hunk().removed.push(start + ++i)
    } else hunk().added.push(start + ++j)
  }
  return found
}
