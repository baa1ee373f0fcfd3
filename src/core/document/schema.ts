import * as z from 'zod/mini'
import { KINDS, PLACE_KINDS } from '../kinds'
import type { Field } from '../kinds/kind'
import {
  APIM_VERSIONS,
  KIND_IDS,
  type KindId,
  PLACE_KIND_IDS,
  type PlaceKindId,
  PURPOSE_IDS,
  SCHEMA_NAMES,
  SCHEMA_VERSION,
} from '../model/design'
import { GRAMMARS, type GrammarId, labelFrom } from '../model/grammar'
import { LIMITS } from '../model/limits'
import { show } from './problems'
import { SETTING_FIELDS } from './settings'
import { SIZING_FIELDS } from './sizing'

/**
 * What a document looks like, once: the parser checks with it and the published JSON Schema is made from it. Objects
 * are loose, so fields of newer or other tools survive. How elements refer to each other is checked in `structure.ts`.
 */

// Compiled checks need `new Function`, which a content security policy refuses and reports.
z.config({ jitless: true })

type Schema = z.ZodMiniType<unknown>

/** Longest free texts, in UTF-16 units. */
export const TEXT_LIMITS = { title: 200, label: 120, reason: 2000, note: 4000, text: 200 } as const

const MAX_LIST = 1000
const FARTHEST = 1_000_000

/** One wording for every way in which a value is wrong: `what` must be `rule`. */
function must(what: string, rule: string) {
  return {
    error: ({ input }: { readonly input?: unknown }) =>
      input === undefined ? `${what} is missing. It must be ${rule}.` : `${what} must be ${rule}, not ${show(input)}.`,
  }
}

function word(what: string, grammar: GrammarId): Schema {
  const { pattern, rule } = GRAMMARS[grammar]
  const complaint = must(what, rule)
  return z.string(complaint).check(z.regex(pattern, grammar === 'dns-label' ? withProposal(complaint) : complaint))
}

/** Says which name would do, where the one that was typed has something to keep. */
function withProposal(complaint: ReturnType<typeof must>): ReturnType<typeof must> {
  return {
    error: (issue) => {
      const proposal = typeof issue.input === 'string' ? labelFrom(issue.input) : ''
      return proposal === '' ? complaint.error(issue) : `${complaint.error(issue)} ${show(proposal)} would do.`
    },
  }
}

function line(what: string, maxLength: number, minLength = 0): Schema {
  const size = minLength === 0 ? `at most ${maxLength}` : `${minLength} to ${maxLength}`
  const complaint = must(what, `${GRAMMARS.line.rule}, ${size} characters`)
  return z
    .string(complaint)
    .check(
      z.minLength(minLength, complaint),
      z.maxLength(maxLength, complaint),
      z.regex(GRAMMARS.line.pattern, complaint),
    )
}

function oneOf(what: string, values: readonly (string | number)[]): Schema {
  return z.literal(
    [...values],
    must(what, values.length === 1 ? show(values[0]) : `one of ${values.map(String).join(', ')}`),
  )
}

function list(what: string, element: Schema, most: number = MAX_LIST): Schema {
  const complaint = must(what, `a list of at most ${most}`)
  return z.array(element, complaint).check(z.maxLength(most, complaint))
}

interface NumericRule {
  readonly min: number
  readonly max: number
  readonly whole: boolean
  readonly unit?: string
  readonly lenient?: true
}

function numeric(what: string, { min, max, whole, unit, lenient }: NumericRule) {
  if (lenient) return z.number(must(what, 'a number'))
  const complaint = must(
    what,
    `${whole ? 'a whole number' : 'a number'} from ${min} to ${max}${unit ? ` ${unit}` : ''}`,
  )
  return (whole ? z.int(complaint) : z.number(complaint)).check(z.gte(min, complaint), z.lte(max, complaint))
}

function build(field: Field): Schema {
  const what = field.label
  switch (field.type) {
    case 'text':
      return field.grammar ? word(what, field.grammar) : line(what, field.maxLength ?? TEXT_LIMITS.text, 1)
    case 'hostname':
      return word(what, 'hostname')
    case 'list':
      return list(what, element(field))
    case 'integer':
    case 'number':
      return field.values ? oneOf(what, field.values) : numeric(what, { ...field, whole: field.type === 'integer' })
    case 'flag':
      return z.boolean(must(what, 'true or false'))
    case 'choice':
      return oneOf(
        what,
        field.choices.map((choice) => choice.value),
      )
    case 'component':
    case 'place':
      return word(what, 'id')
  }
}

function element(field: Extract<Field, { type: 'list' }>): Schema {
  const what = `Each of ${field.label.toLowerCase()}`
  if (field.choices) {
    return oneOf(
      what,
      field.choices.map((choice) => choice.value),
    )
  }
  return field.kinds ? word(what, 'id') : word(what, field.grammar ?? 'line')
}

const built = new WeakMap<Field, Schema>()

/** The check of one field; the same object for the same field. */
export function fieldSchema(field: Field): Schema {
  const known = built.get(field)
  if (known) return known
  const schema = build(field)
  built.set(field, schema)
  return schema
}

/** Why `value` may not be the field's value, in one sentence, or undefined when it may. */
export function fieldProblem(field: Field, value: unknown): string | undefined {
  const result = fieldSchema(field).safeParse(value)
  return result.success ? undefined : result.error.issues[0]?.message
}

