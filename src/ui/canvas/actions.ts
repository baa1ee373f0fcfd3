import { connect as addConnection, addedIds, removeElements } from '../../core/document/edits'
import { KINDS, PLACE_KINDS } from '../../core/kinds'
import { autoLayout } from '../../core/layout/auto-layout'
import { CARD, type Point, placeAt, type Rect } from '../../core/layout/boxes'
import {
  type Added,
  addComponentAt,
  addPlaceAt,
  duplicateBeside,
  moveElements,
  nearestStanding,
} from '../../core/layout/placing'
import type { Id, KindId, PlaceKindId } from '../../core/model/design'
import { componentById, holderOf, placeById } from '../../core/model/queries'
import { judgeLink } from '../../core/wiring/judge'
import { rectsOf } from '../../state/canvas'
import { edit, endGesture, getState, notify, select } from '../../state/store'
import { reveal } from '../common/reveal'
import { fitView, visibleRect } from './viewport'

/** What a person does on the canvas, for mouse, keyboard and commands alike. Each is one undo step. */
export type PaletteKind = KindId | PlaceKindId

export function isPlaceKind(kind: PaletteKind): kind is PlaceKindId {
  return kind in PLACE_KINDS
}

/**
 * Adds one of a kind where the selection is: into the selected place, or beside the selected component; with nothing
 * selected into the middle of what is in sight. It never lies on anything else.
 */
export function addKind(kind: PaletteKind): void {
  const { design, selection } = getState()
  const [chosen] = selection.ids
  if (isOutside(kind)) {
    add(kind, undefined, design.topology.components.length > 0 ? undefined : middleOfView(kind))
    return
  }
  const wished = chosen === undefined ? undefined : placeById(design, chosen) ? chosen : holderOf(design, chosen)
  add(kind, wished, wished === undefined ? middleOfView(kind) : undefined)
}

/** People, programs and backends around the deployment stand outside its places, unless they are dragged into one. */
function isOutside(kind: PaletteKind): boolean {
  return !isPlaceKind(kind) && KINDS[kind].palette === 'Actors'
}

/** Adds one of a kind under a point of the canvas, in the innermost place there. */
export function dropKind(kind: PaletteKind, point: Point): void {
  const { design } = getState()
  const rects = rectsOf(design)
  const under = placeAt(design.topology, rects, point) ?? undefined
  const size = sizeOf(kind)
  // A card is held at its middle, a place at its tab.
  const corner = isPlaceKind(kind)
    ? { x: point.x - 24, y: point.y - 14 }
    : { x: point.x - size.width / 2, y: point.y - size.height / 2 }
  add(kind, under, corner)
}

/** `corner` is a point of the canvas. */
function add(kind: PaletteKind, wished: Id | undefined, corner: Point | undefined): void {
  const { design } = getState()
  let place = wished
  if (isPlaceKind(kind)) {
    const standing = nearestStanding(design, kind, wished)
    if (!standing.ok) {
      notify({ kind: 'info', text: standing.reason })
      return
    }
    place = standing.place
  }
  const origin = (place === undefined ? undefined : rectsOf(design).get(place)) ?? { x: 0, y: 0 }
  const at = corner && { x: corner.x - origin.x, y: corner.y - origin.y }
  const spot = { place, ...(at && { at }) }
  const added: Added = isPlaceKind(kind) ? addPlaceAt(design, kind, spot) : addComponentAt(design, kind, spot)
  edit(() => added.design)
  notify(null)
  select([added.id])
  reveal([added.id])
}

function sizeOf(kind: PaletteKind): { readonly width: number; readonly height: number } {
  return isPlaceKind(kind) ? PLACE_KINDS[kind].size : CARD
}

function middleOfView(kind: PaletteKind): Point {
  const view: Rect = visibleRect()
  const { width, height } = sizeOf(kind)
  return { x: view.x + (view.width - width) / 2, y: view.y + (view.height - height) / 2 }
}

/** Draws a connection if it is legal, and selects it. Returns why not otherwise. */
export function connect(from: Id, to: Id): string | null {
  const { design } = getState()
  const verdict = judgeLink(design, from, to)
  if (!verdict.ok) return verdict.reason
  const next = addConnection(design, from, to)
  if (next === design) return null
  edit(() => next)
  select(addedIds(design, next))
  return null
}

export function deleteSelection(): void {
  const { ids } = getState().selection
  if (ids.length === 0) return
  edit((design) => removeElements(design, ids))
  select([])
}

export function duplicateSelection(): void {
  const { design, selection } = getState()
  const copied = duplicateBeside(design, selection.ids)
  if (copied.ids.length === 0) return
  edit(() => copied.design)
  select(copied.ids)
  reveal(copied.ids)
}

export function selectAll(): void {
  const { places, components } = getState().design.topology
  select([...places, ...components].map((element) => element.id))
}

/** Moves the selection; presses in a row are one undo step until the selection changes. */
export function nudgeSelection(by: Point): void {
  const { design, selection } = getState()
  const rects = rectsOf(design)
  const chosen = new Set(selection.ids)
  const targets = new Map<Id, Point>()
  for (const id of selection.ids) {
    const rect = rects.get(id)
    // What stands in a place that moves goes along with it.
    if (rect && !isWithin(id, chosen)) targets.set(id, { x: rect.x + by.x, y: rect.y + by.y })
  }
  if (targets.size > 0) edit((now) => moveElements(now, targets), `nudge ${selection.ids.join(' ')}`)
}

function isWithin(id: Id, places: ReadonlySet<Id>): boolean {
  const { design } = getState()
  for (let holder = holderOf(design, id); holder !== undefined; holder = holderOf(design, holder)) {
    if (places.has(holder)) return true
  }
  return false
}

/** Lays the whole drawing out afresh. */
export function arrange(): void {
  edit((design) => ({ ...design, layout: autoLayout(design.topology) }))
  requestAnimationFrame(() => fitView())
}

/** Steps through the connections of the selected component, or through all. */
export function selectConnection(step: 1 | -1): void {
  const { design, selection } = getState()
  const [chosen] = selection.ids
  const { connections } = design.topology
  const current = connections.find((connection) => connection.id === chosen)
  const component = chosen !== undefined && componentById(design, chosen) ? chosen : stepping
  const own = connections.filter(({ from, to }) => from === component || to === component)
  const list = own.length > 0 && (!current || own.includes(current)) ? own : connections
  stepping = list === own ? component : undefined
  if (list.length === 0) return
  const at = current ? list.indexOf(current) : step > 0 ? -1 : 0
  const next = list[(at + step + list.length) % list.length]
  if (next) select([next.id])
}

/** The component whose connections are being stepped through. */
let stepping: Id | undefined

/** Escape: closes the notice, else clears the selection. */
export function dismiss(): void {
  const { selection, notice } = getState()
  endGesture()
  if (notice !== null) notify(null)
  else if (selection.ids.length > 0) select([])
}
