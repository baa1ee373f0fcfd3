/** Reads TOML as far as a bundle writes it, keeping the line of every value. Shares nothing with the writer. */
export type TomlValue = string | number | boolean | readonly string[]

export interface TomlEntry {
  /** `apim.event_hub.service_url`; the second table of an array reads `apim.gateway.environment[1].name`. */
  readonly path: string
  readonly value: TomlValue
  /** First and last line of it, from 1. */
  readonly line: number
  readonly lastLine: number
}

export interface TomlFile {
  readonly entries: readonly TomlEntry[]
  /** Headers in order, as they are written: `[a.b]`, `[[c]]`. */
  readonly headers: readonly { readonly text: string; readonly line: number }[]
}

export function readToml(text: string): TomlFile {
  const lines = text.split('\n')
  const entries: TomlEntry[] = []
  const headers: { text: string; line: number }[] = []
  const elements = new Map<string, number>()
  let prefix = ''
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (/^\s*(?:#.*)?$/.test(line)) continue
    const header = /^(\[\[?)([^\]]+)\]\]?\s*$/.exec(line)
    if (header) {
      headers.push({ text: line.trim(), line: at + 1 })
      const name = unquoted(header[2] ?? '')
      if (header[1] === '[[') elements.set(name, (elements.get(name) ?? -1) + 1)
      prefix = numbered(name, elements)
      continue
    }
    const pair = /^\s*((?:'[^']*'|"[^"]*"|[A-Za-z0-9_.-])+)\s*=\s*(.*)$/.exec(line)
    if (!pair) throw new Error(`line ${at + 1} is no TOML that a bundle writes: ${line}`)
    let raw = pair[2] ?? ''
    const first = at
    while (raw.startsWith('[') && !/\]\s*$/.test(raw)) raw += `\n${lines[++at] ?? ''}`
    entries.push({
      path: `${prefix}.${unquoted(pair[1] ?? '')}`,
      value: parsed(raw.trim()),
      line: first + 1,
      lastLine: at + 1,
    })
  }
  return { entries, headers }
}

function unquoted(key: string): string {
  return key.replace(/['"]/g, '')
}

/** The header with the number of the element that every array of tables in it is at. */
function numbered(name: string, elements: ReadonlyMap<string, number>): string {
  const parts = name.split('.')
  return parts.reduce((path, part, index) => {
    const whole = parts.slice(0, index + 1).join('.')
    const element = elements.get(whole)
    return `${path}${path === '' ? '' : '.'}${part}${element === undefined ? '' : `[${element}]`}`
  }, '')
}

function parsed(raw: string): TomlValue {
  if (raw.startsWith('[')) {
    const inner = raw.slice(1, raw.lastIndexOf(']'))
    return [...inner.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s,]+)/g)].map(
      ([, basic, literal, bare]) => literal ?? bare ?? unescaped(basic ?? ''),
    )
  }
  const basic = /^"((?:[^"\\]|\\.)*)"$/.exec(raw)
  if (basic) return unescaped(basic[1] ?? '')
  const literal = /^'([^']*)'$/.exec(raw)
  if (literal) return literal[1] ?? ''
  if (raw === 'true' || raw === 'false') return raw === 'true'
  if (/^[+-]?\d+(?:\.\d+)?$/.test(raw)) return Number(raw)
  throw new Error(`no TOML value that a bundle writes: ${raw}`)
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '\\': '\\' }

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, letter: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
    const known = ESCAPES[letter ?? '']
    if (known === undefined) throw new Error(`no TOML escape: \\${letter}`)
    return known
  })
}
