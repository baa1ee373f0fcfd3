/**
 * `npm run bench`: the figures that the product promises, each as a ratio to something measured in the same run, to a
 * promised time, or as a count. `npm run bench -- size bundles analysis drag drag-while-analysing edit` takes a part of
 * them. Needs a machine that does nothing else: the spread in brackets says how steady it was.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { ensureDependencies, fail, ROOT, requireNode } from './lib/dependencies.mjs'
import { spread } from './lib/figures.mjs'

const FRAME_MS = 1000 / 60
const PARTS = ['size', 'bundles', 'analysis', 'drag', 'drag-while-analysing', 'edit']

/** Pairs, and availability, of all capabilities at 50 instances; both are worked out together. */
const PAIRS_MS = 200
const AVAILABILITY_MS = 100
/** All releases of pattern 4, and their share of what helm takes to render the same values. */
const RELEASES_MS = 50
const HELM_SHARE = 0.1
/** Every file of the largest template, next to the same bytes as JSON; its zip, next to jszip on the same bytes. */
const LARGEST_MS = 100
const JSON_TIMES = 3
const ZIP_TIMES = 1.5
/** Linear, as far as a fit over four sizes tells. */
const LINEAR_GROWTH = 1.1
/** From 50 to 2,000 instances, all findings and single points grow with no more than this power. */
const MOST_GROWTH = 1.6

requireNode()
ensureDependencies()
const asked = process.argv.slice(2)
const unknown = asked.find((part) => !PARTS.includes(part))
if (unknown) fail(`There is no part ${unknown}. The parts are ${PARTS.join(', ')}.`)
const parts = asked.length > 0 ? asked : PARTS

if (
  spawnSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0
) {
  fail('The build failed; its messages are above.')
}
const { benchAnalysis } = await import('./lib/bench-analysis.mjs')
const { benchBundles } = await import('./lib/bench-bundles.mjs')
const { benchCanvas } = await import('./lib/bench-canvas.mjs')

