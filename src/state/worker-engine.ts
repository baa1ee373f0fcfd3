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

interface Hand {
  readonly port: WorkerPort
  /** Its script has loaded. */
  ready: boolean
}

/**
 * The analysis in a worker. It has one drawing in hand at a time, and the newest waits for it: a run is asked to stop
 * between two stages, and a worker whose stage takes too long is ended and replaced. `onUnavailable` is called, once,
 * when no worker can be had; the engine does nothing from then on.
 */
export function workerEngine(open: OpenWorker, onUnavailable: () => void): Engine {
  return new WorkerEngine(open, onUnavailable)
}

class WorkerEngine implements Engine {
  readonly #open: OpenWorker
  readonly #onUnavailable: () => void
  #hand: Hand | null = null
  /** Loaded ahead, once a worker had to be replaced: a drawing that takes that long will need it again. */
  #spare: Hand | null = null
  /** What the worker is at. */
  #inHand: Job | null = null
  /** What is to be heard of; waits for its turn where it is not in hand. */
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
    if (!this.#inHand) this.#begin()
    else if (this.#slow) this.#replace()
    else this.#post({ type: 'stop' })
  }

  readonly stop = (): void => {
    this.#wanted = null
    if (this.#inHand) this.#post({ type: 'stop' })
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
    this.#inHand = job
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
    this.#hand ??= this.#take()
    this.#hand?.port.post(request)
  }

  #take(): Hand | null {
    const spare = this.#spare
    this.#spare = null
    if (spare) return spare
    const hand = this.#load()
    if (!hand) this.#giveUp()
    return hand
  }

  /** Null where a page may have no workers. */
  #load(): Hand | null {
    try {
      const hand: Hand = {
        ready: false,
        port: this.#open({
          onAnswer: (answer) => {
            if (answer.type === 'ready') hand.ready = true
            else if (hand === this.#hand) this.#hear(answer)
          },
          onError: (message) => this.#lose(hand, message),
        }),
      }
      return hand
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
        if (this.#inHand === this.#wanted) this.#wanted?.listener.onStage(answer.result)
        return
      case 'done': {
        const isHeard = this.#inHand === this.#wanted
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
        if (this.#wanted && this.#wanted !== this.#inHand) this.#replace()
      }, 0)
    }, PATIENCE_MS)
  }

  #quiet(): void {
    clearTimeout(this.#timer)
    this.#slow = false
  }

  #rest(): void {
    this.#quiet()
    this.#inHand = null
  }

  /** Ends the worker in the middle of a stage; another takes over what is wanted. */
  #replace(): void {
    this.#hand?.port.close()
    this.#hand = null
    this.#latest = null
    this.#rest()
    this.#begin()
    for (const ticket of this.#fixing.keys()) this.#ask(ticket)
    this.#spare = this.#closed ? null : this.#load()
  }

  /** The worker is not to be trusted any more. What waits is done by another, at once; what failed, not again. */
  #fail(message: string): void {
    const failed = this.#inHand
    const isHeard = failed !== null && failed === this.#wanted
    this.#dismiss(message)
    if (isHeard) {
      this.#wanted = null
      failed.listener.onFault(message)
    } else this.#begin()
  }

  #lose(hand: Hand, message: string): void {
    if (hand === this.#spare) this.#spare = null
    else if (hand !== this.#hand) return
    else if (hand.ready) this.#fail(message)
    else this.#giveUp()
  }

  #giveUp(): void {
    if (this.#closed) return
    this.close()
    this.#onUnavailable()
  }

  #dismiss(message: string): void {
    this.#hand?.port.close()
    this.#hand = null
    this.#latest = null
    this.#rest()
    const fixing = [...this.#fixing.values()]
    this.#fixing.clear()
    for (const { failed } of fixing) failed(new Error(message))
  }
}
