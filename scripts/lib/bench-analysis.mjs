import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { ROOT } from './dependencies.mjs'
import { exponentOf, median } from './figures.mjs'

/** Instances, and what finding everything may take: promised for three of them, for all of them its growth. */
const SIZES = [
  { instances: 50, budgetMs: 16 },
  { instances: 150, budgetMs: 50 },
  { instances: 500 },
  { instances: 1000, budgetMs: 1000 },
  { instances: 2000 },
]
const WARM_UP_MS = 3000
const LEAST_ROUNDS = 5
const ROUND_MS = 2000

/**
 * What the analysis of a drawing takes: every finding and every single point of failure by size, with the exponent of
 * its growth, and pairs with availability at the smallest size. Each round starts from a new document. `coldMs` is the
 * first answer of a process of its own, its code not yet compiled.
 */
export async function benchAnalysis() {
  const folder = mkdtempSync(join(tmpdir(), 'topology-bench-'))
  try {
    const file = await bundle(folder)
    const { drawingOf, findEverything, assessEverything } = await import(pathToFileURL(file).href)
    const all = (instances) => ({ prepare: () => drawingOf(instances), run: findEverything })
    repeat(all(150), WARM_UP_MS, 1)
    const findings = SIZES.map(({ instances, budgetMs }) => {
      const rounds = repeat(all(instances), ROUND_MS, LEAST_ROUNDS)
      return { instances, budgetMs, rounds, oursMs: median(rounds), coldMs: coldRun(file, 'findEverything', instances) }
    })
    const assessed = { prepare: () => drawingOf(50), run: assessEverything }
    repeat(assessed, WARM_UP_MS, 1)
    const rounds = repeat(assessed, ROUND_MS, LEAST_ROUNDS)
    const { exact } = assessEverything(drawingOf(50))
    if (!exact) throw new Error('the availability of 50 instances is not exact')
    return {
      findings,
      exponent: exponentOf(findings.map(({ instances, oursMs }) => [instances, oursMs])),
      assessed: { rounds, oursMs: median(rounds), coldMs: coldRun(file, 'assessEverything', 50) },
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function bundle(folder) {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: 'e2e/bench/analysis.ts',
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { format: 'esm', entryFileNames: 'analysis.mjs', codeSplitting: false } },
    },
  })
  return join(folder, 'analysis.mjs')
}

/** Times of at least so many rounds, and as many more as fit. */
function repeat({ prepare, run }, ms, least) {
  const times = []
  const end = performance.now() + ms
  while (times.length < least || performance.now() < end) {
    const input = prepare()
    const start = performance.now()
    run(input)
    times.push(performance.now() - start)
  }
  return times
}

function coldRun(file, name, instances) {
  const script = `const m = await import(${JSON.stringify(pathToFileURL(file).href)})
    const input = m.drawingOf(${instances})
    const start = performance.now()
    m.${name}(input)
    console.log(performance.now() - start)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }))
}
