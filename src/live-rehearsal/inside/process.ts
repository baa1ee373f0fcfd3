import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, type WriteStream } from 'node:fs'

/** One program on one machine, that can be ended and started again. */
export class Process {
  readonly #command: readonly string[]
  readonly #log: WriteStream
  #child: ChildProcess | undefined
  /** What it has said since it was started. */
  output = ''

  constructor(namespace: string, command: readonly string[], log: string) {
    this.#command = ['netns', 'exec', namespace, ...command]
    this.#log = createWriteStream(log, { flags: 'a' })
  }

  get lastWords(): string {
    return this.output.trim().split('\n').slice(-2).join(' ')
  }

  get running(): boolean {
    return this.#child !== undefined
  }

  start(): void {
    this.output = ''
    // A group of its own: what it starts ends with it.
    const child = spawn('ip', this.#command, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.output += chunk.toString()
        this.#log.write(chunk)
      })
    }
    child.on('exit', () => {
      if (this.#child === child) this.#child = undefined
    })
  }

  /** Ends it and all that it started, at once, or as its own way of ending is. */
  async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#child
    if (!child?.pid) return
    const gone = new Promise<void>((resolve) => child.on('exit', () => resolve()))
    if (signal === 'SIGTERM') process.kill(child.pid, signal)
    else process.kill(-child.pid, signal)
    await gone
  }
}
