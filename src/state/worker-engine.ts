import type { Answer, OpenWorker, Request, WorkerPort } from '../core/analysis/messages'
import type { Design } from '../core/model/design'
import { type Engine, type EngineListener, isSameDrawing } from './engine'
import { shareEqual } from './share-equal'

/** How long a stage may keep a newer drawing waiting before its worker is given up. */
const PATIENCE_MS = 250

const ENDED = 'The analysis has ended.'

interface Job {
  readonly run: number
  readonly design: Design
  readonly listener: EngineListener
}

interface Fixing {
  readonly design: Design
  readonly key: string
  readonly done: (design: Design | null) => void
  readonly failed: (fault: Error) => void
}

interface OpenedWorker {
  readonly port: WorkerPort
  /** Its script has loaded. */
  ready: boolean
}

/**
 * The analysis in a worker. It is at one drawing at a time, and the newest waits for it: a run is asked to stop
 * between two stages, and a worker whose stage takes too long is ended and replaced. `onUnavailable` is called, once,
 * when no worker can be had; the engine does nothing from then on.
 *
 * Why a run is asked to stop, and not simply ended with its worker: a new worker takes about 20 times as long to load as
 * Pattern 4 takes to be analysed, and its first analysis 6 times, for its code is not compiled yet.
 */
export function workerEngine(open: OpenWorker, onUnavailable: () => void): Engine {
  return new WorkerEngine(open, onUnavailable)
}

class WorkerEngine implements Engine {
  readonly #open: OpenWorker
  readonly #onUnavailable: () => void
  #worker: OpenedWorker | null = null
  /** Loaded ahead, once a worker had to be replaced: a drawing that takes that long will need it again. */
  #spare: OpenedWorker | null = null
  /** What the worker is at. */
  #current: Job | null = null
  /** What is to be heard of; waits for its turn while the worker is at another. */
  #wanted: Job | null = null
  /** What this worker looked at last. */
  #latest: Job | null = null
  #slow = false
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #fixing = new Map<number, Fixing>()
  #runs = 0
  #tickets = 0
  #closed = false

  constructor(open: OpenWorker, onUnavailable: () => void) {
    this.#open = open
    this.#onUnavailable = onUnavailable
  }

  readonly analyse = (design: Design, listener: EngineListener): void => {
    this.#wanted = { run: ++this.#runs, design, listener }
    if (!this.#current) this.#begin()
    else if (this.#slow) this.#replace()
    else this.#post({ type: 'stop' })
  }

  readonly stop = (): void => {
    this.#wanted = null
    if (this.#current) this.#post({ type: 'stop' })
  }

  readonly fix = (design: Design, key: string): Promise<Design | null> =>
    new Promise((done, failed) => {
      if (this.#closed) return failed(new Error(ENDED))
      const ticket = ++this.#tickets
      this.#fixing.set(ticket, { design, key, done, failed })
      this.#ask(ticket)
    })

  readonly close = (): void => {
    this.#closed = true
    this.#wanted = null
    this.#dismiss(ENDED)
    this.#spare?.port.close()
    this.#spare = null
  }

  #begin(): void {
    const job = this.#wanted
    if (!job) return
    this.#current = job
    this.#latest = job
    this.#post({ type: 'analyse', run: job.run, design: job.design })
  }

  #ask(ticket: number): void {
    const fixing = this.#fixing.get(ticket)
    if (!fixing) return
    const { design, key } = fixing
    const isLatest = this.#latest !== null && isSameDrawing(this.#latest.design, design)
    this.#post({ type: 'fix', ticket, design, key, ...(isLatest && { run: this.#latest?.run ?? 0 }) })
  }

  #post(request: Request): void {
    if (this.#closed) return
    this.#worker ??= this.#take()
    this.#worker?.port.post(request)
  }

  #take(): OpenedWorker | null {
    const spare = this.#spare
    this.#spare = null
    if (spare) return spare
    const opened = this.#load()
    if (!opened) this.#giveUp()
    return opened
  }

  /** Null where a page may have no workers. */
  #load(): OpenedWorker | null {
    try {
      const opened: OpenedWorker = {
        ready: false,
        port: this.#open({
          onAnswer: (answer) => {
            if (answer.type === 'ready') opened.ready = true
            else if (opened === this.#worker) this.#hear(answer)
          },
          onError: (message) => this.#lose(opened, message),
        }),
      }
      return opened
    } catch {
      return null
    }
  }

  #hear(answer: Exclude<Answer, { type: 'ready' }>): void {
    switch (answer.type) {
      case 'begun':
        this.#watch()
        return
      case 'stage':
        this.#watch()
        if (this.#current === this.#wanted) this.#wanted?.listener.onStage(answer.result)
        return
      case 'done': {
        const isHeard = this.#current === this.#wanted
        this.#rest()
        if (isHeard) this.#wanted = null
        else this.#begin()
        return
      }
      case 'failed':
        this.#fail(answer.message)
        return
      case 'fixed': {
        const fixing = this.#settle(answer.ticket)
        fixing?.done(answer.design === null ? null : shareEqual(fixing.design, answer.design))
        return
      }
      case 'unfixed':
        this.#settle(answer.ticket)?.failed(new Error(answer.message))
        return
    }
  }

  #settle(ticket: number): Fixing | undefined {
    const fixing = this.#fixing.get(ticket)
    this.#fixing.delete(ticket)
    return fixing
  }

  /** A stage has begun. */
  #watch(): void {
    this.#quiet()
    this.#timer = setTimeout(() => {
      // Where the page itself was busy, the answer may have come and wait for its turn: it gets one more.
      this.#timer = setTimeout(() => {
        this.#slow = true
        if (this.#wanted && this.#wanted !== this.#current) this.#replace()
      }, 0)
    }, PATIENCE_MS)
  }

  #quiet(): void {
    clearTimeout(this.#timer)
    this.#slow = false
  }

  #rest(): void {
    this.#quiet()
    this.#current = null
  }

  /** Ends the worker in the middle of a stage; another takes over what is wanted. */
  #replace(): void {
    this.#worker?.port.close()
    this.#worker = null
    this.#latest = null
    this.#rest()
    this.#begin()
    for (const ticket of this.#fixing.keys()) this.#ask(ticket)
    this.#spare = this.#closed ? null : this.#load()
  }

  /** The worker is not to be trusted any more. What waits is done by another, at once; what failed, not again. */
  #fail(message: string): void {
    const failed = this.#current
    const isHeard = failed !== null && failed === this.#wanted
    this.#dismiss(message)
    if (isHeard) {
      this.#wanted = null
      failed.listener.onFault(message)
    } else this.#begin()
  }

  #lose(opened: OpenedWorker, message: string): void {
    if (opened === this.#spare) this.#spare = null
    else if (opened !== this.#worker) return
    else if (opened.ready) this.#fail(message)
    else this.#giveUp()
  }

  #giveUp(): void {
    if (this.#closed) return
    this.close()
    this.#onUnavailable()
  }

  #dismiss(message: string): void {
    this.#worker?.port.close()
    this.#worker = null
    this.#latest = null
    this.#rest()
    const fixing = [...this.#fixing.values()]
    this.#fixing.clear()
    for (const { failed } of fixing) failed(new Error(message))
  }
}
