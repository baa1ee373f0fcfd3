import { useStore as useZustand } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Moment, Simulated } from '../core/capabilities/simulate'
import type { ElementId } from '../core/capabilities/structure'
import { removeDrill, saveDrill } from '../core/document/story'
import type { Id, Scene } from '../core/model/design'
import type { Deployment } from '../core/wiring/deployment'
import { deploymentOf } from './analysis'
import { elementName, namedElement } from './elements'
import { isEmpty } from './empty-design'
import { isSameDrawing } from './engine'
import type { FailureView } from './failure-view'
import { assessment } from './results'
import { edit, getState, notify, type Selection, select, setLocked, subscribe } from './store'

/** The mode in which things of the drawing fail by hand. Nothing of it is saved or undone but the drills. */
export interface Simulation {
  readonly active: boolean
  /** Names as `topology simulate --fail` takes them: ids of components, places and connections, instances, domains. */
  readonly failed: readonly string[]
  readonly moment: Moment
  readonly view: FailureView
  /** What works at the four moments; empty outside the mode. */
  readonly outcomes: readonly Simulated[]
  /** What to know once what has failed comes back. */
  readonly recovery: readonly string[]
  /** What has just changed, for those who do not see it. */
  readonly said: string
  /** How far the worst single failures have been stepped through. */
  readonly worst: { readonly at: number; readonly of: number } | null
}

export const MOMENT_WORDS: Readonly<Record<Moment, string>> = {
  immediate: 'Immediately',
  'after-15-minutes': 'After 15 minutes',
  'after-token-lifetime': 'When tokens run out',
  'after-restart': 'When a gateway restarts',
}

const NOTHING_FAILED: readonly string[] = []
const NO_OUTCOMES: readonly Simulated[] = []
const NO_FAILURE: FailureView = {
  cards: new Map(),
  impaired: new Map(),
  places: new Set(),
  lines: new Set(),
  cut: new Set(),
}
const NO_HINTS: readonly string[] = []

const OFF: Simulation = {
  active: false,
  failed: NOTHING_FAILED,
  moment: 'immediate',
  view: NO_FAILURE,
  outcomes: NO_OUTCOMES,
  recovery: NO_HINTS,
  said: '',
  worst: null,
}

const store = createStore<Simulation>(() => OFF)

export const getSimulation: () => Simulation = store.getState

/** Selectors return a primitive or a stored reference, never a new object. */
export function useSimulation<T>(selector: (state: Simulation) => T): T {
  return useZustand(store, selector)
}

/** What was selected before the mode. */
let before: Selection['ids'] = []

type Failing = typeof import('./failing')

let loaded: Failing | undefined
/** The mode was asked for and is being loaded. */
let entering = false

/** Everything in the mode happens after it was loaded. */
function failing(): Failing {
  if (!loaded) throw new Error('Something fails before the simulation is loaded')
  return loaded
}

/** Loads what the mode needs; false where that fails, which the page then says. */
export async function loadSimulation(): Promise<boolean> {
  try {
    loaded ??= await import('./failing')
    return true
  } catch {
    notify({ kind: 'error', text: 'The simulation could not be loaded. Save to a file and reload the page.' })
    return false
  }
}

/** Starts with everything up, and holds the drawing still: at once, or as soon as the mode is loaded. */
export function enterSimulation(): void {
  if (loaded) begin(loaded)
  else if (!entering) void loadAndBegin()
}

async function loadAndBegin(): Promise<void> {
  entering = true
  await loadSimulation()
  // Whoever pressed the button once more meanwhile wants it no longer.
  if (entering && loaded) begin(loaded)
  entering = false
}

function begin({ simulateFailure }: Failing): void {
  const { design, selection } = getState()
  if (getSimulation().active || isEmpty(design)) return
  before = selection.ids
  select([])
  setLocked(true)
  store.setState({
    ...OFF,
    active: true,
    outcomes: simulateFailure(deploymentOf(design), new Set()),
    said: 'Simulation. Everything is up. Choose a component, place or connection to fail it.',
  })
}

/** Everything is as it was before. */
export function leaveSimulation(): void {
  entering = false
  if (!getSimulation().active) return
  store.setState(OFF)
  setLocked(false)
  select(before)
}

export function toggleSimulation(): void {
  if (entering) entering = false
  else if (getSimulation().active) leaveSimulation()
  else enterSimulation()
}

// Another drawing is another matter: a file that is dropped on the page ends the mode.
subscribe(({ design }, previous) => {
  if (design.topology === previous.design.topology || !getSimulation().active) return
  before = []
  leaveSimulation()
})

/**
 * Fails a component, place or connection, or revives it. Returns why nothing happens: people do not fail, and what is
 * down with its place comes back with its place.
 */
export function toggleFailed(id: string): string | null {
  const { active, failed } = getSimulation()
  if (!active) return null
  const { elementsNamed, whyNot } = failing()
  const deployment = deploymentOf(getState().design)
  const label = elementName(deployment, id)
  const own = elementsNamed(deployment, id)
  // What is failed by its own name, or instance by instance.
  const inside = failed.filter((name) => name === id || isSubset(elementsNamed(deployment, name), own))
  const isCovered =
    failed.includes(id) ||
    (own.length > 0 && isSubset(own, new Set(failed.flatMap((name) => elementsNamed(deployment, name)))))
  if (isCovered && inside.length > 0) {
    return change(without(failed, inside), `${label} revived.`)
  }
  const refusal = whyNot(deployment, id, getSimulation().view)
  if (refusal !== null) return refusal
  return change([...without(failed, inside), id], `${label} failed.`)
}

