import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { ROOT } from './dependencies.mjs'
import { exponentOf, median } from './figures.mjs'
import { helmProgram } from './helm.mjs'

const ROUNDS = 9
const WARM_UP = 12
const SIZES = [25, 50, 100, 200]

/**
 * What making files takes. Each round measures ours and what it is compared with one after the other, so that both see
 * the same machine; `coldMs` is the first run, its code not yet compiled.
 */
export async function benchBundles() {
  const folder = mkdtempSync(join(tmpdir(), 'topology-bench-'))
  try {
    const made = await load(folder)
    return { releases: releases(made, folder), largest: await largest(made), growth: growth(made) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * All releases of pattern 4 against `helm template` of each with the same values. The chart only prints its values,
 * which is less than any real chart does with them.
 */
function releases({ makeReleases }, folder) {
  const chart = writeChart(folder)
  const start = performance.now()
  const { files } = makeReleases()
  const coldMs = performance.now() - start
  const values = files.filter(({ path }) => path.includes('/values/'))
  if (values.length < 4) throw new Error('the Kubernetes bundle of pattern 4 has not all its values')
  const paths = values.map(({ content }, at) => {
    const path = join(folder, `values-${at}.yaml`)
    writeFileSync(path, content)
    return path
  })
  const helm = helmProgram()
  for (let round = 0; round < WARM_UP; round++) makeReleases()
  const rounds = Array.from({ length: ROUNDS }, () => ({
    ours: timed(makeReleases),
    theirs: timed(() => {
      for (const path of paths) execFileSync(helm, ['template', 'a', chart, '--values', path], { stdio: 'pipe' })
    }),
  }))
  return { coldMs, count: values.length, ...compared(rounds) }
}

/** The largest template on both kinds of database, in every file; then its zip. */
async function largest({ makeLargest, asJson, zipped, zippedPlainly }) {
  const makeBoth = () => [makeLargest('mysql'), makeLargest('postgresql')]
  const start = performance.now()
  const bundles = makeBoth()
  const coldMs = performance.now() - start
  const bytes = bundles.reduce(
    (sum, { files }) => sum + files.reduce((all, { content }) => all + Buffer.byteLength(content), 0),
    0,
  )
  for (let round = 0; round < WARM_UP; round++) {
    makeBoth()
    bundles.map(asJson)
  }
  // One of the two: each is an export of its own.
  const files = Array.from({ length: ROUNDS }, () => ({
    ours: timed(makeBoth) / bundles.length,
    theirs: timed(() => bundles.map(asJson)) / bundles.length,
  }))
  const zips = []
  for (let round = 0; round <= ROUNDS; round++) {
    const ours = await timedAsync(() => zipped(bundles[0]))
    const theirs = await timedAsync(() => zippedPlainly(bundles[0]))
    if (round > 0) zips.push({ ours, theirs })
  }
  return { coldMs, bytes: bytes / bundles.length, files: compared(files), zip: compared(zips) }
}

/** How the time grows with the instances of a drawing. */
function growth({ makeGrown }) {
  for (let round = 0; round < WARM_UP / 4; round++) makeGrown(SIZES[0])
  const sizes = SIZES.map((instances) => [
    instances,
    median(Array.from({ length: 5 }, () => timed(() => makeGrown(instances)))),
  ])
  return { sizes, exponent: exponentOf(sizes) }
}

function compared(rounds) {
  return {
    oursMs: median(rounds.map(({ ours }) => ours)),
    theirsMs: median(rounds.map(({ theirs }) => theirs)),
    ratios: rounds.map(({ ours, theirs }) => ours / theirs),
  }
}

async function load(folder) {
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
  return import(pathToFileURL(join(folder, 'bundles.mjs')).href)
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

async function timedAsync(action) {
  const start = performance.now()
  await action()
  return performance.now() - start
}
