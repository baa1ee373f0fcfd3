import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'vite'
import { expect, test } from 'vitest'

/**
 * Bodies of scripts and playbooks are files, so that shellcheck and an editor see them. A template literal of many lines
 * is such a body, or text that belongs through a writer. Markdown of runbooks is text, and may be written so.
 */
const CORE = fileURLToPath(new URL('./core', import.meta.url))
const MOST_LINES = 3

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** Lines of the longest template literals of a file, those with more than `MOST_LINES`. */
function longLiterals(code: string): string[] {
  const found: string[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    else if (isNode(value)) {
      const text = code.slice(value.start, value.end)
      if (value.type === 'TemplateLiteral' && linesOf(value) > MOST_LINES) found.push(text.slice(0, 60))
      for (const inner of Object.values(value)) visit(inner)
    }
  }
  visit(parseAst(code, { lang: 'ts' }))
  return found
}

/** Lines of the text itself; those of the expressions in it are code. */
function linesOf(literal: Node): number {
  const { quasis = [] } = literal as Node & {
    readonly quasis?: readonly { readonly value: { readonly raw: string } }[]
  }
  return quasis.flatMap(({ value }) => value.raw.split('\n').slice(1)).length + 1
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

function sources(): string[] {
  return readdirSync(CORE, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter(
      (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !/(^|\/)(testing|golden|readme)\//.test(path),
    )
    .filter((path) => !path.startsWith('serialize/'))
}

test('no template literal in core has more than three lines', () => {
  const files = sources()
  expect(files.length).toBeGreaterThan(400)
  const long = files.flatMap((path) => longLiterals(readFileSync(join(CORE, path), 'utf8')).map((text) => [path, text]))
  expect(long).toEqual([])
})

/** With a sign for the dollar, which a plain string may not hold before a brace. */
function longOf(code: string): string[] {
  return longLiterals(code.replaceAll('§', '$'))
}

test('the search finds a literal of four lines, inside another one too, and no pattern that holds backticks', () => {
  expect(longLiterals('const a = `1\n2\n3`')).toEqual([])
  expect(longLiterals('const a = `1\n2\n3\n4`')).toHaveLength(1)
  expect(longOf('const a = b(`x§{c(`1\n2\n3\n4`)}`)')).toHaveLength(1)
  expect(longOf('const a = `1\n2§{\nb\n}3\n4`')).toEqual([])
  expect(longOf('const a = `1\n2§{b}\n3\n4`')).toHaveLength(1)
  expect(longLiterals('const a = /`([^`]+)`/\n\n\n\nconst b = /`/')).toEqual([])
})
