import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { ROOT } from './dependencies.mjs'
import { exponentOf, median } from './figures.mjs'
import { helmProgram } from './helm.mjs'

const CHARTS = join(ROOT, 'src/core/generate/kubernetes/testing/charts')
const ROUNDS = 9
const WARM_UP = 25
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
 * All releases of pattern 4 against `helm template` of each with the same values, through the charts of the tests, which
 * read the keys that WSO2's charts read and make less of them. So too the whole bundle: objects, scripts, runbook,
 * picture and check sums.
 */
function releases({ makeReleaseBundle, makeReleases }, folder) {
  const start = performance.now()
  makeReleaseBundle()
  const coldMs = performance.now() - start
  const calls = makeReleases().map(({ chart, values }, at) => {
    const path = join(folder, `values-${at}.yaml`)
    writeFileSync(path, values)
    return ['template', 'a', join(CHARTS, chart), '--values', path]
  })
  const helm = helmProgram()
  for (let round = 0; round < WARM_UP; round++) {
    makeReleaseBundle()
    makeReleases()
  }
  const rounds = Array.from({ length: ROUNDS }, () => ({
    values: timed(makeReleases),
    bundle: timed(makeReleaseBundle),
    theirs: timed(() => {
      for (const call of calls) execFileSync(helm, call, { stdio: 'pipe' })
    }),
  }))
  return {
    coldMs,
    count: calls.length,
    values: compared(rounds.map(({ values, theirs }) => ({ ours: values, theirs }))),
    bundle: compared(rounds.map(({ bundle, theirs }) => ({ ours: bundle, theirs }))),
  }
}

/** The largest template on both kinds of database, in every file; then its zip. */
async function largest({ makeLargest, asJson, zipped, zippedPlainly }) {
  const makeBoth = () => [makeLargest('mysql'), makeLargest('postgresql')]
  const start = performance.now()
  const bundles = makeBoth()
  const coldMs = performance.now() - start
  const bytes = bundles.reduce((sum, { files }) => sum + bytesOf(files), 0)
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

/** How the time grows with the drawing, and with what is written of it: the parts of a drawing that need no file do not grow. */
function growth({ makeGrown }) {
  for (let round = 0; round < WARM_UP; round++) makeGrown(SIZES[0])
  const sizes = SIZES.map((instances) => {
    const { files } = makeGrown(instances)
    const ms = median(Array.from({ length: 5 }, () => timed(() => makeGrown(instances))))
    return { instances, ms, bytes: bytesOf(files) }
  })
  return {
    sizes,
    byInstances: exponentOf(sizes.map(({ instances, ms }) => [instances, ms])),
    byBytes: exponentOf(sizes.map(({ bytes, ms }) => [bytes, ms])),
  }
}

function bytesOf(files) {
  return files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0)
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
