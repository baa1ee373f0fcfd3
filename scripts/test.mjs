/**
 * `npm test`: every check there is, from a fresh clone. Installs the programs and npm packages that are missing, then
 * runs each step to its end, so that one run shows everything that is wrong. The last line is the sum,
 * `N passed, N failed`: tests count one each, so does a check without tests of its own, and a skipped test has failed.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureDependencies, fail, ROOT, requireNode } from './lib/dependencies.mjs'

requireNode()
const tools = spawnSync('bash', [join(ROOT, 'scripts/install-tools.sh')], { stdio: 'inherit' })
if (tools.status !== 0) fail('The programs that the tests need are not there; the messages above say which.')
ensureDependencies()

const reports = mkdtempSync(join(tmpdir(), 'topology-studio-'))
const unitReport = join(reports, 'unit.json')
const rehearsalReport = join(reports, 'rehearsal.json')
const realReport = join(reports, 'real.json')
const browserReport = join(reports, 'browser.json')

const STEPS = [
  { name: 'format and lint', npm: ['lint'] },
  { name: 'types', npm: ['typecheck'] },
  { name: 'unused code', npm: ['unused'] },
  { name: 'shell scripts', command: ['shellcheck', 'scripts/install-tools.sh', '.ci/run'] },
  { name: 'JSON Schema is current', npm: ['schema', '--', '--check'] },
  { name: 'build', npm: ['build'] },
  { name: 'size of the initial JavaScript', npm: ['size'] },
  {
    name: 'unit and property tests',
    npm: ['unit', '--', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    count: () => countUnit(readJson(unitReport)),
  },
  {
    name: 'rehearsal of bundles',
    npm: ['rehearse', '--', '--reporter=dot', '--reporter=json', `--outputFile.json=${rehearsalReport}`],
    count: () => countUnit(readJson(rehearsalReport)),
  },
  {
    name: 'tests with real programs',
    npm: ['real', '--', '--reporter=default', '--reporter=json', `--outputFile.json=${realReport}`],
    count: () => countUnit(readJson(realReport)),
  },
  {
    name: 'browser tests',
    npm: ['e2e', '--', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport },
    count: () => countBrowser(readJson(browserReport)),
  },
]

const results = STEPS.map(runStep)
rmSync(reports, { recursive: true, force: true })

console.log('')
for (const { name, passed, failed, seconds } of results) {
  console.log(`${failed > 0 ? 'FAILED' : 'passed'}  ${name}: ${passed} passed, ${failed} failed, ${seconds} s`)
}
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

function runStep({ name, npm, command, env, count }) {
  console.log(`\n== ${name}`)
  const [program, ...args] = command ?? ['npm', 'run', '--silent', ...npm]
  const start = Date.now()
  const { status } = spawnSync(program, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } })
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  const counted = count ? count() : { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 }
  // A run that broke outside its tests, or that found none, must not pass on the strength of its zero failures.
  const brokeOutside = counted.failed === 0 && (status !== 0 || counted.passed === 0)
  return { name, seconds, passed: counted.passed, failed: counted.failed + (brokeOutside ? 1 : 0) }
}

function countUnit(report) {
  if (!report) return { passed: 0, failed: 1 }
  const skipped = report.numPendingTests + report.numTodoTests
  return { passed: report.numPassedTests, failed: report.numFailedTests + skipped }
}

function countBrowser(report) {
  if (!report) return { passed: 0, failed: 1 }
  const { expected, flaky, unexpected, skipped } = report.stats
  return { passed: expected + flaky, failed: unexpected + skipped }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
