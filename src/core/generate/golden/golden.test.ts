import { some } from '../../testing/breadth'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Design } from '../../model/design'
import { serializeDesign } from '../../document/write'
import { resolve } from '../../wiring/resolve'
import type { Target } from '../../serialize/file-tree'
import { generate } from '../../bundle'
import { checkedDesigns, TREES, treeDesign } from './designs'

/**
 * Every byte of three bundles, and a check sum of both bundles of 500 designs. A change of generated text shows in the
 * diff of these files: `npm run golden` writes them anew, and whoever reviews the change reads what it did.
 */
const HERE = fileURLToPath(new URL('.', import.meta.url))
const SUMS = join(HERE, 'checksums.json')
const renew = process.env.GOLDEN === 'renew'

function readTree(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]))
}

function writeTree(folder: string, files: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true })
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

function filesOf(design: Design, target: Target): Record<string, string> {
  const { files } = generate(resolve(design), target)
  return Object.fromEntries(files.map(({ path, content }) => [path, content]))
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** Of the design itself, and of what each target gets, paths and executable bits included. */
function sumsOf(design: Design): { design: string; vm: string; kubernetes: string } {
  const deployment = resolve(design)
  const sum = (target: Target) => {
    const { name, files } = generate(deployment, target)
    const text = files.map(({ path, content, executable }) => `${path} ${executable}\n${content}`).join('\0')
    return sumOf(`${name}\0${text}`)
  }
  return {
    design: sumOf(serializeDesign(design)),
    vm: sum('vm'),
    kubernetes: sum('kubernetes'),
  }
}

describe('golden bundles', () => {
  test.each(TREES)('every file of $folder is the one that was reviewed', ({ folder, pattern, target }) => {
    const made = filesOf(treeDesign(pattern), target)
    if (renew) writeTree(join(HERE, folder), made)
    const kept = readTree(join(HERE, folder))
    expect(Object.keys(made).sort()).toEqual(Object.keys(kept).sort())
    for (const [path, content] of Object.entries(made)) expect(content, path).toBe(kept[path])
  })

  test('both bundles of 500 designs have the check sums that were reviewed, some of them in a usual run', () => {
    const designs = checkedDesigns()
    if (renew) writeFileSync(SUMS, `[\n${designs.map((one) => `  ${JSON.stringify(sumsOf(one))}`).join(',\n')}\n]\n`)
    const reviewed: readonly unknown[] = JSON.parse(readFileSync(SUMS, 'utf8'))
    expect(reviewed).toHaveLength(designs.length)
    expect(some(designs, 50).map(sumsOf)).toEqual(some(reviewed, 50))
  })

  test('the 500 designs hold every choice of a database, a balancer, a way in and a delivery of secrets', () => {
    const designs = checkedDesigns()
    const settings = (key: 'dbms' | 'exposure' | 'secretDelivery' | 'secretVault' | 'tokens') =>
      new Set(designs.map((design) => design.settings[key]).filter((value) => value !== undefined))
    expect(settings('dbms')).toEqual(new Set(['mysql', 'mariadb', 'postgresql', 'oracle', 'mssql', 'db2', 'h2']))
    expect(settings('exposure')).toEqual(new Set(['gateway-api', 'ingress', 'route']))
    expect(settings('secretDelivery')).toEqual(new Set(['script', 'external-secrets', 'sealed-secrets']))
    expect(settings('secretVault').size).toBe(4)
    expect(settings('tokens').size).toBe(3)
    const software = designs.flatMap(({ topology }) =>
      topology.components.map(({ properties }) => properties?.software),
    )
    expect(new Set(software)).toEqual(new Set(['nginx', 'haproxy', 'other', undefined]))
    expect(new Set(designs.map(({ apimVersion }) => apimVersion)).size).toBe(3)
  })
})