function shapeOf(fields: readonly Field[]): Record<string, Schema> {
  const shape: Record<string, Schema> = {}
  for (const field of fields) {
    for (const key of [field.key, ...(field.aliases ?? [])]) shape[key] = z.optional(fieldSchema(field))
  }
  return shape
}

function object(what: string, shape: Record<string, Schema>) {
  return z.looseObject(shape, must(what, 'an object'))
}

/** Elements of one kind are checked by its fields; `kind` picks the check. */
function byKind<K extends string>(what: string, example: string, kinds: readonly K[], of: (kind: K) => Schema): Schema {
  const [first, ...rest] = kinds.map((kind) => of(kind)) as [z.ZodMiniObject, ...z.ZodMiniObject[]]
  return z.discriminatedUnion('kind', [first, ...rest], {
    error: ({ input }) => {
      if (typeof input !== 'object' || input === null || Array.isArray(input)) return `${what} must be an object.`
      const kind: unknown = 'kind' in input ? input.kind : undefined
      return kind === undefined
        ? `The kind is missing. It must be a kind of ${what.toLowerCase()}, such as ${example}.`
        : `${show(kind)} is no kind of ${what.toLowerCase()}. One is ${example}.`
    },
  })
}

function optionalLine(what: string, maxLength: number): Schema {
  return z.optional(line(what, maxLength, 1))
}

/** The parts of the document that have names in the JSON Schema. */
export interface SchemaParts {
  readonly design: Schema
  readonly places: Readonly<Record<PlaceKindId, Schema>>
  readonly components: Readonly<Record<KindId, Schema>>
  readonly connection: Schema
  readonly settings: Schema
  readonly sizing: Schema
  readonly box: Schema
  readonly acknowledgement: Schema
  readonly scene: Schema
}

let parts: SchemaParts | undefined

/** Made on first use, so that a page which opens no file does not wait for it. */
export function schemaParts(): SchemaParts {
  parts ??= makeParts()
  return parts
}

function makeParts(): SchemaParts {
  const id = word('The id', 'id')
  const ids = (what: string) => list(what, word(`Each id of ${what.toLowerCase()}`, 'id'))
  const label = optionalLine('The label', TEXT_LIMITS.label)
  const properties = (fields: readonly Field[]) => z.optional(object('Properties', shapeOf(fields)))
  const places = record(PLACE_KIND_IDS, (kind) =>
    object('A place', {
      id,
      kind: z.literal(kind),
      parent: z.optional(word('The parent', 'id')),
      label,
      properties: properties(PLACE_KINDS[kind].fields),
    }),
  )
  const components = record(KIND_IDS, (kind) =>
    object('A component', {
      id,
      kind: z.literal(kind),
      place: z.optional(word('The place', 'id')),
      label,
      replicas: z.optional(numeric('Replicas', { min: 1, max: 100, whole: true })),
      properties: properties(KINDS[kind].fields),
    }),
  )
  const connection = object('A connection', {
    id,
    from: word('From', 'id'),
    to: word('To', 'id'),
    purposes: z.optional(list('Purposes', oneOf('Each purpose', PURPOSE_IDS))),
    schemas: z.optional(list('Schemas', oneOf('Each schema', SCHEMA_NAMES))),
    label,
  })
  const coordinate = (what: string) => numeric(what, { min: -FARTHEST, max: FARTHEST, whole: false })
  const extent = (what: string) => z.optional(numeric(what, { min: 1, max: FARTHEST, whole: false }))
  const box = object('A layout box', {
    x: coordinate('x'),
    y: coordinate('y'),
    width: extent('Width'),
    height: extent('Height'),
  })
  const acknowledgement = object('An acknowledgement', {
    code: word('The code', 'rule-code'),
    subjects: ids('Subjects'),
    reason: line('The reason', TEXT_LIMITS.reason),
  })
  const scene = object('A scene', {
    title: line('The title', TEXT_LIMITS.title),
    focus: z.optional(ids('Focus')),
    failed: z.optional(list('Failed', line('Each failed element', TEXT_LIMITS.text, 1))),
    note: z.optional(line('The note', TEXT_LIMITS.note)),
  })
  const sizing = object('Sizing', shapeOf(SIZING_FIELDS))
  const settings = object('Settings', { ...shapeOf(SETTING_FIELDS), sizing: z.optional(sizing) })
  const many = (what: string, item: Schema, most: number = MAX_LIST) => z.optional(list(what, item, most))
  const design = object('The document', {
    schemaVersion: oneOf('schemaVersion', [SCHEMA_VERSION]),
    name: word('The name', 'dns-label'),
    title: z.optional(line('The title', TEXT_LIMITS.title)),
    apimVersion: oneOf('apimVersion', APIM_VERSIONS),
    settings: z.optional(settings),
    topology: object('The topology', {
      places: many(
        'Places',
        byKind('Place', 'host', PLACE_KIND_IDS, (kind) => places[kind]),
        LIMITS.places,
      ),
      components: many(
        'Components',
        byKind('Component', 'universal-gateway', KIND_IDS, (kind) => components[kind]),
        LIMITS.components,
      ),
      connections: many('Connections', connection, LIMITS.connections),
    }),
    layout: z.optional(z.record(z.string().check(z.regex(GRAMMARS.id.pattern)), box, must('Layout', 'an object'))),
    acknowledged: many('Acknowledged', acknowledgement),
    story: many('Story', scene),
  })
  return { design, places, components, connection, settings, sizing, box, acknowledgement, scene }
}

function record<K extends string>(keys: readonly K[], make: (key: K) => Schema): Readonly<Record<K, Schema>> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, Schema>
}