let missed = 0
if (parts.includes('size')) {
  const output = execFileSync('npm', ['run', '--silent', 'size'], { cwd: ROOT, encoding: 'utf8' })
  const [, size, budget] = /initial JavaScript: ([\d.]+) of ([\d.]+) KiB/.exec(output) ?? []
  report(`Initial JavaScript: ${size} KiB gzip`, Number(size) / Number(budget), `of the budget of ${budget} KiB`)
}
if (parts.includes('bundles')) {
  const { releases, largest, growth } = await benchBundles()
  const { values, bundle, count, coldMs } = releases
  report(
    `The bundle of all ${count} releases of pattern 4 with everything beside them: ${bundle.oursMs.toFixed(1)} ms (first run ${coldMs.toFixed(0)} ms)`,
    bundle.oursMs / RELEASES_MS,
    `of the budget of ${RELEASES_MS} ms`,
  )
  report(
    `The values of these releases alone: ${values.oursMs.toFixed(1)} ms; helm template with them: ${values.theirsMs.toFixed(1)} ms`,
    values.oursMs / values.theirsMs / HELM_SHARE,
    `of the budget of ${HELM_SHARE} times helm; ratio of rounds ${spread(values.ratios, 3)}`,
  )
  report(
    `The whole bundle against the same`,
    bundle.oursMs / bundle.theirsMs / HELM_SHARE,
    `of that budget; ratio of rounds ${spread(bundle.ratios, 3)}`,
    { promised: false },
  )
  const { files, zip, bytes } = largest
  report(
    `Every file of the largest template, ${(bytes / 1024).toFixed(0)} KiB: ${files.oursMs.toFixed(1)} ms (first run of both databases ${largest.coldMs.toFixed(0)} ms)`,
    files.oursMs / LARGEST_MS,
    `of the budget of ${LARGEST_MS} ms`,
  )
  report(
    `The same bytes as JSON: ${files.theirsMs.toFixed(1)} ms`,
    files.oursMs / files.theirsMs / JSON_TIMES,
    `of the budget of ${JSON_TIMES} times JSON; ratio of rounds ${spread(files.ratios)}`,
  )
  report(
    `Its zip: ${zip.oursMs.toFixed(1)} ms; jszip on the same bytes: ${zip.theirsMs.toFixed(1)} ms`,
    zip.oursMs / zip.theirsMs / ZIP_TIMES,
    `of the budget of ${ZIP_TIMES} times jszip; ratio of rounds ${spread(zip.ratios)}`,
  )
  report(
    `Files of ${growth.sizes.map(({ instances, ms, bytes }) => `${instances} instances: ${ms.toFixed(0)} ms for ${(bytes / 1024).toFixed(0)} KiB`).join('; ')}: bytes^${growth.byBytes.toFixed(2)}, instances^${growth.byInstances.toFixed(2)}`,
    growth.byBytes / LINEAR_GROWTH,
    `of the exponent ${LINEAR_GROWTH} over the bytes, by least squares over ${growth.sizes.length} sizes`,
  )
}
if (parts.includes('analysis')) {
  const { findings, exponent, assessed } = await benchAnalysis()
  for (const { instances, budgetMs, rounds, oursMs, coldMs } of findings) {
    report(
      `All findings and single points, ${instances} instances: ${oursMs.toFixed(1)} ms (first run ${coldMs.toFixed(0)} ms)`,
      oursMs / (budgetMs ?? grownMs(instances)),
      `of ${budgetMs === undefined ? 'what that growth makes of the second for 1000' : `the budget of ${budgetMs} ms`}; rounds in ms ${spread(rounds, 1)}`,
      { promised: budgetMs !== undefined },
    )
  }
  report(
    `Growth of that from ${findings[0].instances} to ${findings.at(-1).instances} instances: n^${exponent.toFixed(2)}`,
    exponent / MOST_GROWTH,
    `of the exponent ${MOST_GROWTH}, by least squares over ${findings.length} sizes`,
  )
  const { rounds, oursMs, coldMs } = assessed
  for (const [what, budgetMs] of [
    ['All pairs', PAIRS_MS],
    ['The availability of all capabilities', AVAILABILITY_MS],
  ]) {
    report(
      `${what}, 50 instances: ${oursMs.toFixed(1)} ms with all else that the assessment says (first run ${coldMs.toFixed(0)} ms)`,
      oursMs / budgetMs,
      `of the budget of ${budgetMs} ms; rounds in ms ${spread(rounds, 1)}`,
    )
  }
}
if (['drag', 'drag-while-analysing', 'edit'].some((part) => parts.includes(part))) {
  const { drags, analysing, edit } = await benchCanvas(parts)
  for (const { count, oursMs, plainMs, ratios } of drags) {
    report(
      `Dragging with ${count} components, main thread per pointer event, p95: ${oursMs.toFixed(1)} ms; plain React Flow: ${plainMs.toFixed(1)} ms`,
      oursMs / plainMs / 2,
      `of the budget of 2 times plain; ratio of rounds ${spread(ratios)}`,
      { promised: count === 100 },
    )
  }
  if (analysing) {
    report(
      `The same while ${analysing.instances} instances are analysed: ${analysing.oursMs.toFixed(1)} ms; plain React Flow: ${analysing.plainMs.toFixed(1)} ms`,
      analysing.oursMs / analysing.plainMs / 2,
      `of the budget of 2 times plain; ratio of rounds ${spread(analysing.ratios)}`,
    )
  }
  for (const [what, times] of Object.entries(edit ?? {})) {
    report(
      `${what} of pattern 4 to its findings, laid out: median ${times.medianMs.toFixed(1)} ms, p95 ${times.p95Ms.toFixed(1)} ms, of ${times.count}`,
      times.medianMs / FRAME_MS,
      'of a 60 Hz frame',
    )
  }
}
process.exitCode = missed > 0 ? 1 : 0

/** What the budget of a second for 1,000 instances allows to others when all grows as fast as it may. */
function grownMs(instances) {
  return 1000 * (instances / 1000) ** MOST_GROWTH
}

/** Prints a figure with its share of what is allowed. Above 1 it is missed; what was not promised is only told. */
function report(sentence, share, meaning, { promised = true } = {}) {
  const verdict = share <= 1 ? 'met' : promised ? 'MISSED' : 'over'
  if (verdict === 'MISSED' || Number.isNaN(share)) missed += 1
  console.log(`${verdict.padEnd(6)}  ${sentence}\n        ${share.toFixed(2)} ${meaning}`)
}
