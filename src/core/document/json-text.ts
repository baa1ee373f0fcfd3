/**
 * Reads JSON text once without building anything: finds the first mistake, with its line and column, and how deep the
 * text nests. `JSON.parse` words its messages differently in every browser, and some give no position.
 * jsonc-parser, three times as large, says of a broken string only where it begins, and overflows the stack on deep text.
 */
export interface JsonFault {
  /** Both count from 1; a column is one UTF-16 unit. */
  readonly line: number
  readonly column: number
  readonly message: string
}

/** What may stand at the current position. */
type Expect = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing'

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const WORD = /true|false|null/y
const SPACE = /[ \t\n\r]*/y
/** Everything from the space on but the quote and the backslash. */
const PLAIN = /[ !#-[\]-\uffff]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

const WANTED: Readonly<Record<Expect, string>> = {
  value: 'Expected a value.',
  'value-or-end': 'Expected a value or ].',
  key: 'Expected a key in double quotes. A comma after the last one is not allowed.',
  'key-or-end': 'Expected a key in double quotes or }.',
  colon: 'Expected a colon after the key.',
  'comma-or-end': 'Expected a comma, or the bracket that closes here.',
  nothing: 'Expected nothing more: the document ended before this.',
}

/** The first fault of `text`, or undefined when it is JSON that nests at most `maxDepth` levels. Never throws. */
export function jsonFault(text: string, maxDepth: number): JsonFault | undefined {
  const open: ('{' | '[')[] = []
  let expect: Expect = 'value'
  let at = 0
  const fault = (message: string): JsonFault => ({ ...positionOf(text, at), message })
  const afterValue = (): Expect => (open.length === 0 ? 'nothing' : 'comma-or-end')

  while (true) {
    at = matchEnd(SPACE, text, at)
    const character = text[at]
    if (character === undefined) {
      return expect === 'nothing' ? undefined : fault('The text ends too early: the file is empty or cut off.')
    }
    if (takesValue(expect) && (character === '{' || character === '[')) {
      open.push(character)
      if (open.length > maxDepth) return fault(`Nested deeper than ${maxDepth} levels.`)
      expect = character === '{' ? 'key-or-end' : 'value-or-end'
      at += 1
    } else if (closes(expect, open.at(-1), character)) {
      open.pop()
      expect = afterValue()
      at += 1
    } else if (expect === 'comma-or-end' && character === ',') {
      expect = open.at(-1) === '{' ? 'key' : 'value'
      at += 1
    } else if (expect === 'colon' && character === ':') {
      expect = 'value'
      at += 1
    } else if (character === '"' && (takesValue(expect) || takesKey(expect))) {
      const string = stringEnd(text, at)
      at = string.at
      if (string.message !== undefined) return fault(string.message)
      expect = takesKey(expect) ? 'colon' : afterValue()
    } else {
      const end = takesValue(expect) ? scalarEnd(text, at) : at
      if (end === at) return fault(WANTED[expect])
      at = end
      expect = afterValue()
    }
  }
}

function takesValue(expect: Expect): boolean {
  return expect === 'value' || expect === 'value-or-end'
}

function takesKey(expect: Expect): boolean {
  return expect === 'key' || expect === 'key-or-end'
}

function closes(expect: Expect, opened: '{' | '[' | undefined, character: string): boolean {
  if (character === '}') return opened === '{' && (expect === 'comma-or-end' || expect === 'key-or-end')
  if (character === ']') return opened === '[' && (expect === 'comma-or-end' || expect === 'value-or-end')
  return false
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** Where the string that opens at `start` ends, or where and why it is wrong. */
function stringEnd(text: string, start: number): { at: number; message?: string } {
  let at = start + 1
  while (true) {
    at = matchEnd(PLAIN, text, at)
    const character = text[at]
    if (character === '"') return { at: at + 1 }
    if (character === undefined) return { at, message: 'The text ends inside a string: the file is cut off.' }
    if (character !== '\\') return { at, message: 'A string may not hold a raw line break or control character.' }
    const end = matchEnd(ESCAPE, text, at)
    if (end === at) return { at, message: 'Unknown escape in a string.' }
    at = end
  }
}

function scalarEnd(text: string, at: number): number {
  const number = matchEnd(NUMBER, text, at)
  return number > at ? number : matchEnd(WORD, text, at)
}

function positionOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at)
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
  return { line: before.split(/\r\n|\r|\n/).length, column: at - lineStart + 1 }
}
