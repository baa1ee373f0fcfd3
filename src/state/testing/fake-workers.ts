import type { Answer, OpenWorker, Request, WorkerListener } from '../../core/analysis/messages'
import { analysisService } from '../../platform/analysis-service'

/** A worker that answers what the test says. */
export class FakeWorker {
  readonly requests: Request[] = []
  isClosed = false
  readonly #listener: WorkerListener

  constructor(listener: WorkerListener) {
    this.#listener = listener
  }

  answer(...answers: readonly Answer[]): void {
    for (const answer of answers) this.#listener.onAnswer(answer)
  }

  breakDown(message: string): void {
    this.#listener.onError(message)
  }

  /** The latest request of a type. */
  last<Type extends Request['type']>(type: Type): Extract<Request, { type: Type }> {
    const found = this.requests.findLast((request) => request.type === type)
    if (!found) throw new Error(`Nobody asked to ${type}`)
    return found as Extract<Request, { type: Type }>
  }
}

/** Workers in the order in which they were opened. */
export function fakeWorkers(): { readonly open: OpenWorker; readonly all: readonly FakeWorker[] } {
  const all: FakeWorker[] = []
  const open: OpenWorker = (listener) => {
    const worker = new FakeWorker(listener)
    all.push(worker)
    return {
      post: (request) => worker.requests.push(request),
      close: () => {
        worker.isClosed = true
      },
    }
  }
  return { open, all }
}

/** The real service behind messages that are copied as between threads, each heard in a turn of its own. */
export const openService: OpenWorker = ({ onAnswer }) => {
  let isOpen = true
  const later = (run: () => void) => void setTimeout(() => isOpen && run(), 0)
  const serve = analysisService((answer) => {
    const copy = structuredClone(answer)
    later(() => onAnswer(copy))
  })
  later(() => onAnswer({ type: 'ready' }))
  return {
    post: (request) => {
      const copy = structuredClone(request)
      later(() => serve(copy))
    },
    close: () => {
      isOpen = false
    },
  }
}
