import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { ROOT } from './dependencies.mjs'
import { median } from './figures.mjs'
import { helmProgram } from './helm.mjs'

const ROUNDS = 9

/**
 * Time for both bundles of pattern 4, paired with `helm template` of its gateway release: each round measures one after
 * the other. The chart only prints its values, which is less than any real chart does with them.
 */
export async function benchBundles() {
  const folder = mkdtempSync(join(tmpdir(), 'topology-bench-'))
  try {
    const makeBothBundles = await loadGenerators(folder)
    const chart = writeChart(folder)
    const coldStart = performance.now()
    const [, kubernetes] = makeBothBundles()
    const coldMs = performance.now() - coldStart
    const values = kubernetes.files.find(({ path }) => /\/values\/[^/]*gw[^/]*\.yaml$/.test(path))
    if (!values) throw new Error('the Kubernetes bundle of pattern 4 has no values for a gateway release')
    const valuesPath = join(folder, 'values.yaml')
    writeFileSync(valuesPath, values.content)
    const helm = helmProgram()
    const rounds = Array.from({ length: ROUNDS }, () => ({
      ours: timed(() => makeBothBundles()),
      helm: timed(() => execFileSync(helm, ['template', 'gateway', chart, '--values', valuesPath], { stdio: 'pipe' })),
    }))
    return {
      coldMs,
      oursMs: median(rounds.map(({ ours }) => ours)),
      helmMs: median(rounds.map(({ helm: ms }) => ms)),
      ratios: rounds.map(({ ours, helm: ms }) => ours / ms),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function loadGenerators(folder) {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: 'e2e/bench/bundles.ts',
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { format: 'esm', entryFileNames: 'bundles.mjs', codeSplitting: false } },
    },
  })
  const { makeBothBundles } = await import(pathToFileURL(join(folder, 'bundles.mjs')).href)
  return makeBothBundles
}

function writeChart(folder) {
  const chart = join(folder, 'chart')
  mkdirSync(join(chart, 'templates'), { recursive: true })
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: values\nversion: 0.0.1\n')
  writeFileSync(
    join(chart, 'templates/values.yaml'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: values\ndata:\n  values: |\n    {{- toYaml .Values | nindent 4 }}\n',
  )
  return chart
}

function timed(action) {
  const start = performance.now()
  action()
  return performance.now() - start
}
