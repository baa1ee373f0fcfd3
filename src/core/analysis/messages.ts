import type { Design } from '../model/design'
import type { StageResult } from './stages'

/** What is asked of the worker that analyses. At most one run at a time: the next is asked for when the last is done. */
export type Request =
  | { readonly type: 'analyse'; readonly run: number; readonly design: Design }
  /** Gives up the run between two stages. */
  | { readonly type: 'stop' }
  /** `run`: the latest run looked at a drawing that differs in nothing that the analysis looks at. */
  | {
      readonly type: 'fix'
      readonly ticket: number
      readonly design: Design
      readonly key: string
      readonly run?: number
    }

/** What it answers. */
export type Answer =
  | { readonly type: 'ready' }
  | { readonly type: 'begun'; readonly run: number }
  | { readonly type: 'stage'; readonly run: number; readonly result: StageResult }
  /** The end of a run, also of one that was given up. */
  | { readonly type: 'done'; readonly run: number }
  | { readonly type: 'fixed'; readonly ticket: number; readonly design: Design | null }
  /** A fault of ours; the run or the fix has no other end then. */
  | { readonly type: 'failed'; readonly run: number; readonly message: string }
  | { readonly type: 'unfixed'; readonly ticket: number; readonly message: string }

/** A worker as the one who asks sees it. */
export interface WorkerPort {
  readonly post: (request: Request) => void
  readonly close: () => void
}

export interface WorkerListener {
  readonly onAnswer: (answer: Answer) => void
  /** It could not be loaded, or it broke down: no answer comes any more. */
  readonly onError: (message: string) => void
}

/** Starts a worker; throws where there are none. */
export type OpenWorker = (listener: WorkerListener) => WorkerPort
