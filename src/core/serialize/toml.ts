import { oneLine } from './prose'
import { type Provenance, TracedText } from './traced-text'

/**
 * Writes TOML that both a 0.5 and a 1.0 parser read: one header per table, a table before those below it, arrays of
 * one type, no inline tables. Source: config-mapper v1.0.25 (cava-toml 0.5.0) reads WSO2's deployment.toml.
 */
export type TomlScalar = string | number | boolean
export type TomlValue = TomlScalar | readonly string[] | readonly number[] | readonly boolean[]

export interface TomlTable {
  readonly path: readonly string[]
  /** `[[path]]`: one more element of an array of tables. */
  readonly repeated: boolean
  readonly entries: readonly (readonly [key: string, value: TomlValue])[]
  /** Lines above the header. */
  readonly comment: readonly string[]
  readonly because?: Provenance
}

export interface TomlNotes {
  readonly comment?: string | readonly string[]
  readonly because?: Provenance
}

/** Values in the order given; a key whose value is undefined is left out. */
export type TomlValues = Readonly<Record<string, TomlValue | undefined>>

/** `[a.b]`; no segment of `path` may hold a dot itself. */
export function table(path: string, values: TomlValues, notes: TomlNotes = {}): TomlTable {
  return makeTable(path, false, values, notes)
}

/** `[[a.b]]` */
export function arrayTable(path: string, values: TomlValues, notes: TomlNotes = {}): TomlTable {
  return makeTable(path, true, values, notes)
}

function makeTable(path: string, repeated: boolean, values: TomlValues, notes: TomlNotes): TomlTable {
  return {
    path: path.split('.'),
    repeated,
    entries: Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
    comment: notes.comment === undefined ? [] : typeof notes.comment === 'string' ? [notes.comment] : notes.comment,
    ...(notes.because && { because: notes.because }),
  }
}

/**
 * Appends the tables in their order. Tables without values are left out, for an empty header sets nothing.
 * Throws when a table comes twice, after a table below it, or refers to another value inside an array of tables
 * (`$ref{}` stays literal there): faults of the caller.
 */
export function writeToml(tables: readonly TomlTable[], text: TracedText = new TracedText()): TracedText {
  const seen = new Seen()
  for (const item of tables) {
    if (item.entries.length === 0) continue
    seen.check(item)
    text.blank()
    for (const line of item.comment) text.add(`# ${oneLine(line)}`, item.because)
    const name = item.path.map(tomlKey).join('.')
    text.add(item.repeated ? `[[${name}]]` : `[${name}]`, item.because)
    for (const [key, value] of item.entries) text.add(`${tomlKey(key)} = ${tomlValue(value)}`, item.because)
  }
  return text
}

/** Bare where TOML allows it, else quoted, so that dots in it make no tables. */
export function tomlKey(key: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(key)) return key
  return isLiteral(key) ? `'${key}'` : basicString(key)
}

const WIDTH = 100

export function tomlValue(value: TomlValue): string {
  if (typeof value === 'string') return tomlString(value)
  if (typeof value === 'number') return tomlNumber(value)
  if (typeof value === 'boolean') return String(value)
  const items = value.map((item) => tomlValue(item))
  const flat = `[${items.join(', ')}]`
  return flat.length <= WIDTH || items.length < 2 ? flat : `[\n  ${items.join(',\n  ')}\n]`
}

/** Regular expressions and the like, full of backslashes, in single quotes; everything else in double quotes. */
function tomlString(text: string): string {
  return text.includes('\\') && isLiteral(text) ? `'${text}'` : basicString(text)
}

function isLiteral(text: string): boolean {
  return !/['\p{Cc}\p{Cs}]/u.test(text)
}

const SHORT: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
}

function basicString(text: string): string {
  const escaped = text.replace(/\p{Cs}/gu, '\ufffd').replace(/["\\\p{Cc}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0
    return SHORT[character] ?? `\\u${code.toString(16).padStart(4, '0')}`
  })
  return `"${escaped}"`
}

function tomlNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`no TOML number: ${value}`)
  if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value)
  const text = String(value)
  return /[.e]/.test(text) ? text.replace('e+', 'e') : `${text}.0`
}

/** Headers so far. A new element of an array of tables starts the tables below it afresh. */
class Seen {
  readonly #tables = new Set<string>()
  readonly #parents = new Set<string>()
  readonly #arrays = new Set<string>()

  check(item: TomlTable): void {
    const key = keyOf(item.path)
    const name = item.path.join('.')
    if (item.repeated) {
      if (this.#tables.has(key)) throw new Error(`TOML table ${name} is a table and an array of tables`)
      if (this.#parents.has(key) && !this.#arrays.has(key)) throw new Error(`TOML table ${name} comes after its parts`)
      for (const set of [this.#tables, this.#parents, this.#arrays]) {
        for (const known of [...set]) if (known.startsWith(`${key}\u0000`)) set.delete(known)
      }
      this.#arrays.add(key)
    } else {
      if (this.#tables.has(key) || this.#arrays.has(key)) throw new Error(`TOML table ${name} comes twice`)
      if (this.#parents.has(key)) throw new Error(`TOML table ${name} comes after a table below it`)
      this.#tables.add(key)
    }
    const prefixes = item.path.slice(1).map((_, index) => keyOf(item.path.slice(0, index + 1)))
    for (const prefix of prefixes) this.#parents.add(prefix)
    const inArray = item.repeated || prefixes.some((prefix) => this.#arrays.has(prefix))
    if (inArray && item.entries.some(([, value]) => JSON.stringify(value).includes('$ref{'))) {
      throw new Error(`$ref{} has no effect inside the array of tables ${name}`)
    }
  }
}

function keyOf(path: readonly string[]): string {
  return path.join('\u0000')
}
