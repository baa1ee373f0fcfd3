import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/**
 * Class names are global, and some stylesheets are loaded only when their panel is opened: a name that two of them use
 * would change what already stands on the page. So each feature of `ui` has words that all of its class names begin with.
 */
const PREFIXES: Readonly<Record<string, readonly string[]>> = {
  canvas: ['canvas', 'react-flow'],
  capabilities: ['capability', 'capabilities'],
  common: ['ui'],
  files: ['file', 'files', 'hljs'],
  findings: ['finding', 'findings'],
  inspector: ['inspector'],
  palette: ['palette'],
  patterns: ['pattern'],
  preview: ['preview'],
  shell: ['app'],
  simulation: ['simulation'],
  sizing: ['sizing'],
}

const UI = fileURLToPath(new URL('./ui', import.meta.url))

interface Stylesheet {
  /** Inside `ui`: `files/files.css`. */
  readonly path: string
  readonly text: string
}

/** The stylesheets of features; `tokens.css` and the fonts are for the whole page and stand outside. */
function stylesheets(): Stylesheet[] {
  return readdirSync(UI, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.css') && path.includes('/') && !path.startsWith('fonts/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(UI, path), 'utf8') }))
}

/** What stands before each brace: selectors, and names of `@` rules. */
function headsOf(text: string): string[] {
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\//g, '')
  return [...withoutComments.matchAll(/([^{};]+)\{/g)].map(([, head = '']) => head.trim())
}

/** The single selectors, a list in `:is(a, b)` left whole. */
function selectorsOf(text: string): string[] {
  return headsOf(text)
    .filter((head) => !head.startsWith('@'))
    .flatMap((head) => head.split(/,(?![^(]*\))/).map((selector) => selector.trim()))
}

function begins(name: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => name === prefix || name.startsWith(`${prefix}-`) || name.startsWith(`${prefix}_`))
}

/** What a stylesheet says about things that are not its feature's own. */
function strangersIn({ path, text }: Stylesheet): string[] {
  const [feature = ''] = path.split('/')
  const prefixes = PREFIXES[feature]
  if (!prefixes) return [`${path}: ${feature} has no prefix in styles.test.ts`]
  const selectors = selectorsOf(text).filter(
    (selector) => ![...selector.matchAll(/\.(-?[a-z_][\w-]*)/gi)].some(([, name = '']) => begins(name, prefixes)),
  )
  const animations = headsOf(text).filter(
    (head) => /^@keyframes\s/.test(head) && !begins(head.slice(11).trim(), prefixes),
  )
  return [...selectors, ...animations].map(
    (head) => `${path}: ${head} names nothing that begins with ${prefixes.join(' or ')}`,
  )
}

/** Classes that a stylesheet gives its look to wherever they stand, in whatever state. */
function classesOf({ text }: Stylesheet): Set<string> {
  return new Set(selectorsOf(text).flatMap((selector) => /^\.([\w-]+)$/.exec(selector)?.[1] ?? []))
}

/** Classes that more than one stylesheet defines. */
function sharedClasses(sheets: readonly Stylesheet[]): string[] {
  const owners = new Map<string, string[]>()
  for (const sheet of sheets) {
    for (const name of classesOf(sheet)) owners.set(name, [...(owners.get(name) ?? []), sheet.path])
  }
  return [...owners].filter(([, paths]) => paths.length > 1).map(([name, paths]) => `${name}: ${paths.join(', ')}`)
}

describe('stylesheets', () => {
  test('every selector names a class of its own feature, so that it reaches nothing of another', () => {
    expect(stylesheets().flatMap(strangersIn)).toEqual([])
  })

  test('no class is defined in two stylesheets', () => {
    expect(sharedClasses(stylesheets())).toEqual([])
  })

  test('no feature has a prefix that is also the beginning of names of another', () => {
    const all = Object.values(PREFIXES).flat()
    expect(all.filter((prefix) => all.some((other) => other !== prefix && begins(prefix, [other])))).toEqual([])
    expect(new Set(all).size).toBe(all.length)
  })

  test('the scan sees the stylesheets and what they define', () => {
    const sheets = stylesheets()
    expect(new Set(sheets.map(({ path }) => path.split('/')[0]))).toEqual(new Set(Object.keys(PREFIXES)))
    expect(sheets.reduce((sum, sheet) => sum + classesOf(sheet).size, 0)).toBeGreaterThan(200)
  })

  test.each([
    ['.preview { color: red }', '.preview names nothing that begins with file or files'],
    ['.files, .changes[data-a] { color: red }', '.changes[data-a] names nothing'],
    ['@media print { .files-a { top: 0 } ul { top: 0 } }', 'ul names nothing'],
    ['.filesystem { top: 0 }', '.filesystem names nothing'],
    ['@keyframes turn { to { top: 0 } }', '@keyframes turn names nothing'],
  ])('in the stylesheet of the files, %s is refused', (text, reason) => {
    expect(strangersIn({ path: 'files/files.css', text }).join('\n')).toContain(reason)
  })

  test.each([
    '.files .ui-input { top: 0 }',
    '[data-drawing] .files { top: 0 }',
    '/* .preview { } */ .file-tree > svg { top: 0 }',
    '@container (max-width: 760px) { .files-body { top: 0 } }',
    '.files-row:is(.a, .b) { top: 0 }',
  ])('in the stylesheet of the files, %s is allowed', (text) => {
    expect(strangersIn({ path: 'files/files.css', text })).toEqual([])
  })

  test('a class with a look in one stylesheet and another look in a second is found, a state of it is not', () => {
    const one = { path: 'canvas/a.css', text: '.canvas-card { top: 0 } .canvas-line { top: 0 }' }
    const two = { path: 'canvas/b.css', text: '.canvas-card { top: 1px } .canvas-line[data-b] { top: 1px }' }
    expect(sharedClasses([one, two])).toEqual(['canvas-card: canvas/a.css, canvas/b.css'])
  })
})
