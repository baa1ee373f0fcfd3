/**
 * `npm run compare-exports -- BEFORE AFTER`: whether two builds of the command (their `topology.js`) write the same
 * bytes, for every pattern, version and target. Prints each file that differs; exit code 1 when any does.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const [before, after] = process.argv.slice(2).map((path) => resolve(path))
if (!before || !after) {
  console.error('Give two built commands: npm run compare-exports -- BEFORE/topology.js AFTER/topology.js')
  process.exit(2)
}

const PATTERNS = [
  '0',
  '1',
  '2',
  '3',
  '4',
  '5',
  'multi-dc-active-active',
  'multi-dc-active-passive',
  'disaster-recovery',
]
const VERSIONS = ['4.5.0', '4.6.0', '4.7.0']
const TARGETS = ['vm', 'kubernetes']

const folder = mkdtempSync(join(tmpdir(), 'compare-exports-'))
let bundles = 0
let files = 0
const differences = []
try {
  for (const pattern of PATTERNS) {
    for (const version of VERSIONS) {
      const designs = [before, after].map((command) => newDesign(command, pattern, version))
      if (designs[0] !== designs[1]) differences.push(`${pattern} ${version}: the design itself`)
      writeFileSync(join(folder, 'design.topology.json'), designs[0])
      for (const target of TARGETS) compareBundles(`${pattern} ${version} ${target}`, target)
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
for (const line of differences) console.log(line)
console.log(`${bundles} bundles, ${files} files compared, ${differences.length} differ`)
process.exitCode = differences.length > 0 || files === 0 ? 1 : 0

function newDesign(command, pattern, version) {
  return execFileSync(process.execPath, [command, 'new', '--pattern', pattern, '--apim', version], { encoding: 'utf8' })
}

function compareBundles(name, target) {
  const [old, made] = [before, after].map((command, index) => {
    const out = join(folder, `out-${index}`)
    rmSync(out, { recursive: true, force: true })
    const args = ['export', join(folder, 'design.topology.json'), '--target', target, '--out', out, '--draft']
    const { status, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' })
    if (status !== 0 && status !== 1) throw new Error(`${name}: ${stderr}`)
    return treeOf(out)
  })
  bundles += 1
  for (const path of [...new Set([...old.keys(), ...made.keys()])].sort()) {
    files += 1
    if (old.get(path) !== made.get(path)) differences.push(`${name}: ${path}`)
  }
}

function treeOf(root) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = entries.map((entry) => join(entry.parentPath, entry.name))
  return new Map(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]))
}
