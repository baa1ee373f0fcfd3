import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serializeDesign } from '../core/document/codec'
import type { Design } from '../core/model/design'
import { patternById } from '../core/patterns'
import { some } from '../core/testing/breadth'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')

/** Days apart, and languages that sort letters, write capitals and print numbers differently. */
const PLACES: Readonly<Record<string, NodeJS.ProcessEnv>> = {
  Kiritimati: { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
  'Los Angeles': { TZ: 'America/Los_Angeles', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
  Stockholm: { TZ: 'Europe/Stockholm', LANG: 'sv_SE.UTF-8', LC_ALL: 'sv_SE.UTF-8' },
  nowhere: { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' },
}

/** Labels that other languages sort or capitalise in another way. */
const LABELS = ['zebra', 'ähre', 'Öl', 'INDIGO', 'ilex', 'ıssız', 'İzmir', 'Å', 'Zoë', '10', '9']

let folder: string
let command: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reproducible-'))
  // Its nearest package.json is what tells Node that a .js file is a module.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  execFileSync(
    process.execPath,
    [VITE, 'build', '--config', 'src/cli/vite.config.ts', '--outDir', join(folder, 'built')],
    { cwd: ROOT, stdio: 'pipe', env: { PATH: process.env.PATH, HOME: folder } },
  )
  command = join(folder, 'built', 'topology.js')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The largest template, with elements that are named in letters of many languages. */
function labelled(): Design {
  const template = patternById('multi-dc-active-active').template('4.7.0')
  const { places, components } = template.topology
  const label = (index: number) => `${LABELS[index % LABELS.length]} ${index}`
  return {
    ...template,
    title: 'İstanbul – Zürich',
    topology: {
      ...template.topology,
      places: places.map((place, index) => ({ ...place, label: label(index) })),
      components: components.map((component, index) => ({ ...component, label: label(index) })),
    },
  }
}

function inPlace(env: NodeJS.ProcessEnv, args: readonly string[]): string {
  return execFileSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'pipe',
    env: { PATH: process.env.PATH, ...env },
  })
}

describe('an export', () => {
  test('is made where clocks and languages really differ', () => {
    const ask = (expression: string) => Object.values(PLACES).map((env) => inPlace(env, ['-p', expression]))
    expect(new Set(ask('new Date(0).toString()')).size).toBe(4)
    expect(new Set(ask('new Intl.Collator().resolvedOptions().locale')).size).toBe(4)
    expect(new Set(ask('"Iız".toLocaleLowerCase()')).size).toBe(2)
  })

  test.each(some(['vm', 'kubernetes']))(
    'for %s has the same bytes in every time zone and language, and twice in one',
    (target) => {
      writeFileSync(join(folder, 'design.topology.json'), serializeDesign(labelled()))
      const places = some(Object.entries(PLACES), 3)
      const zips = [...places, ...places.slice(0, 1)].map(([place, env], run) => {
        const out = `${target} ${place} ${run}.zip`
        inPlace(env, [command, 'export', 'design.topology.json', '--target', target, '--out', out, '--draft'])
        return readFileSync(join(folder, out))
      })
      const [first] = zips
      expect(first?.length).toBeGreaterThan(20_000)
      expect(zips.map((bytes) => bytes.equals(first ?? Buffer.alloc(0)))).toEqual(zips.map(() => true))
    },
  )
})
