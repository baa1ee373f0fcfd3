/**
 * `npm run size` after a build: how much JavaScript the page loads before anything is clicked. Fails above the budget.
 * Counts what `index.html` names and everything that those files import statically; what is imported on demand (generators, zip,
 * highlighting) is listed below the line.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const BUDGET_KIB = 300
const DIST = resolve(dirname(fileURLToPath(import.meta.url)), '../dist')

const html = readFileSync(join(DIST, 'index.html'), 'utf8')
const entries = [...html.matchAll(/<script[^>]+src="\.\/([^"]+\.js)"/g)].map(([, path]) => join(DIST, path))
if (entries.length === 0) throw new Error(`${DIST}/index.html loads no script: build first`)

const initial = new Set()
const pending = [...entries]
for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
  if (initial.has(file)) continue
  initial.add(file)
  for (const specifier of staticImports(readFileSync(file, 'utf8'))) pending.push(resolve(dirname(file), specifier))
}

const all = readdirSync(join(DIST, 'assets'))
  .filter((name) => name.endsWith('.js'))
  .map((name) => join(DIST, 'assets', name))
const sizes = new Map(all.map((file) => [file, gzipSync(readFileSync(file), { level: 9 }).length / 1024]))
const total = [...initial].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0)

print('loaded at once', [...initial])
print(
  'loaded when needed',
  all.filter((file) => !initial.has(file)),
)
console.log(`initial JavaScript: ${total.toFixed(1)} of ${BUDGET_KIB} KiB gzip`)
if (total > BUDGET_KIB) {
  console.error(`Too much by ${(total - BUDGET_KIB).toFixed(1)} KiB. Import what is not needed to draw on demand.`)
  process.exitCode = 1
}

/** Built chunks write `import{a}from"./x.js"` and `import"./x.js"`; a dynamic import has a parenthesis. */
function staticImports(code) {
  return [...code.matchAll(/(?:^|[;}\s])(?:import|export)(?:[^"'();]*?from)?\s*["'](\.\/[^"']+)["']/g)].map(
    ([, path]) => path,
  )
}

function print(title, files) {
  console.log(`${title}:`)
  for (const file of [...files].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0))) {
    console.log(`  ${(sizes.get(file) ?? 0).toFixed(1).padStart(7)}  ${relative(DIST, file)}`)
  }
}
