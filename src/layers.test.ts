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
  /** Of `core`, these folders and files alone. */
  readonly ofCore?: readonly string[]
}

const LAYERS: Readonly<Record<string, Layer>> = {
  core: {
    layers: ['core'],
    packages: [
      { name: 'zod', only: 'core/document/' },
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
  'live-rehearsal': {
    layers: ['live-rehearsal', 'core'],
    packages: [
      { name: 'smol-toml', only: 'live-rehearsal/stub/' },
      { name: 'yaml', only: 'live-rehearsal/inside/' },
      { name: 'vite', only: 'live-rehearsal/sandbox' },
    ],
    nodeBuiltins: true,
  },
  // A second reader of the files proves something only as long as it takes nothing from what wrote them: the formulas, what
  // a design and its kinds are, and the form of a graph, never who dials whom, where a name leads or how a file is made.
  rehearsal: {
    layers: ['rehearsal', 'core'],
    packages: [{ name: 'smol-toml' }, { name: 'yaml' }],
    ofCore: ['capabilities/', 'model/', 'kinds/', 'links/', 'document/settings', 'wiring/deployment', 'wiring/graph'],
  },
  cli: { layers: ['cli', 'platform', 'rehearsal', 'core'], packages: [], nodeBuiltins: true },
}

/**
 * The floors of `core`, from the ground up. A folder may import those above it in this list, never one below: what a
 * thing is comes first, then how things hang together, then what that means, then what is written of it.
 */
const CORE_FLOORS = [
  'base',
  'model',
  'versions',
  'kinds',
  'links',
  'document',
  'layout',
  'serialize',
  'wiring',
  'fixes',
  'releases',
  'changes',
  'capabilities',
  'patterns',
  'sizing',
  'rules',
  'analysis',
  'generate/shared',
  'generate/vm',
  'generate/kubernetes',
  'bundle',
] as const

/** Floors that stand beside each other: what is written for one target knows nothing of the other. */
const APART: readonly (readonly [string, string])[] = [['generate/kubernetes', 'generate/vm']]

/** The features of `ui`, in the same order. */
const UI_FLOORS = [
  'fonts',
  'common',
  'preview',
  'fields',
  'sizing',
  'findings',
  'capabilities',
  'simulation',
  'patterns',
  'document',
  'canvas',
  'palette',
  'inspector',
  'files',
  'shell',
] as const

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

/** Names of tests that may start programs, and must. */
const STARTS_PROGRAMS = /\.(?:real|accept)\.test\.ts$/

const SRC = fileURLToPath(new URL('.', import.meta.url))
const IMPORT =
  /(?:^|[\s;])(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g

function allFiles(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => /\.(ts|tsx|css)$/.test(path))
    .sort()
}

function sourceFiles(): string[] {
  return allFiles().filter((path) => !isExempt(path))
}

/** Tests, what only tests use, and build configuration may import whatever they need. */
function isExempt(path: string): boolean {
  return (
    /\.test\.tsx?$/.test(path) ||
    /\/(testing|golden)\//.test(path) ||
    path.endsWith('vite.config.ts') ||
    path.endsWith('.d.ts')
  )
}

function importsOf(text: string): string[] {
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
  return [...withoutComments.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '').filter((name) => name !== '')
}

/** The folder of a file that has a place in the list of floors; '' for what stands beside them. */
function floorOf(path: string, floors: readonly string[]): string {
  const inside = path.split('/').slice(1)
  return floors.find((floor) => inside.slice(0, floor.split('/').length).join('/') === floor) ?? ''
}

/** What is wrong with an import from one folder of `core` or feature of `ui` to another. */
function upward(path: string, target: string): string | undefined {
  const layer = layerOf(path)
  if (layer !== layerOf(target) || (layer !== 'core' && layer !== 'ui')) return undefined
  const floors: readonly string[] = layer === 'core' ? CORE_FLOORS : UI_FLOORS
  const [from, to] = [floorOf(path, floors), floorOf(target, floors)]
  if (from === '') return isStylesheet(path) ? undefined : `${path} stands in no folder of the list in layers.test.ts`
  if (to === '') return isStylesheet(target) ? undefined : `${path} imports ${target}, which stands in no such folder`
  const apart = APART.some(([one, other]) => one === from && other === to)
  if (!apart && floors.indexOf(to) <= floors.indexOf(from)) return undefined
  return `${path} imports ${target}: ${from} may not know ${to}`
}

function isStylesheet(path: string): boolean {
  return path.endsWith('.css')
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
    if (!layer.layers.includes(to)) return `${path} imports ${specifier}: ${layerOf(path)} may not know ${to}`
    const inner = target.slice('core/'.length)
    if (to === 'core' && layer.ofCore && !layer.ofCore.some((part) => inner === part || `${inner}/`.startsWith(part)))
      return `${path} imports ${specifier}: ${layerOf(path)} may not know ${inner}`
    return upward(path, target)
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

/** Files that import each other in a circle, type imports included; each circle once, as the files that are in it. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const circles: string[][] = []
  const visit = (file: string): void => {
    order.set(file, order.size)
    lowest.set(file, order.get(file) ?? 0)
    open.push(file)
    for (const next of imports.get(file) ?? []) {
      if (!order.has(next)) visit(next)
      if (open.includes(next)) lowest.set(file, Math.min(lowest.get(file) ?? 0, lowest.get(next) ?? 0))
    }
    if (lowest.get(file) !== order.get(file)) return
    const circle = open.splice(open.indexOf(file))
    if (circle.length > 1 || imports.get(file)?.includes(file)) circles.push(circle.sort())
  }
  for (const file of imports.keys()) if (!order.has(file)) visit(file)
  return circles
}

/** The file that an import means. */
function fileOf(path: string, specifier: string, files: ReadonlySet<string>): string | undefined {
  const target = posix.normalize(posix.join(posix.dirname(path), specifier))
  return [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`].find((candidate) => files.has(candidate))
}

describe('tests', () => {
  test('start programs only where their name says so', () => {
    const files = new Set(allFiles())
    const imports = new Map([...files].map((path) => [path, importsOf(readFileSync(join(SRC, path), 'utf8'))] as const))
    const opened = new Map(
      [...imports].map(([path, specifiers]) => [path, specifiers.map((specifier) => fileOf(path, specifier, files))]),
    )
    const startsPrograms = new Set([...files].filter((path) => imports.get(path)?.includes('node:child_process')))
    for (let before = -1; before < startsPrograms.size; ) {
      before = startsPrograms.size
      for (const [path, inner] of opened) {
        if (inner.some((next) => next !== undefined && startsPrograms.has(next))) startsPrograms.add(path)
      }
    }
    const tests = [...files].filter((path) => /\.test\.tsx?$/.test(path))
    const starting = tests.filter((path) => startsPrograms.has(path))
    expect(starting.filter((path) => !STARTS_PROGRAMS.test(path))).toEqual([])
    expect(tests.filter((path) => STARTS_PROGRAMS.test(path) && !starting.includes(path))).toEqual([])
    expect(starting.length).toBeGreaterThan(20)
  })
})

describe('layers', () => {
  test('no files import each other in a circle, for types either', () => {
    const files = new Set(sourceFiles())
    const imports = new Map(
      [...files].map((path) => [
        path,
        importsOf(readFileSync(join(SRC, path), 'utf8')).flatMap((specifier) => fileOf(path, specifier, files) ?? []),
      ]),
    )
    expect([...imports.values()].flat().length).toBeGreaterThan(1000)
    expect(circlesIn(imports)).toEqual([])
  })

  test('a circle is found, of two files and of three', () => {
    const imports = { a: ['b'], b: ['c', 'd'], c: ['a'], d: ['e'], e: ['d'], f: ['a'] }
    expect(circlesIn(new Map(Object.entries(imports)))).toEqual([
      ['d', 'e'],
      ['a', 'b', 'c'],
    ])
  })

  test('every folder of core and every feature of ui has a place in the lists, and every place has files', () => {
    const places = (layer: string, floors: readonly string[]) => {
      const files = sourceFiles().filter((path) => path.startsWith(`${layer}/`) && !isStylesheet(path))
      return new Set(files.map((path) => floorOf(path, floors)))
    }
    expect(places('core', CORE_FLOORS)).toEqual(new Set(CORE_FLOORS))
    expect(places('ui', UI_FLOORS)).toEqual(new Set(UI_FLOORS.filter((floor) => floor !== 'fonts')))
  })

  test('no folder of core and no feature of ui may import one that stands below it', () => {
    const inLayer = (layer: string, floors: readonly string[]) =>
      floors.flatMap((from, at) =>
        floors.slice(at + 1).map((to) => upward(`${layer}/${from}/a.ts`, `${layer}/${to}/b`) ?? `${from} -> ${to}`),
      )
    for (const objection of [...inLayer('core', CORE_FLOORS), ...inLayer('ui', UI_FLOORS)]) {
      expect(objection).toContain('may not know')
    }
  })

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
    ['core/rules/a.ts', '../analysis/level', 'rules may not know analysis'],
    ['core/model/a.ts', '../kinds', 'model may not know kinds'],
    ['core/generate/kubernetes/a.ts', '../vm/b', 'generate/kubernetes may not know generate/vm'],
    ['core/generate/vm/servers/a.ts', '../../kubernetes/plan', 'generate/vm may not know generate/kubernetes'],
    ['core/rules/support/a.ts', '../../bundle', 'rules may not know bundle'],
    ['core/loose.ts', './model/design', 'no folder of the list'],
    ['ui/canvas/a.tsx', '../shell/open', 'canvas may not know shell'],
    ['ui/sizing/a.tsx', '../inspector/b', 'sizing may not know inspector'],
    ['core/rules/a.ts', 'zod/mini', 'for core/document/ alone'],
    ['core/rules/a.ts', '@noble/hashes/sha2.js', 'for core/serialize/ alone'],
    ['platform/zip.ts', '../state/store', 'may not know state'],
    ['state/store.ts', '../platform/storage', 'may not know platform'],
    ['ui/inspector/form.tsx', '@xyflow/react', 'for ui/canvas/ alone'],
    ['cli/main.ts', '../ui/app', 'may not know ui'],
    ['rehearsal/graph.ts', '../core/wiring/dials', 'may not know wiring/dials'],
    ['rehearsal/formats/a.ts', '../../core/generate/vm', 'may not know generate/vm'],
    ['core/bundle/a.ts', '../../rehearsal/rehearse', 'may not know rehearsal'],
    ['ui/app.tsx', '../main', 'wires the layers'],
    ['core/a.ts', '../../package.json', 'outside src'],
    ['helpers/a.ts', './b', 'no layer'],
  ])('%s importing %s is refused', (path, specifier, reason) => {
    expect(objection(path, specifier)).toContain(reason)
  })

  test.each([
    ['core/document/codec.ts', 'zod/mini'],
    ['core/generate/vm/servers/a.ts', '../../shared/plan'],
    ['ui/shell/a.tsx', '../canvas/b'],
    ['core/rules/a.ts', '../model/design'],
    ['platform/zip.ts', 'jszip'],
    ['ui/canvas/canvas.tsx', '@xyflow/react/dist/style.css'],
    ['cli/main.ts', 'node:process'],
    ['rehearsal/graph.ts', '../core/capabilities/model'],
    ['rehearsal/graph.ts', '../core/wiring/deployment'],
    ['rehearsal/formats/a.ts', '../../core/kinds'],
    ['main.tsx', './ui/app'],
  ])('%s may import %s', (path, specifier) => {
    expect(objection(path, specifier)).toBeUndefined()
  })
})