/** Takes one name off the list of what has failed. */
export function revive(name: string): void {
  const { failed } = getSimulation()
  change(without(failed, [name]), `${elementName(deploymentOf(getState().design), name)} revived.`)
}

export function reviveAll(): void {
  change(NOTHING_FAILED, 'Everything is up again.')
}

export function setMoment(moment: Moment): void {
  const { moment: from, outcomes } = getSimulation()
  if (from === moment) return
  store.setState({ moment, said: `${MOMENT_WORDS[moment]}. ${changes(outcomes, from, outcomes, moment)}` })
}

/**
 * The next of the single failures that take anything away, the most harmful first, as soon as they are worked out.
 * Returns its name; null where there is none, or none is known, which is then said.
 */
export async function nextWorst(): Promise<string | null> {
  const { design } = getState()
  const assessed = await assessment()
  if (!getSimulation().active || !isSameDrawing(design, getState().design)) return null
  const deployment = deploymentOf(design)
  const all = assessed?.worst ?? []
  const { worst } = getSimulation()
  const at = worst === null ? 0 : (worst.at + 1) % Math.max(1, all.length)
  const next = all[at]
  if (!next) {
    const none = 'No single failure takes anything away.'
    store.setState({
      said: assessed ? none : 'The drawing could not be analysed, so the worst failures are not known.',
    })
    return null
  }
  const name = drawnName(deployment, next.element)
  const label = namedElement(deployment, next.element).label
  change([name], `Worst single failure ${at + 1} of ${all.length}: ${label}.`)
  store.setState({ worst: { at, of: all.length } })
  return name
}

/** What the drill says has failed, as far as it is still drawn. Returns the names that are not. */
export function replay(drill: Scene): readonly string[] {
  const deployment = deploymentOf(getState().design)
  const named = drill.failed ?? NOTHING_FAILED
  const known = named.filter((name) => isKnown(deployment, name))
  change(known, `Drill ${drill.title}.`)
  return named.filter((name) => !known.includes(name))
}

/** Saves what has failed as a drill of the design: one undo step. */
export function keepDrill(title: string, note: string): void {
  const { failed } = getSimulation()
  unlocked(() => edit((design) => saveDrill(design, { title, failed, note })))
  store.setState({ said: `Saved the drill ${title.trim()}.` })
}

export function forgetDrill(drill: Scene): void {
  unlocked(() => edit((design) => removeDrill(design, drill)))
  store.setState({ said: `Deleted the drill ${drill.title}.` })
}

/** Drills are edits of the document, not of the topology that the mode holds still. */
function unlocked(run: () => void): void {
  setLocked(false)
  run()
  setLocked(getSimulation().active)
}

/** What works and what does not at the moment that is looked at; null while nothing has failed. */
export function headline({ active, failed, outcomes, moment }: Simulation): string | null {
  return active && failed.length > 0 ? failing().headlineOf(outcomes, moment) : null
}

/** Returns null: something happened. */
function change(failed: readonly string[], what: string): null {
  const deployment = deploymentOf(getState().design)
  const { outcomes: earlier, moment } = getSimulation()
  const { elementsNamed, recoveryOf, simulateFailure, viewOf } = failing()
  const elements = new Set(failed.flatMap((name) => elementsNamed(deployment, name)))
  const cut = new Set<Id>(failed.filter((name) => isConnection(deployment, name)))
  const outcomes = simulateFailure(deployment, elements, cut)
  store.setState({
    failed,
    outcomes,
    recovery: recoveryOf(deployment, elements, cut),
    view: viewOf(deployment, failed, elements, cut),
    said: `${what} ${changes(earlier, moment, outcomes, moment)}`,
    worst: null,
  })
  return null
}

/** `Down: get or refresh a token.` Says what stands differently from before. */
function changes(earlier: readonly Simulated[], then: Moment, later: readonly Simulated[], now: Moment): string {
  const statusBefore = new Map(earlier.map((item) => [item.id, item.moments[then].status]))
  const changed = later.filter((item) => item.moments[now].status !== statusBefore.get(item.id))
  const parts = (['down', 'degraded', 'working'] as const).flatMap((status) => {
    const names = changed.filter((item) => item.moments[now].status === status).map(({ name }) => lowerFirst(name))
    return names.length === 0 ? [] : [`${WORDS[status]}: ${names.join(', ')}.`]
  })
  return parts.length === 0 ? 'No capability changes.' : parts.join(' ')
}

const WORDS = { down: 'Down', degraded: 'Degraded', working: 'Working again' } as const

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

/** The id of the card or frame where there is one: it can be toggled, and saved as people name it. */
function drawnName(deployment: Deployment, element: ElementId): string {
  const instance = deployment.instance.get(element)
  if (instance) return (instance.component.replicas ?? 1) > 1 ? element : instance.component.id
  return deployment.domains.find(({ key }) => key === element)?.places[0]?.id ?? element
}

function isKnown(deployment: Deployment, name: string): boolean {
  return isConnection(deployment, name) || failing().elementsNamed(deployment, name).length > 0
}

function isConnection(deployment: Deployment, name: string): boolean {
  return deployment.purposes.has(name)
}

function without(names: readonly string[], gone: readonly string[]): readonly string[] {
  return names.filter((name) => !gone.includes(name))
}

function isSubset(elements: readonly ElementId[], all: readonly ElementId[] | ReadonlySet<ElementId>): boolean {
  const set = new Set(all)
  return elements.length > 0 && elements.every((element) => set.has(element))
}
