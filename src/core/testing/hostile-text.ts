import { parseDesign } from '../document/codec'
import type { Design } from '../model/design'

/** A command among the texts makes a file of this name where it runs. */
export const CANARY = 'canary-was-here'
/** Text that a person types, at its worst: what each format of a bundle may take for something of its own. */
export const HOSTILE: readonly string[] = [
  '"',
  '\\',
  '\n',
  "'''",
  '"""',
  ']',
  '[server]',
  `$(touch ${CANARY})`,
  `\`touch ${CANARY}\``,
  `; touch ${CANARY}`,
  `&& touch ${CANARY}`,
  `'; touch ${CANARY}; '`,
  `"; touch ${CANARY}; "`,
  `\ntouch ${CANARY}\n`,
  '-rf',
  '*',
  '~',
  '!',
  '%',
  '%n%h%s',
  '{{ }}',
  `{{ lookup("pipe", "touch ${CANARY}") }}`,
  `\${x}`,
  '$ref{a.b}',
  '$env{HOME}',
  '$secret{alias}',
  '&',
  '<',
  '</property>',
  ']]>',
  '-->',
  '*/',
  '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
  '<script>alert(1)</script>',
  '=',
  ':',
  'a: b',
  '#',
  '# x',
  '- x',
  '|',
  '--',
  '\u0000',
  '\u0007',
  '\r',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\u{1f600}',
  '\ud800',
  'x'.repeat(10_000),
  '../../etc/passwd',
  '/etc/passwd',
  'CON',
  'nul',
  '-',
  '--help',
  '=cmd|calc!A1',
  '\\end',
  'ends with \\',
]

/** What readers of YAML take for no text, or for the start of something else. */
export const TAKEN_FOR_YAML: readonly string[] = [
  'yes',
  'no',
  'on',
  'off',
  'y',
  'null',
  '~',
  'true',
  '1e3',
  '0x1F',
  '012',
  '0o17',
  '.inf',
  '1_000',
  '12:30',
  '2026-01-01',
  '- x',
  'a: b',
  '*a',
  '&a',
  '!!',
  '!!str a',
  '\ta',
  'a\tb',
  'trailing ',
  ' leading',
  '---',
  '...',
  '%YAML 1.1',
  '? a',
  '@a',
  '>-',
  '[a, b]',
  '{a: b}',
  '<<',
  '=',
]

/** Harmless text, as long as nothing else in the bundle is called that. */
export const HARMLESS = 'Harmless'

/** Where a document holds text: the path of each string in its JSON. */
export type Path = readonly (string | number)[]

export function* strings(value: unknown, path: Path = []): Generator<{ path: Path; value: string }> {
  if (typeof value === 'string') yield { path, value }
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* strings(item, [...path, index])
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* strings(item, [...path, key])
  }
}

export function replaced(value: unknown, path: Path, text: string): unknown {
  const [head, ...rest] = path
  if (head === undefined) return text
  if (Array.isArray(value)) return value.map((item, index) => (index === head ? replaced(item, rest, text) : item))
  return { ...(value as object), [head]: replaced((value as Record<string, unknown>)[head], rest, text) }
}

export function accepted(document: unknown): Design | undefined {
  const parsed = parseDesign(JSON.stringify(document))
  return parsed.ok ? parsed.value : undefined
}
