import { useStore as useZustand } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { OpenWorker } from '../core/analysis/messages'
import type { Assessed, Checked, StageResult } from '../core/analysis/stages'
import type { Acknowledgement, Design, Topology } from '../core/model/design'
import { keyOf, type ShownDiagnosis } from '../core/rules/support/rule'
import { type Engine, isSameDrawing } from './engine'
import { getState, notify, subscribe } from './store'
import { workerEngine } from './worker-engine'

/**
 * `done`: what is shown is about the drawing as it is. `working`: it is about an earlier one, and the next is on its
 * way. `failed`: it is about an earlier one, and nothing comes before the next edit.
 */
export type Progress = 'done' | 'working' | 'failed'

/** A result, and the drawing that it is about. */
export interface Shown<Result> {
  readonly design: Design
  readonly result: Result
}

/**
 * What the analysis says, as it is shown: while it looks at a newer drawing, what it said about the one before stays.
 * Nothing is kept over to another document. Who must not act on an earlier drawing looks at the progress.
 */
export interface Results {
  readonly checked: Shown<Checked> | null
  readonly checking: Progress
  /** The findings, with the acknowledgements of the drawing as it is. */
  readonly diagnoses: readonly ShownDiagnosis[]
  readonly assessed: Shown<Assessed> | null
  readonly assessing: Progress
}

const NO_DIAGNOSES: readonly ShownDiagnosis[] = []
const NOTHING: Results = {
  checked: null,
  checking: 'working',
  diagnoses: NO_DIAGNOSES,
  assessed: null,
  assessing: 'working',
}

const store = createStore<Results>(() => NOTHING)

export const getResults: () => Results = store.getState

/** Selectors return a primitive or a stored reference, never a new object. */
export function useResults<T>(selector: (state: Results) => T): T {
  return useZustand(store, selector)
}

/** Resolves when the capabilities of the drawing as it is are known; to null where its analysis failed. */
export function assessment(): Promise<Assessed | null> {
  const answer = ({ assessed, assessing }: Results) => (assessing === 'done' && assessed ? assessed.result : null)
  if (getResults().assessing !== 'working') return Promise.resolve(answer(getResults()))
  return new Promise((done) => {
    const stop = store.subscribe((state) => {
      if (state.assessing === 'working') return
      stop()
      done(answer(state))
    })
  })
}

/**
 * Results by drawing, so that an undo finds what there was. Where things stand on the canvas is no part of the key: a
 * drag asks for nothing.
 */
interface Known {
  readonly design: Design
  checked?: Checked
  assessed?: Assessed
}

const knownByTopology = new WeakMap<Topology, Known>()

function knownOf(design: Design): Known {
  const known = knownByTopology.get(design.topology)
  if (known && isSameDrawing(known.design, design)) return known
  const fresh: Known = { design }
  knownByTopology.set(design.topology, fresh)
  return fresh
}

let engine: Engine | null = null
/** The drawing that the engine is at. */
let running: Design | null = null
let unsubscribe: () => void = () => {}

/**
 * Follows the drawing from now on, in a worker where the page may have one. Where it may not, or where the worker does
 * not load, the page does the work itself.
 */
export function startAnalysis(open: OpenWorker, load: LoadInProcess = () => import('./in-process-engine')): void {
  follow(workerEngine(open, () => void workHere(load)))
}

type LoadInProcess = () => Promise<Pick<typeof import('./in-process-engine'), 'inProcessEngine'>>

async function workHere(load: LoadInProcess): Promise<void> {
  try {
    const { inProcessEngine } = await load()
    follow(inProcessEngine())
  } catch {
    follow(null)
    store.setState({ checking: 'failed', assessing: 'failed' })
    notify({
      kind: 'error',
      text: 'The checks could not be loaded, so no findings are shown. Save to a file and reload the page.',
    })
  }
}

/** From now on the engine says what follows from the drawing; null: nobody does. */
export function follow(next: Engine | null): void {
  engine?.close()
  unsubscribe()
  engine = next
  running = null
  if (!engine) return
  unsubscribe = subscribe((state, previous) => {
    if (state.design === previous.design) return
    // A document that was just opened has no history; what was said about the one before is not about it.
    const isOpened = state.past.length === 0 && state.future.length === 0
    look(state.design, isOpened ? NOTHING : getResults())
  })
  look(getState().design, getResults())
}

/** The engine that is at work, for what else is asked of it. */
export function engineAtWork(): Engine | null {
  return engine
}

function look(design: Design, previous: Results): void {
  const { checked, assessed } = knownOf(design)
  const shown = checked ? { design, result: checked } : previous.checked
  store.setState({
    checked: shown,
    checking: checked ? 'done' : 'working',
    diagnoses: withReasons(shown?.result, design.acknowledged),
    assessed: assessed ? { design, result: assessed } : previous.assessed,
    assessing: assessed ? 'done' : 'working',
  })
  if (checked && assessed) {
    if (running) engine?.stop()
    running = null
    return
  }
  if (running && isSameDrawing(running, design)) return
  running = design
  engine?.analyse(design, {
    onStage: (result) => keep(design, result),
    onFault: (message) => fail(design, message),
  })
}

function keep(of: Design, result: StageResult): void {
  const known = knownOf(of)
  const { design } = getState()
  const isCurrent = isSameDrawing(of, design)
  if (result.stage === 'checked') {
    known.checked = result
    const diagnoses = withReasons(result, design.acknowledged)
    if (isCurrent) store.setState({ checked: { design, result }, checking: 'done', diagnoses })
  } else {
    known.assessed = result
    if (isCurrent) {
      running = null
      store.setState({ assessed: { design, result }, assessing: 'done' })
    }
  }
}

function fail(of: Design, message: string): void {
  if (!isSameDrawing(of, getState().design)) return
  running = null
  const { checking, assessing } = getResults()
  const failed = (progress: Progress): Progress => (progress === 'working' ? 'failed' : progress)
  store.setState({ checking: failed(checking), assessing: failed(assessing) })
  notify({
    kind: 'error',
    text: 'This drawing could not be analysed, by a fault of the page. What is shown about it is from before the last edit; the next edit tries again.',
    details: [message],
  })
}

interface Reasoned {
  readonly acknowledged: readonly Acknowledgement[]
  readonly diagnoses: readonly ShownDiagnosis[]
}

const reasonedByResult = new WeakMap<Checked, Reasoned>()

/** The findings, those that somebody accepted with the reason. */
function withReasons(
  checked: Checked | undefined,
  acknowledged: readonly Acknowledgement[],
): readonly ShownDiagnosis[] {
  if (!checked) return NO_DIAGNOSES
  const known = reasonedByResult.get(checked)
  if (known?.acknowledged === acknowledged) return known.diagnoses
  const diagnoses = reasoned(checked.diagnoses, acknowledged)
  reasonedByResult.set(checked, { acknowledged, diagnoses })
  return diagnoses
}

/** Findings with the reasons for which they are accepted. */
export function reasoned<T extends ShownDiagnosis>(
  diagnoses: readonly T[],
  acknowledged: readonly Acknowledgement[],
): readonly T[] {
  const reasons = new Map(acknowledged.map((item) => [keyOf(item), item.reason]))
  return diagnoses.map((diagnosis) => {
    const reason = reasons.get(diagnosis.key)
    return reason === undefined ? diagnosis : { ...diagnosis, acknowledged: reason }
  })
}
