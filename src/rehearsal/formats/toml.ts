import { parse, type TomlTable, type TomlValue } from 'smol-toml'
import { type Source, Unreadable } from './source'

/** A value of a `deployment.toml`, with the line that it stands in. */
export interface Said {
  readonly value: TomlValue
  readonly source: Source
}

/** A `deployment.toml`: values by table and key. */
export class TomlFile {
  readonly path: string
  readonly #lines: readonly string[]
  readonly #root: TomlTable

  constructor(path: string, text: string) {
    this.path = path
    this.#lines = text.split('\n')
    try {
      this.#root = parse(text)
    } catch (error) {
      throw new Unreadable(`${path} is no TOML: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
    }
  }

  /** A value of a plain table, such as `service_url` of `apim.event_hub`. */
  said(table: string, key: string): Said | undefined {
    const value = tableIn(this.#root, table)?.[key]
    return value === undefined ? undefined : { value, source: this.#source(`[${table}]`, key, 1) }
  }

  text(table: string, key: string): { readonly value: string; readonly source: Source } | undefined {
    const said = this.said(table, key)
    return typeof said?.value === 'string' ? { value: said.value, source: said.source } : undefined
  }

  /** The texts of a list; none where it is absent. */
  texts(table: string, key: string): readonly { readonly value: string; readonly source: Source }[] {
    const said = this.said(table, key)
    return said ? textsIn(said) : []
  }

  /** Readers of each table of an array of tables, in the order of the file. */
  array(name: string): readonly ((key: string) => Said | undefined)[] {
    const parts = name.split('.')
    const parent = tableIn(this.#root, parts.slice(0, -1).join('.'))
    const found = parent?.[parts.at(-1) ?? '']
    if (!Array.isArray(found)) return []
    return found.map((item, index) => (key: string) => {
      const value = isTable(item) ? item[key] : undefined
      return value === undefined ? undefined : { value, source: this.#source(`[[${name}]]`, key, index + 1) }
    })
  }

  /** The line of a key in the so-manieth table of a heading; line 1 where the file writes it in another way. */
  #source(heading: string, key: string, which: number): Source {
    let seen = 0
    const start = this.#lines.findIndex((line) => line.trim() === heading && ++seen === which)
    const rest = this.#lines.slice(start + 1)
    const end = rest.findIndex((line) => line.startsWith('['))
    const at = rest.slice(0, end < 0 ? rest.length : end).findIndex((line) => line.startsWith(`${key} =`))
    return { file: this.path, line: start < 0 || at < 0 ? 1 : start + at + 2 }
  }
}

export function textsIn({ value, source }: Said): readonly { readonly value: string; readonly source: Source }[] {
  const items = Array.isArray(value) ? value : [value]
  return items.flatMap((item) => (typeof item === 'string' ? [{ value: item, source }] : []))
}

function tableIn(root: TomlTable, name: string): TomlTable | undefined {
  let at: TomlTable | undefined = root
  for (const part of name === '' ? [] : name.split('.')) {
    const next: TomlValue | undefined = at?.[part]
    // Keys under an array of tables belong to its last one.
    const last: TomlValue | undefined = Array.isArray(next) ? next.at(-1) : next
    at = isTable(last) ? last : undefined
  }
  return at
}

function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
}

export function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
