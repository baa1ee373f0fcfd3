import type { Box, Component, Design, Id, Layout, Place, Topology } from '../model/design'
import { autoLayout } from './auto-layout'
import { GAP, isPlace, PADDING, type Point, type Rect, sizeOf, touches, treeOf } from './boxes'
import { freeSpot } from './free-spot'

/**
 * A box for every element: those of the document, and for what it does not place (a file without a layout, a gateway
 * that a fix added) a spot that overlaps nothing. Places reach around what stands in them, and one that had to grow
 * pushes its neighbours aside. Boxes that need no change keep their reference.
 */
export function completeLayout(design: Pick<Design, 'topology' | 'layout'>): Layout {
  const { topology, layout } = design
  const known = complete.get(topology)
  if (known?.from === layout) return known.to
  const to = work(topology, layout)
  complete.set(topology, { from: layout, to })
  return to
}

const complete = new WeakMap<Topology, { readonly from: Layout; readonly to: Layout }>()

function work(topology: Topology, layout: Layout): Layout {
  const elements = [...topology.places, ...topology.components]
  if (elements.length === 0) return layout
  if (elements.every(({ id }) => layout[id] === undefined)) return autoLayout(topology)
  const boxes = new Map<Id, Box>()
  const arranger = new Arranger(topology, layout, boxes)
  arranger.arrange(null)
  const unchanged = Object.keys(layout).length === boxes.size && [...boxes].every(([id, box]) => layout[id] === box)
  return unchanged ? layout : Object.fromEntries(boxes)
}

interface Size {
  readonly width: number
  readonly height: number
}

class Arranger {
  readonly #tree
  readonly #element: ReadonlyMap<Id, Place | Component>
  readonly #stored: Layout
  readonly #boxes: Map<Id, Box>

  constructor(topology: Topology, stored: Layout, boxes: Map<Id, Box>) {
    this.#tree = treeOf(topology)
    this.#element = new Map([...topology.places, ...topology.components].map((element) => [element.id, element]))
    this.#stored = stored
    this.#boxes = boxes
  }

  /** Places what stands in one container, inner places first; returns the size that the container needs. */
  arrange(container: Id | null): { width: number; height: number } {
    const children = (this.#tree.children.get(container) ?? []).flatMap((id) => this.#element.get(id) ?? [])
    const rects = new Map<Id, Rect>()
    const grown = new Map<Id, Size>()
    const missing: { id: Id; size: { width: number; height: number } }[] = []
    for (const child of children) {
      const box = this.#stored[child.id]
      const size = this.#sizeFor(child, box)
      if (!box) {
        missing.push({ id: child.id, size })
        continue
      }
      rects.set(child.id, { x: box.x, y: box.y, ...size })
      const before = sizeOf(child, box)
      if (size.width > before.width || size.height > before.height) grown.set(child.id, before)
    }
    for (const [id, before] of grown) pushAside(rects, id, before)
    for (const { id, size } of missing) {
      const spot = freeSpot(this.#room(container, [...rects.values()]), size)
      rects.set(id, { ...spot, ...size })
    }
    for (const [id, rect] of rects) this.#boxes.set(id, sameBox(this.#stored[id], rect))
    return {
      width: Math.max(0, ...[...rects.values()].map((rect) => rect.x + rect.width + PADDING.side)),
      height: Math.max(0, ...[...rects.values()].map((rect) => rect.y + rect.height + PADDING.side)),
    }
  }

  #sizeFor(child: Place | Component, box: Box | undefined): { width: number; height: number } {
    const size = sizeOf(child, box)
    if (!isPlace(child)) return size
    const needed = this.arrange(child.id)
    return { width: Math.max(size.width, needed.width), height: Math.max(size.height, needed.height) }
  }

  #room(
    container: Id | null,
    taken: readonly Rect[],
  ): { origin: Point; width: number; height: number; taken: readonly Rect[] } {
    if (container === null) {
      // The canvas has no edge: line up with what is there.
      const left = Math.min(0, ...taken.map((rect) => rect.x))
      const top = Math.min(0, ...taken.map((rect) => rect.y))
      const right = Math.max(0, ...taken.map((rect) => rect.x + rect.width))
      const bottom = Math.max(0, ...taken.map((rect) => rect.y + rect.height))
      return { origin: { x: left, y: top }, width: right, height: bottom, taken }
    }
    const element = this.#element.get(container)
    const size = element ? sizeOf(element, this.#stored[container]) : { width: 0, height: 0 }
    const inside = { width: size.width - PADDING.side, height: size.height - PADDING.side }
    return { origin: { x: PADDING.side, y: PADDING.top }, ...inside, taken }
  }
}

/** The stored box when it says the same, so that what did not move is recognised by reference. */
function sameBox(stored: Box | undefined, rect: Rect): Box {
  if (
    stored &&
    stored.x === rect.x &&
    stored.y === rect.y &&
    (stored.width ?? rect.width) === rect.width &&
    (stored.height ?? rect.height) === rect.height
  )
    return stored
  return rect
}

/**
 * Moves neighbours out of the way of a rectangle that grew to the right and downwards, and their neighbours in turn: what
 * stood right of it goes right, what stood below goes down, so that a drawing keeps its order. Nothing moves left or up,
 * so this ends.
 */
function pushAside(rects: Map<Id, Rect>, id: Id, sizeBefore: Size): void {
  const before = new Map(rects)
  const own = rects.get(id)
  if (own) before.set(id, { ...own, ...sizeBefore })
  const queue = [id]
  for (let budget = rects.size * rects.size; queue.length > 0 && budget > 0; budget--) {
    const mover = queue.shift()
    const rect = mover === undefined ? undefined : rects.get(mover)
    const old = mover === undefined ? undefined : before.get(mover)
    if (!rect || !old) continue
    for (const [other, neighbour] of rects) {
      if (other === mover || other === id || !touches(rect, neighbour)) continue
      const right = rect.x + rect.width + GAP.row / 2 - neighbour.x
      const down = rect.y + rect.height + GAP.row / 2 - neighbour.y
      const was = before.get(other) ?? neighbour
      const goesRight = was.x >= old.x + old.width || (was.y < old.y + old.height && right <= down)
      rects.set(other, goesRight ? { ...neighbour, x: neighbour.x + right } : { ...neighbour, y: neighbour.y + down })
      queue.push(other)
    }
  }
}
