import { PLACE_KINDS } from '../kinds'
import type { Box, Component, Id, Layout, Place, Topology } from '../model/design'

/** Where things are drawn. All figures are flow units; a rectangle's `x` and `y` are its top left corner. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Size of a component's card. */
export const CARD = { width: 200, height: 64 } as const

/** Room that a place keeps between its frame and what stands in it; its tab takes the top. */
export const PADDING = { top: 44, side: 24 } as const

/** Space between neighbours that are placed by the program. */
export const GAP = { column: 48, row: 40 } as const

/** The tab with a place's name lies inside its frame, at the top left. */
export const TAB_HEIGHT = 28

export interface Tree {
  /** Places, parents before their children. */
  readonly places: readonly Place[]
  readonly components: readonly Component[]
  /** Ids inside each place; `null` = on the canvas itself. Places first, each in document order. */
  readonly children: ReadonlyMap<Id | null, readonly Id[]>
  /** A parent that does not exist, and one that closes a cycle, count as the canvas. */
  readonly parent: ReadonlyMap<Id, Id | null>
  readonly depth: ReadonlyMap<Id, number>
}

const trees = new WeakMap<Topology, Tree>()

/** Who stands in whom. */
export function treeOf(topology: Topology): Tree {
  const known = trees.get(topology)
  if (known) return known
  const tree = growTree(topology)
  trees.set(topology, tree)
  return tree
}

function growTree({ places, components }: Topology): Tree {
  const byId = new Map(places.map((place) => [place.id, place]))
  const parent = new Map<Id, Id | null>()
  const depth = new Map<Id, number>()
  for (const place of places) {
    const up = place.parent !== undefined && byId.has(place.parent) ? place.parent : null
    parent.set(place.id, up === null || leadsTo(byId, up, place.id) ? null : up)
  }
  const depthOf = (id: Id): number => {
    const up = parent.get(id) ?? null
    return up === null ? 0 : depthOf(up) + 1
  }
  for (const place of places) depth.set(place.id, depthOf(place.id))
  for (const component of components) {
    const up = component.place !== undefined && byId.has(component.place) ? component.place : null
    parent.set(component.id, up)
    depth.set(component.id, up === null ? 0 : (depth.get(up) ?? 0) + 1)
  }
  const children = new Map<Id | null, Id[]>([[null, []]])
  for (const place of places) children.set(place.id, [])
  for (const { id } of [...places, ...components]) children.get(parent.get(id) ?? null)?.push(id)
  const parentsFirst = [...places].sort((a, b) => (depth.get(a.id) ?? 0) - (depth.get(b.id) ?? 0))
  return { places: parentsFirst, components, children, parent, depth }
}

function leadsTo(byId: ReadonlyMap<Id, Place>, from: Id, to: Id): boolean {
  const seen = new Set<Id>()
  for (let id: Id | undefined = from; id !== undefined && !seen.has(id); id = byId.get(id)?.parent) {
    if (id === to) return true
    seen.add(id)
  }
  return false
}

/** Every id inside a place, at any depth, the place itself not included. */
export function descendantsOf(tree: Tree, id: Id): readonly Id[] {
  const children = tree.children.get(id) ?? []
  return children.flatMap((child) => [child, ...descendantsOf(tree, child)])
}

/** Absolute rectangles of everything drawn, from a layout that has a box for each element (`complete-layout.ts`). */
export function absoluteRects(topology: Topology, layout: Layout): ReadonlyMap<Id, Rect> {
  const tree = treeOf(topology)
  const rects = new Map<Id, Rect>()
  for (const element of [...tree.places, ...tree.components]) {
    const up = tree.parent.get(element.id) ?? null
    const origin = up === null ? undefined : rects.get(up)
    const box = layout[element.id]
    const size = sizeOf(element, box)
    rects.set(element.id, { x: (origin?.x ?? 0) + (box?.x ?? 0), y: (origin?.y ?? 0) + (box?.y ?? 0), ...size })
  }
  return rects
}

/** A card is always of one size, whatever the file says; a frame has the size it was given, or its kind's. */
export function sizeOf(element: Place | Component, box: Box | undefined): { width: number; height: number } {
  if (!isPlace(element)) return CARD
  const usual = PLACE_KINDS[element.kind].size
  return { width: box?.width ?? usual.width, height: box?.height ?? usual.height }
}

export function isPlace(element: Place | Component): element is Place {
  return element.kind in PLACE_KINDS
}

export function contains(rect: Rect, point: Point): boolean {
  return point.x >= rect.x && point.x <= rect.x + rect.width && point.y >= rect.y && point.y <= rect.y + rect.height
}

export function centreOf(rect: Rect): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
}

/** Whether two rectangles come closer than `gap`. */
export function touches(a: Rect, b: Rect, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap
  )
}

/** The smallest rectangle around all; null when there are none. */
export function boundsOf(rects: Iterable<Rect>): Rect | null {
  const all = [...rects]
  if (all.length === 0) return null
  const left = Math.min(...all.map((rect) => rect.x))
  const top = Math.min(...all.map((rect) => rect.y))
  const right = Math.max(...all.map((rect) => rect.x + rect.width))
  const bottom = Math.max(...all.map((rect) => rect.y + rect.height))
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The deepest place at a point; of two equally deep the one drawn last. `null` = the canvas itself. */
export function placeAt(
  topology: Topology,
  rects: ReadonlyMap<Id, Rect>,
  point: Point,
  allowed: (place: Place) => boolean = () => true,
): Id | null {
  const tree = treeOf(topology)
  let best: { id: Id; depth: number } | null = null
  for (const place of tree.places) {
    const rect = rects.get(place.id)
    const depth = tree.depth.get(place.id) ?? 0
    if (!rect || !contains(rect, point) || !allowed(place)) continue
    if (best === null || depth >= best.depth) best = { id: place.id, depth }
  }
  return best?.id ?? null
}
