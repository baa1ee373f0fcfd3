import { useStore as useZustand } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { absoluteRects, type Point, type Rect, TAB_HEIGHT } from '../core/layout/boxes'
import { completeLayout } from '../core/layout/complete-layout'
import { type Route, routeLines } from '../core/layout/route'
import { type LineFamily, PURPOSES } from '../core/links/purposes'
import type { Connection, Design, Id, Layout, Topology } from '../core/model/design'
import { judgeLink, type LinkVerdict } from '../core/wiring/judge'
import { lineFamily } from '../core/wiring/line-family'
import { tabWidth } from '../core/wiring/measure'
import { labelOf } from '../core/wiring/placement'
import { deploymentOf } from './analysis'
import { getState } from './store'

/** What the canvas shows for a moment: nothing of it is saved or undone. */
export interface Connecting {
  readonly from: Id
  /** Whether a line may be drawn to each other component, and if not, why. */
  readonly verdicts: ReadonlyMap<Id, LinkVerdict>
}

/** A line that what is dragged lies on together with a neighbour. Flow units. */
export interface Guide {
  readonly axis: 'x' | 'y'
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface CanvasState {
  readonly connecting: Connecting | null
  /** Component under the pointer: its lines are lit. */
  readonly hovered: Id | null
  /** Connection under the pointer. */
  readonly hoveredLine: Id | null
  /** What a panel points out on the drawing: where a line of a file came from, for one. */
  readonly pointedOut: ReadonlySet<Id>
  /** Ways of the connections; of an earlier drawing until the lines of this one are led. */
  readonly routes: ReadonlyMap<Id, Route>
}

const NO_GUIDES: readonly Guide[] = []
const NO_ROUTES: ReadonlyMap<Id, Route> = new Map()
const NOTHING_OUT: ReadonlySet<Id> = new Set()

/** Changes with every pointer event of a drag, so it is apart from what every line and card listens to. */
export interface DragState {
  /** Place that would take what is dragged. */
  readonly dropTarget: Id | null
  readonly guides: readonly Guide[]
}

const dragStore = createStore<DragState>(() => ({ dropTarget: null, guides: NO_GUIDES }))

export function useDragState<T>(selector: (state: DragState) => T): T {
  return useZustand(dragStore, selector)
}

export function setDropTarget(dropTarget: Id | null): void {
  if (dragStore.getState().dropTarget !== dropTarget) dragStore.setState({ dropTarget })
}

export function setGuides(guides: readonly Guide[]): void {
  if (guides.length === 0 && dragStore.getState().guides.length === 0) return
  dragStore.setState({ guides: guides.length === 0 ? NO_GUIDES : guides })
}

const store = createStore<CanvasState>(() => ({
  connecting: null,
  hovered: null,
  hoveredLine: null,
  pointedOut: NOTHING_OUT,
  routes: NO_ROUTES,
}))

export function useCanvas<T>(selector: (state: CanvasState) => T): T {
  return useZustand(store, selector)
}

export const getCanvas: () => CanvasState = store.getState

export function setHovered(hovered: Id | null): void {
  if (store.getState().hovered !== hovered) store.setState({ hovered })
}

export function setHoveredLine(hoveredLine: Id | null): void {
  if (store.getState().hoveredLine !== hoveredLine) store.setState({ hoveredLine })
}

/** Marks components, places and connections on the drawing until the next call; of an instance, its component. */
export function pointOut(ids: readonly Id[]): void {
  if (ids.length === 0 && store.getState().pointedOut.size === 0) return
  store.setState({ pointedOut: ids.length === 0 ? NOTHING_OUT : new Set(ids.map((id) => id.split('#')[0] ?? id)) })
}

/** Judges every component as the other end of a line from this one, once for the whole gesture. */
export function startConnecting(from: Id): void {
  const { design } = getState()
  const verdicts = new Map(
    design.topology.components.map((component) => [component.id, judgeLink(design, from, component.id)]),
  )
  store.setState({ connecting: { from, verdicts } })
}

export function stopConnecting(): void {
  if (store.getState().connecting !== null) store.setState({ connecting: null })
}

/** Boxes of everything drawn, also of what the document does not place. */
export function layoutOf(design: Design): Layout {
  return completeLayout(design)
}

const rectsByTopology = new WeakMap<Topology, { readonly layout: Layout; readonly rects: ReadonlyMap<Id, Rect> }>()

/** Absolute rectangles of everything drawn. */
export function rectsOf(design: Design): ReadonlyMap<Id, Rect> {
  const layout = completeLayout(design)
  const known = rectsByTopology.get(design.topology)
  if (known?.layout === layout) return known.rects
  const rects = absoluteRects(design.topology, layout)
  rectsByTopology.set(design.topology, { layout, rects })
  return rects
}

/** The family whose colour and stroke a connection has: that of its first purpose in the table's order. */
export function familyOf(design: Design, connection: Connection): LineFamily {
  return lineFamily(deploymentOf(design), connection)
}

/** `Control, Events`: what a connection carries, for its label. */
export function purposesText(design: Design, connection: Connection): string {
  const purposes = deploymentOf(design).purposes.get(connection.id) ?? []
  if (connection.label !== undefined) return connection.label
  return purposes.length === 0 ? 'Carries nothing' : purposes.map((id) => PURPOSES[id].label).join(', ')
}

let routedAs = ''

/** Beyond this many lines the page shows the edit first and draws their way round cards afterwards. */
const ROUTED_AT_ONCE = 120
/** Beyond this many cards or lines these go straight from side to side: at that size nobody follows one with the eye. */
const ROUTED_CARDS = 300
/** More would hold the page for a second and longer after each move. */
const ROUTED_LINES = 500

/**
 * Leads every connection round cards and tabs, unless nothing has moved that lines start at, end at or must avoid: most
 * edits change none of it. Returns what stops a calculation that has not begun.
 */
export function updateRoutes(design: Design): () => void {
  const { components, connections, places } = design.topology
  const rects = rectsOf(design)
  const cards = new Map(components.flatMap(({ id }) => entry(rects, id)))
  const blocks = places.flatMap((place) => {
    const rect = rects.get(place.id)
    return rect ? [{ x: rect.x, y: rect.y, width: tabWidth(labelOf(place)), height: TAB_HEIGHT }] : []
  })
  const lines = connections.map((connection) => ({
    id: connection.id,
    from: connection.from,
    to: connection.to,
    family: familyOf(design, connection),
  }))
  const signature = JSON.stringify([[...cards], blocks, lines])
  if (signature === routedAs) return () => {}
  const route = () => {
    routedAs = signature
    const isTooMuch = components.length > ROUTED_CARDS || lines.length > ROUTED_LINES
    store.setState({ routes: isTooMuch ? NO_ROUTES : routeLines({ cards, blocks, lines }) })
  }
  if (lines.length <= ROUTED_AT_ONCE) {
    route()
    return () => {}
  }
  const timer = setTimeout(route, 0)
  return () => clearTimeout(timer)
}

function entry(rects: ReadonlyMap<Id, Rect>, id: Id): [Id, Rect][] {
  const rect = rects.get(id)
  return rect ? [[id, rect]] : []
}

export function useRoute(id: Id): Route | undefined {
  return useCanvas((state) => state.routes.get(id))
}

/** Where a route is halfway along. */
export function middleOf(route: Route): Point {
  const lengths = route.slice(1).map((point, index) => {
    const before = route[index] ?? point
    return Math.abs(point.x - before.x) + Math.abs(point.y - before.y)
  })
  let rest = lengths.reduce((sum, length) => sum + length, 0) / 2
  for (const [index, length] of lengths.entries()) {
    const a = route[index]
    const b = route[index + 1]
    if (a && b && rest <= length && length > 0) {
      const share = rest / length
      return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
    }
    rest -= length
  }
  return route[0] ?? { x: 0, y: 0 }
}
