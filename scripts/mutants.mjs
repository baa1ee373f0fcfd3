/**
 * `npm run mutants [-- --count 100 --seed 1 --jobs 2 --in core/rules,core/wiring,core/capabilities]`
 *
 * Changes one thing in one file of the given folders, runs the tests that depend on the file, and puts it back: a test
 * must notice. Prints each mutant that none noticed and the share of those that died. The same seed makes the same
 * mutants. Works in copies of the repository, one for each job, never in the work tree.
 */
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from './lib/dependencies.mjs'
import { nodesOf } from './lib/syntax.mjs'

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    in: { type: 'string', default: 'core/wiring,core/capabilities,core/rules' },
    list: { type: 'boolean', default: false },
  },
})

function allMutants(folders) {
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, 'src', folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .map((path) => join('src', folder, path)),
  )
  return files.sort().flatMap((file) => mutantsOf(file, readFileSync(join(ROOT, file), 'utf8')))
}

const SWAPPED = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
}
const SWAPPED_CALLS = { some: ['every'], every: ['some'], filter: ['slice'] }

function mutantsOf(file, code) {
  const found = []
  const add = (start, end, text) => found.push({ file, code, start, end, text })
  for (const { node, around } of nodesOf(code)) {
    const outer = around.at(-1)
    if (node.type === 'BinaryExpression' || node.type === 'LogicalExpression') {
      const at = code.indexOf(node.operator, node.left.end)
      for (const other of SWAPPED[node.operator] ?? []) add(at, at + node.operator.length, other)
    } else if (node.type === 'UnaryExpression' && node.operator === '!') {
      add(node.start, node.start + 1, '')
    } else if (node.type === 'ConditionalExpression' || node.type === 'IfStatement') {
      add(node.test.start, node.test.end, `!(${code.slice(node.test.start, node.test.end)})`)
    } else if (node.type === 'Literal' && typeof node.value === 'boolean') {
      add(node.start, node.end, String(!node.value))
    } else if (node.type === 'Literal' && typeof node.value === 'number' && outer?.type !== 'Property') {
      add(node.start, node.end, String(node.value + 1))
    } else if (node.type === 'MemberExpression' && outer?.type === 'CallExpression' && outer.callee === node) {
      for (const other of SWAPPED_CALLS[node.property.name] ?? []) {
        if (other !== 'slice') add(node.property.start, node.property.end, other)
        else add(node.property.start, outer.end, 'slice()')
      }
    } else if (node.type === 'ReturnStatement' && node.argument && outer?.type === 'IfStatement') {
      add(outer.test.start, outer.test.end, 'false')
    }
  }
  return found
}

/** A shuffle by a seed (Mulberry32), and the first of it. */
function chosen(items, count, seed) {
  let state = seed >>> 0
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const keyed = items.map((item) => ({ item, key: random() })).sort((a, b) => a.key - b.key)
  return keyed.slice(0, count).map(({ item }) => item)
}

function describe({ file, code, start, end, text }) {
  const line = code.slice(0, start).split('\n').length
  return `${file}:${line}  ${JSON.stringify(code.slice(start, end))} -> ${JSON.stringify(text)}   ${code.split('\n')[line - 1]?.trim()}`
}

async function runAll(queue, jobs) {
  const waiting = [...queue]
  const survived = []
  let done = 0
  const worker = async () => {
    const copy = copyOfRepository()
    try {
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        if (await survives(copy, mutant)) survived.push(mutant)
        done += 1
        console.log(
          `${done} of ${queue.length}: ${survived.includes(mutant) ? 'SURVIVED' : 'died'}  ${describe(mutant)}`,
        )
      }
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  return survived
}

function copyOfRepository() {
  const copy = mkdtempSync(join(tmpdir(), 'mutants-'))
  const left = new Set(['node_modules', 'dist', 'dist-cli', '.git', 'test-results'])
  for (const name of readdirSync(ROOT)) {
    if (!left.has(name)) cpSync(join(ROOT, name), join(copy, name), { recursive: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

async function survives(copy, { file, code, start, end, text }) {
  const path = join(copy, file)
  writeFileSync(path, code.slice(0, start) + text + code.slice(end))
  const status = await runTests(copy, file)
  writeFileSync(path, code)
  return status === 0
}

/** Ten times what the related tests take: a mutant that never ends has been noticed. */
const LIMIT_MS = 600_000

/** The tests beside the file first, which notice most mutants within seconds; then all that depend on it. */
async function runTests(copy, file) {
  const beside = file.replace(/\.ts$/, '.test.ts')
  const near = existsSync(join(copy, beside)) ? beside : dirname(file)
  const status = await vitest(copy, ['run', near, '--passWithNoTests'])
  return status === 0 ? vitest(copy, ['related', file, '--run']) : status
}

function vitest(copy, what) {
  const args = [
    'vitest',
    ...what,
    '--bail=1',
    '--maxWorkers=1',
    '--project=unit',
    '--reporter=dot',
    '--experimental.fsModuleCache=false',
  ]
  return new Promise((resolve) => {
    const running = spawn('npx', args, { cwd: copy, stdio: 'ignore', timeout: LIMIT_MS, killSignal: 'SIGKILL' })
    running.on('close', (code) => resolve(code ?? 1))
  })
}

const mutants = chosen(allMutants(options.in.split(',')), Number(options.count), Number(options.seed))
if (options.list) {
  for (const mutant of mutants) console.log(describe(mutant))
  process.exit(0)
}
const survivors = await runAll(mutants, Number(options.jobs))
for (const mutant of survivors) console.log(`survived  ${describe(mutant)}`)
console.log(`${mutants.length - survivors.length} of ${mutants.length} mutants died`)
