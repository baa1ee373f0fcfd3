import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/**
 * Imports point inward. One row for each layer: which layers it may import and which packages, where a package may be
 * limited to one folder. Type imports count: a core that needs the editor's types can't run without the editor.
 */
interface Layer {
  readonly layers: readonly string[]
  readonly packages: readonly { readonly name: string; readonly only?: string }[]
  readonly nodeBuiltins?: true
}

const LAYERS: Readonly<Record<string, Layer>> = {
  core: {
    layers: ['core'],
    packages: [
      { name: 'zod', only: 'core/model/' },
      { name: '@noble/hashes', only: 'core/serialize/' },
    ],
  },
  platform: { layers: ['platform', 'core'], packages: [{ name: 'jszip' }, { name: 'diff' }] },
  state: { layers: ['state', 'core'], packages: [{ name: 'zustand' }] },
  ui: {
    layers: ['ui', 'state', 'platform', 'core'],
    packages: [
      { name: 'react' },
      { name: 'react-dom' },
      { name: 'radix-ui' },
      { name: 'lucide-react' },
      { name: 'highlight.js' },
      { name: '@fontsource-variable/inter' },
      { name: '@fontsource-variable/jetbrains-mono' },
      { name: '@xyflow/react', only: 'ui/canvas/' },
    ],
  },
  cli: { layers: ['cli', 'platform', 'core'], packages: [], nodeBuiltins: true },
}

/** Files directly in `src` wire the layers together, so they may import all of them. */
const WIRING: Layer = {
  layers: Object.keys(LAYERS),
  packages: [
    { name: 'react' },
    { name: 'react-dom' },
    { name: '@fontsource-variable/inter' },
    { name: '@fontsource-variable/jetbrains-mono' },
    { name: '@xyflow/react' },
  ],
}

const SRC = fileURLToPath(new URL('.', import.meta.url))
const IMPORT =
  /(?:^|[\s;])(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g

function sourceFiles(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => /\.(ts|tsx|css)$/.test(path) && !isExempt(path))
    .sort()
}

/** Tests, what only tests use, and build configuration may import whatever they need. */
function isExempt(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /\/(testing|golden)\//.test(path) || path.endsWith('vite.config.ts')
}

function importsOf(text: string): string[] {
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
  return [...withoutComments.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '').filter((name) => name !== '')
}

function layerOf(path: string): string {
  const [first = ''] = path.split('/')
  return path.includes('/') ? first : ''
}

/** What is wrong with one import, or undefined when it is allowed. */
function objection(path: string, specifier: string): string | undefined {
  const layer = layerOf(path) === '' ? WIRING : LAYERS[layerOf(path)]
  if (!layer) return `${path}: ${layerOf(path)} is no layer; see the table in layers.test.ts`
  if (specifier.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(path), specifier))
    if (target.startsWith('..')) return `${path} imports ${specifier}, outside src`
    const to = layerOf(target)
    if (to === '')
      return layerOf(path) === '' ? undefined : `${path} imports ${specifier}, a file that wires the layers`
    return layer.layers.includes(to) ? undefined : `${path} imports ${specifier}: ${layerOf(path)} may not know ${to}`
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    return layer.nodeBuiltins ? undefined : `${path} imports ${specifier}: only the command runs in Node`
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
  const allowed = layer.packages.find((known) => known.name === name)
  if (!allowed) return `${path} imports the package ${name}, which is not for this layer`
  if (allowed.only && !path.startsWith(allowed.only))
    return `${path} imports ${name}, which is for ${allowed.only} alone`
  return undefined
}

describe('layers', () => {
  test('every import in src points inward', () => {
    const objections = sourceFiles().flatMap((path) =>
      importsOf(readFileSync(join(SRC, path), 'utf8')).flatMap((specifier) => objection(path, specifier) ?? []),
    )
    expect(objections).toEqual([])
  })

  test('the scan sees the source: files of core, and imports in them', () => {
    const files = sourceFiles().filter((path) => path.startsWith('core/'))
    expect(files.length).toBeGreaterThan(10)
    expect(files.flatMap((path) => importsOf(readFileSync(join(SRC, path), 'utf8'))).length).toBeGreaterThan(10)
    expect(relative(SRC, fileURLToPath(import.meta.url))).toBe('layers.test.ts')
  })

  test.each([
    ["import { a } from './a'", ['./a']],
    ["import type { A } from '../ui/a'", ['../ui/a']],
    ["import {\n  a,\n  b,\n} from 'react'", ['react']],
    ["export * from './all'", ['./all']],
    ["export { a } from 'x'; import './side.css'", ['x', './side.css']],
    ["const load = () => import('jszip')", ['jszip']],
    ["// import { a } from './a'\n/* import './b' */", []],
    ["const text = 'import of goods'", []],
  ])('%s is read as %j', (text, expected) => {
    expect(importsOf(text)).toEqual(expected)
  })

  test.each([
    ['core/rules/a.ts', '../../ui/canvas/node', 'may not know ui'],
    ['core/rules/a.ts', 'react', 'package react'],
    ['core/rules/a.ts', 'node:fs', 'only the command'],
    ['core/rules/a.ts', 'zod/mini', 'for core/model/ alone'],
    ['core/rules/a.ts', '@noble/hashes/sha2.js', 'for core/serialize/ alone'],
    ['platform/zip.ts', '../state/store', 'may not know state'],
    ['state/store.ts', '../platform/storage', 'may not know platform'],
    ['ui/inspector/form.tsx', '@xyflow/react', 'for ui/canvas/ alone'],
    ['cli/main.ts', '../ui/app', 'may not know ui'],
    ['ui/app.tsx', '../main', 'wires the layers'],
    ['core/a.ts', '../../package.json', 'outside src'],
    ['helpers/a.ts', './b', 'no layer'],
  ])('%s importing %s is refused', (path, specifier, reason) => {
    expect(objection(path, specifier)).toContain(reason)
  })

  test.each([
    ['core/model/codec.ts', 'zod/mini'],
    ['core/rules/a.ts', '../model/design'],
    ['platform/zip.ts', 'jszip'],
    ['ui/canvas/canvas.tsx', '@xyflow/react/dist/style.css'],
    ['cli/main.ts', 'node:process'],
    ['main.tsx', './ui/app'],
  ])('%s may import %s', (path, specifier) => {
    expect(objection(path, specifier)).toBeUndefined()
  })
})
