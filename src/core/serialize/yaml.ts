import { oneLine } from './prose'
import type { Provenance, TracedText } from './traced-text'

/**
 * A small YAML writer for generated files: block maps and lists of plain values, with comments and origins.
 *
 * What it writes reads as the same values in YAML 1.1 (the habits of Go and Ruby) and 1.2: a string is quoted unless no
 * reader of either version takes it for anything else, lines are never folded, and there are no anchors, tags or aliases.
 */
export type YamlScalar = string | number | boolean | null
export type YamlNode = YamlScalar | Noted | readonly YamlNode[] | { readonly [key: string]: YamlNode }

interface Note {
  /** Stands above the value, on one line. */
  readonly comment?: string
  readonly because?: Provenance
}

/** A value with the comment that stands above it and the reason why it is there. */
export class Noted {
  readonly value: YamlNode
  readonly note: Note

  constructor(value: YamlNode, note: Note) {
    this.value = value
    this.note = note
  }
}

export function noted(value: YamlNode, note: Note): Noted {
  return new Noted(value, note)
}

/**
 * Appends a value as block YAML. A line gets the reason of the nearest `Noted` around its value, else `because`; the line
 * that opens a map or list gets that of the first line in it.
 *
 * Throws for a number that is not finite: YAML has a spelling for it, no file of ours has a use.
 */
export function writeYaml(text: TracedText, node: YamlNode, because?: Provenance): TracedText {
  const lines: Line[] = []
  addBlock(lines, node, '', because)
  for (const line of lines) text.add(line.text, line.because)
  return text
}

/** One scalar as it stands in a file: quoted unless it is provably safe. */
export function yamlScalar(value: YamlScalar): string {
  if (typeof value === 'string') return yamlString(value)
  return typeof value === 'number' ? yamlNumber(value) : String(value)
}

interface Line {
  readonly text: string
  readonly because: Provenance | undefined
}

type Bare = Exclude<YamlNode, Noted>
type Composite = readonly YamlNode[] | { readonly [key: string]: YamlNode }

function addBlock(lines: Line[], node: YamlNode, indent: string, around: Provenance | undefined): void {
  const { value, because } = unwrap(lines, node, indent, around)
  addBare(lines, value, indent, because)
}

function addBare(lines: Line[], value: Bare, indent: string, because: Provenance | undefined): void {
  if (!isComposite(value)) {
    addScalar(lines, indent, '', value, because)
    return
  }
  if (isList(value)) {
    if (value.length === 0) lines.push({ text: `${indent}[]`, because })
    for (const item of value) addItem(lines, item, indent, because)
    return
  }
  const entries = Object.entries(value)
  if (entries.length === 0) lines.push({ text: `${indent}{}`, because })
  for (const [key, item] of entries) addEntry(lines, key, item, indent, because)
}

function addItem(lines: Line[], item: YamlNode, indent: string, around: Provenance | undefined): void {
  const { value, because } = unwrap(lines, item, indent, around)
  const start = lines.length
  addBare(lines, value, `${indent}  `, because)
  for (let at = start; at < lines.length; at++) {
    const line = lines[at]
    if (!line) continue
    const inner = line.text.slice(indent.length + 2)
    // A comment of the item's first key stands above the dash, where there is room for it.
    const comment = inner.startsWith('#')
    lines[at] = { ...line, text: `${indent}${comment ? '' : '- '}${inner}` }
    if (!comment) return
  }
}

function addEntry(lines: Line[], key: string, item: YamlNode, indent: string, around: Provenance | undefined): void {
  const { value, because } = unwrap(lines, item, indent, around)
  const head = `${yamlString(key)}:`
  if (!isComposite(value)) {
    addScalar(lines, indent, `${head} `, value, because)
    return
  }
  if (isEmpty(value)) {
    lines.push({ text: `${indent}${head} ${isList(value) ? '[]' : '{}'}`, because })
    return
  }
  const start = lines.length
  lines.push({ text: indent + head, because })
  addBare(lines, value, `${indent}  `, because)
  lines[start] = { text: indent + head, because: lines[start + 1]?.because ?? because }
}

/** A scalar behind what stands in front of it; text of several lines becomes a literal block where that is safe. */
function addScalar(
  lines: Line[],
  indent: string,
  head: string,
  value: YamlScalar,
  because: Provenance | undefined,
): void {
  if (typeof value !== 'string' || head === '' || !isLiteral(value)) {
    lines.push({ text: indent + head + yamlScalar(value), because })
    return
  }
  const ends = value.endsWith('\n')
  lines.push({ text: `${indent}${head}${ends ? '|' : '|-'}`, because })
  for (const line of (ends ? value.slice(0, -1) : value).split('\n')) {
    lines.push({ text: line === '' ? '' : `${indent}  ${line}`, because })
  }
}

/** Adds the comments around a value. */
function unwrap(lines: Line[], node: YamlNode, indent: string, around: Provenance | undefined) {
  let because = around
  let value = node
  while (value instanceof Noted) {
    because = value.note.because ?? because
    if (value.note.comment !== undefined) {
      lines.push({ text: `${indent}# ${oneLine(value.note.comment)}`.trimEnd(), because })
    }
    value = value.value
  }
  return { value, because }
}

function isComposite(value: Bare): value is Composite {
  return typeof value === 'object' && value !== null
}

function isList(value: Composite): value is readonly YamlNode[] {
  return Array.isArray(value)
}

function isEmpty(value: Composite): boolean {
  return (isList(value) ? value : Object.keys(value)).length === 0
}

/** Words that a reader of YAML 1.1 or 1.2 takes for something else than text, in lower case. */
const WORDS = new Set(['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n'])

/**
 * Starts with a letter, so it is no date, time, tag or mark, and no number but for `e2` and `e-2`, which some readers take
 * for one with its mantissa left out; holds no character that YAML gives a meaning.
 */
const PLAIN = /^(?![eE][-_]?\d)[A-Za-z][A-Za-z0-9_./-]*$/

function yamlString(text: string): string {
  return PLAIN.test(text) && !WORDS.has(text.toLowerCase()) ? text : quoted(text)
}

/** Control characters, line breaks of YAML 1.1, marks and half characters: always written as escapes. */
const ESCAPED = /[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/gu

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    ESCAPED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** YAML 1.1 knows an exponent only behind a dot. */
function yamlNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`YAML value is not a finite number: ${value}`)
  const text = Object.is(value, -0) ? '-0.0' : String(value)
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text
}

/** Several lines of printable ASCII, none with blanks at its end, the first one flush left, at most one break at the end. */
const LITERAL = /^(?! )[ -~]*[!-~](?:\n(?:[ -~]*[!-~])?)*(?<!\n\n)$/

function isLiteral(text: string): boolean {
  return text.includes('\n') && LITERAL.test(text)
}
