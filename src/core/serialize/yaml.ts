import { oneLine } from './prose'
import type { Because, TracedText } from './traced-text'

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
  readonly because?: Because
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
export function writeYaml(text: TracedText, node: YamlNode, because?: Because): TracedText {
  for (const line of blockLines(node, because)) text.add(line.text, line.because)
  return text
}

/** One scalar as it stands in a file: quoted unless it is provably safe. */
export function yamlScalar(value: YamlScalar): string {
  if (typeof value === 'string') return yamlString(value)
  return typeof value === 'number' ? yamlNumber(value) : String(value)
}

interface Line {
  readonly text: string
  readonly because: Because | undefined
}

type Bare = Exclude<YamlNode, Noted>
type Composite = readonly YamlNode[] | { readonly [key: string]: YamlNode }

function blockLines(node: YamlNode, around: Because | undefined): Line[] {
  const { value, comments, because } = unwrap(node, around)
  return [...comments, ...bareLines(value, because)]
}

function bareLines(value: Bare, because: Because | undefined): Line[] {
  if (!isComposite(value)) return scalarLines('', value, because)
  if (isList(value)) {
    return value.length === 0 ? [{ text: '[]', because }] : value.flatMap((item) => itemLines(item, because))
  }
  const entries = Object.entries(value)
  if (entries.length === 0) return [{ text: '{}', because }]
  return entries.flatMap(([key, item]) => entryLines(key, item, because))
}

function itemLines(item: YamlNode, around: Because | undefined): Line[] {
  const { value, comments, because } = unwrap(item, around)
  const inner = bareLines(value, because)
  // A comment of the item's first key stands above the dash, where there is room for it.
  const first = inner.findIndex((line) => !line.text.startsWith('#'))
  return [
    ...comments,
    ...inner.slice(0, first),
    ...inner.slice(first).map((line, index) => indented(line, index === 0 ? '- ' : '  ')),
  ]
}

function entryLines(key: string, item: YamlNode, around: Because | undefined): Line[] {
  const { value, comments, because } = unwrap(item, around)
  const head = `${yamlString(key)}:`
  if (!isComposite(value)) return [...comments, ...scalarLines(`${head} `, value, because)]
  const inner = bareLines(value, because)
  if (isEmpty(value)) return [...comments, { text: `${head} ${inner[0]?.text ?? ''}`, because }]
  return [
    ...comments,
    { text: head, because: inner[0]?.because ?? because },
    ...inner.map((line) => indented(line, '  ')),
  ]
}

/** A scalar behind what stands in front of it; text of several lines becomes a literal block where that is safe. */
function scalarLines(head: string, value: YamlScalar, because: Because | undefined): Line[] {
  if (typeof value !== 'string' || head === '' || !isLiteral(value)) {
    return [{ text: head + yamlScalar(value), because }]
  }
  const ends = value.endsWith('\n')
  const lines = (ends ? value.slice(0, -1) : value).split('\n')
  return [
    { text: `${head}${ends ? '|' : '|-'}`, because },
    ...lines.map((line) => ({ text: line === '' ? '' : `  ${line}`, because })),
  ]
}

function unwrap(node: YamlNode, around: Because | undefined) {
  const comments: Line[] = []
  let because = around
  let value = node
  while (value instanceof Noted) {
    because = value.note.because ?? because
    if (value.note.comment !== undefined) comments.push({ text: `# ${oneLine(value.note.comment)}`.trim(), because })
    value = value.value
  }
  return { value, comments, because }
}

function indented(line: Line, indent: string): Line {
  return line.text === '' ? line : { ...line, text: indent + line.text }
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
