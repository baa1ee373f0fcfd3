import { type Source, Unreadable } from './source'

/** A directive of an NGINX or keepalived file: words, and what stands in its braces. */
export interface Directive {
  readonly words: readonly string[]
  readonly inside?: readonly Directive[]
  readonly source: Source
}

interface Token {
  readonly text: string
  readonly line: number
  readonly quoted: boolean
}

/** NGINX: words end at `;` or open a block, and may go over lines. Source: nginx.org, configuration file structure. */
export function nginxDirectives(file: string, text: string): readonly Directive[] {
  return new Reader(file, tokensOf(file, text, true), ';').read()
}

/** keepalived: a directive ends with its line. Source: keepalived.conf(5). */
export function keepalivedDirectives(file: string, text: string): readonly Directive[] {
  return new Reader(file, tokensOf(file, text, false), '\n').read()
}

class Reader {
  readonly #file: string
  readonly #tokens: readonly Token[]
  readonly #end: string
  #at = 0

  constructor(file: string, tokens: readonly Token[], end: string) {
    this.#file = file
    this.#tokens = tokens
    this.#end = end
  }

  read(): readonly Directive[] {
    const all = this.#block(false)
    if (this.#at < this.#tokens.length) this.#fail('a brace closes nothing')
    return all
  }

  #block(inBraces: boolean): readonly Directive[] {
    const directives: Directive[] = []
    let words: Token[] = []
    const close = (inside?: readonly Directive[]) => {
      const [first] = words
      if (first) {
        const source = { file: this.#file, line: first.line }
        directives.push({ words: words.map(({ text }) => text), source, ...(inside && { inside }) })
      }
      words = []
    }
    for (; this.#at < this.#tokens.length; this.#at++) {
      const token = this.#tokens[this.#at]
      if (!token) break
      if (token.quoted) words.push(token)
      else if (token.text === this.#end) close()
      else if (token.text === '{') {
        this.#at++
        close(this.#block(true))
        if (this.#tokens[this.#at]?.text !== '}') this.#fail('a brace is not closed')
      } else if (token.text === '}') {
        if (words.length > 0) close()
        if (inBraces) return directives
        this.#fail('a brace closes nothing')
      } else words.push(token)
    }
    if (words.length > 0) {
      if (this.#end === ';') this.#fail('a directive does not end')
      close()
    }
    return directives
  }

  #fail(what: string): never {
    const line = this.#tokens[Math.min(this.#at, this.#tokens.length - 1)]?.line ?? 1
    throw new Unreadable(`${this.#file}, line ${line}: ${what}`)
  }
}

/** `#` opens a comment at the start of a word; quotes hold one word together; a backslash takes the next character. */
function tokensOf(file: string, text: string, semicolons: boolean): readonly Token[] {
  const tokens: Token[] = []
  const pattern = semicolons
    ? /#[^\n]*|"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|([{};])|(\n)|((?:[^\s;{}"'\\]|\\[\s\S]|\{[^\s;]*\})+)/g
    : /[#!][^\n]*|"([^"\n]*)"|'([^'\n]*)'|([{}])|(\n)|([^\s{}"']+)/g
  let line = 1
  let end = 0
  for (const match of text.matchAll(pattern)) {
    const skipped = text.slice(end, match.index)
    if (/\S/.test(skipped))
      throw new Unreadable(`${file}, line ${line}: ${JSON.stringify(skipped.trim().slice(0, 20))}`)
    end = match.index + match[0].length
    const [whole, double, single, mark, newline, word] = match
    if (newline) {
      if (!semicolons) tokens.push({ text: '\n', line, quoted: false })
      line++
      continue
    }
    if (whole.startsWith('#') || (!semicolons && whole.startsWith('!'))) continue
    const quoted = double ?? single
    tokens.push({ text: quoted ?? mark ?? word ?? '', line, quoted: quoted !== undefined })
    line += whole.split('\n').length - 1
  }
  return tokens
}
