import { useStore as useZustand } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Design, Id } from '../core/model/design'
import type { Target } from '../core/serialize/file-tree'
import { emptyDesign } from './empty-design'

/** Undo steps that are kept; the designs share what they have in common, so a step costs little. */
export const HISTORY_LIMIT = 200

export type RightPanel = 'inspector' | 'findings' | 'pattern' | 'capabilities'
export type LeftPanel = 'palette' | 'patterns'
export type Theme = 'light' | 'dark' | 'system'
export type SaveState = 'saved' | 'saving' | 'failed'

/** CSS pixels. */
export interface PanelSizes {
  readonly left: number
  readonly right: number
  readonly bottom: number
}

export interface Panel {
  readonly left: LeftPanel
  readonly right: RightPanel
  readonly leftOpen: boolean
  readonly rightOpen: boolean
  readonly bottomOpen: boolean
  readonly sizes: PanelSizes
  /** What files are shown for; `drawn` until somebody chooses, for what the drawing stands on. */
  readonly target: Target | 'drawn'
  readonly theme: Theme
  readonly minimap: boolean
}

export interface Notice {
  readonly kind: 'info' | 'error'
  readonly text: string
  readonly details?: readonly string[]
}

export interface Selection {
  /** Components, places and connections. */
  readonly ids: readonly Id[]
}

export interface State {
  readonly design: Design
  readonly past: readonly Design[]
  readonly future: readonly Design[]
  /** Key of the gesture that the last edit belongs to: an edit with the same key joins its undo step. */
  readonly mergeKey: string | null
  readonly selection: Selection
  /** The drawing is held still: edits, undo and redo do nothing. */
  readonly locked: boolean
  readonly panel: Panel
  readonly saveState: SaveState
  readonly notice: Notice | null
}

const NOTHING: Selection = { ids: [] }

export const DEFAULT_PANEL: Panel = {
  left: 'palette',
  right: 'inspector',
  leftOpen: true,
  rightOpen: true,
  bottomOpen: false,
  sizes: { left: 240, right: 320, bottom: 280 },
  target: 'drawn',
  theme: 'system',
  minimap: false,
}

const store = createStore<State>(() => ({
  design: emptyDesign(),
  past: [],
  future: [],
  mergeKey: null,
  selection: NOTHING,
  locked: false,
  panel: DEFAULT_PANEL,
  saveState: 'saved',
  notice: null,
}))

export const getState: () => State = store.getState
export const subscribe: (listener: (state: State, previous: State) => void) => () => void = store.subscribe

/** Selectors return a primitive or a stored reference, never a new object. */
export function useStore<T>(selector: (state: State) => T): T {
  return useZustand(store, selector)
}

/**
 * Applies a core edit as one undo step. Edits in a row with one `mergeKey` (one gesture, such as typing until blur)
 * are one step; `endGesture` closes it. An edit that returns the design unchanged leaves no step, nor does any while the
 * drawing is locked.
 */
export function edit(change: (design: Design) => Design, mergeKey: string | null = null): void {
  const { design, past, mergeKey: lastKey, selection, locked } = getState()
  if (locked) return
  const next = change(design)
  if (next === design) return
  const continues = mergeKey !== null && mergeKey === lastKey && past.length > 0
  store.setState({
    design: next,
    past: continues ? past : [...past, design].slice(-HISTORY_LIMIT),
    future: [],
    mergeKey,
    selection: existing(selection, next),
  })
}

/** The next edit starts an undo step of its own, whatever its merge key. */
export function endGesture(): void {
  if (getState().mergeKey !== null) store.setState({ mergeKey: null })
}

export function undo(): void {
  const { design, past, future, selection, locked } = getState()
  const previous = past.at(-1)
  if (!previous || locked) return
  store.setState({
    design: previous,
    past: past.slice(0, -1),
    future: [design, ...future],
    mergeKey: null,
    selection: existing(selection, previous),
  })
}

export function redo(): void {
  const { design, past, future, selection, locked } = getState()
  const [next, ...rest] = future
  if (!next || locked) return
  store.setState({
    design: next,
    past: [...past, design],
    future: rest,
    mergeKey: null,
    selection: existing(selection, next),
  })
}

/** Starts over with a design: no history, nothing selected. To replace a drawing undoably, `edit(() => design)`. */
export function openDesign(design: Design): void {
  store.setState({ design, past: [], future: [], mergeKey: null, selection: NOTHING, notice: null })
}

export function select(ids: readonly Id[]): void {
  const { ids: current } = getState().selection
  if (current.length === ids.length && current.every((id, index) => id === ids[index])) return
  // Another selection is another gesture: typing in the next form, or moving something else, is a step of its own.
  store.setState({ selection: ids.length === 0 ? NOTHING : { ids }, mergeKey: null })
}

export function setLocked(locked: boolean): void {
  if (getState().locked !== locked) store.setState({ locked })
}

export function setPanel(patch: Partial<Panel>): void {
  store.setState({ panel: { ...getState().panel, ...patch } })
}

export function notify(notice: Notice | null): void {
  store.setState({ notice })
}

export function setSaveState(saveState: SaveState): void {
  if (getState().saveState !== saveState) store.setState({ saveState })
}

/** The selection without what the design no longer has. */
function existing(selection: Selection, design: Design): Selection {
  if (selection.ids.length === 0) return selection
  const { places, components, connections } = design.topology
  const ids = new Set([...places, ...components, ...connections].map((element) => element.id))
  const kept = selection.ids.filter((id) => ids.has(id))
  if (kept.length === selection.ids.length) return selection
  return kept.length === 0 ? NOTHING : { ids: kept }
}
