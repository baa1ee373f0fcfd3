import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import type { Drawing } from './drawings'
import type { Plan, Told } from './plan'

/** The two programs that run inside, each as one file for Node: `inside.js` and `stub.js`. */
export async function buildPrograms(folder: string): Promise<void> {
  const entry = (name: string) => join(import.meta.dirname, name, 'main.ts')
  for (const [name, file] of [
    ['inside', entry('inside')],
    ['stub', entry('stub')],
  ] as const) {
    await build({
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: file,
        target: 'node20',
        outDir: folder,
        emptyOutDir: false,
        minify: false,
        rolldownOptions: { output: { format: 'esm', entryFileNames: `${name}.js`, codeSplitting: false } },
      },
    })
  }
}

/** A network, a file system view and processes of its own: what is mounted is gone, and what runs ends, with the first process. */
const NAMESPACES = ['--net', '--mount', '--pid', '--fork', '--kill-child=SIGKILL', '--mount-proc']

/** The first process waits, so that what others leave behind is collected. */
const FIRST = 'mount -t tmpfs tmpfs /run && "$0" "$1" "$2"'

export class Sandbox {
  readonly #programs: string
  readonly #running = new Set<ChildProcess>()

  constructor(programs: string) {
    this.#programs = programs
  }

  /** Runs one drawing and tells of each state when it is over. Rejects with what was said when it cannot go on. */
  run(drawing: Drawing, folder: string, tell: (told: Told) => void): Promise<void> {
    const plan: Plan = { ...drawing.plan, bundle: join(folder, 'bundle'), work: join(folder, 'work') }
    for (const { path, content } of drawing.files) {
      const file = join(plan.bundle, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
    }
    mkdirSync(plan.work, { recursive: true })
    const planFile = join(folder, 'plan.json')
    writeFileSync(planFile, JSON.stringify(plan))
    const inside = ['sh', '-c', FIRST, process.execPath, join(this.#programs, 'inside.js'), planFile]
    const child = spawn('unshare', [...NAMESPACES, ...inside], {
      // Its input ends when this process does.
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    })
    this.#running.add(child)
    return new Promise((resolve, reject) => {
      let said = ''
      let complaint = ''
      child.stdout.on('data', (chunk: Buffer) => {
        const lines = (said + chunk.toString()).split('\n')
        said = lines.pop() ?? ''
        for (const line of lines) tell(JSON.parse(line))
      })
      child.stderr.on('data', (chunk: Buffer) => {
        complaint += chunk.toString()
      })
      child.on('error', reject)
      child.on('close', (code) => {
        this.#running.delete(child)
        if (code === 0) resolve()
        else reject(new Error(`${drawing.name} ended with ${code}: ${complaint}`))
      })
    })
  }

  /** Ends all that runs: the kernel ends what is inside. */
  close(): void {
    for (const child of this.#running) child.kill('SIGKILL')
  }
}
