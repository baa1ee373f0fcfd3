import type { Edge, Node } from '@xyflow/react'
import { isPlace, sizeOf, treeOf } from '../../core/layout/boxes'
import type { Box, Component, Design, Id, Layout, Place } from '../../core/model/design'
import { labelOf } from '../../core/wiring/placement'

/** React Flow's picture of a design. An element that did not change keeps its object, so that React Flow skips it. */
export const PLACE = 'place'
export const COMPONENT = 'component'
export const CONNECTION = 'connection'

/** Layers: places by depth, then lines, then cards. */
const LINES_Z = 100
const CARDS_Z = 200

const NO_DATA = {}

interface Remembered<T> {
  readonly inputs: readonly unknown[]
  readonly value: T
}

/** Builds the flow elements of one canvas and remembers the last of each. */
export class FlowElements {
  #nodes = new Map<Id, Remembered<Node>>()
  #edges = new Map<Id, Remembered<Edge>>()

  nodes(design: Design, layout: Layout, selected: ReadonlySet<Id>): Node[] {
    const tree = treeOf(design.topology)
    const before = this.#nodes
    this.#nodes = new Map()
    return [...tree.places, ...tree.components].map((element) => {
      const { id } = element
      const parent = tree.parent.get(id) ?? null
      const depth = tree.depth.get(id) ?? 0
      const inputs = [layout[id], parent, depth, element.label, selected.has(id)]
      const known = before.get(id)
      const value =
        known && isSame(known.inputs, inputs)
          ? known.value
          : nodeOf(element, layout[id], parent, depth, selected.has(id))
      this.#nodes.set(id, { inputs, value })
      return value
    })
  }

  edges(design: Design, selected: ReadonlySet<Id>): Edge[] {
    const { components, places, connections } = design.topology
    const component = new Map(components.map((item) => [item.id, item]))
    const label = new Map([...components, ...places].map((item) => [item.id, labelOf(item)]))
    const before = this.#edges
    this.#edges = new Map()
    return connections.flatMap(({ id, from, to }) => {
      // A dangling connection is a finding; there is nothing to draw it between.
      if (!component.has(from) || !component.has(to) || from === to) return []
      const ariaLabel = `Connection from ${label.get(from)} to ${label.get(to)}`
      const inputs = [from, to, ariaLabel, selected.has(id)]
      const known = before.get(id)
      const value =
        known && isSame(known.inputs, inputs)
          ? known.value
          : {
              id,
              type: CONNECTION,
              source: from,
              target: to,
              zIndex: selected.has(id) ? LINES_Z + 1 : LINES_Z,
              selected: selected.has(id),
              ariaLabel,
              data: NO_DATA,
              interactionWidth: 14,
            }
      this.#edges.set(id, { inputs, value })
      return [value]
    })
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((value, index) => value === b[index])
}

function nodeOf(
  element: Place | Component,
  box: Box | undefined,
  parent: Id | null,
  depth: number,
  selected: boolean,
): Node {
  const { x, y } = box ?? { x: 0, y: 0 }
  const { width, height } = sizeOf(element, box)
  const place = isPlace(element)
  return {
    id: element.id,
    type: place ? PLACE : COMPONENT,
    position: { x, y },
    width,
    height,
    measured: { width, height },
    zIndex: place ? depth : CARDS_Z,
    selected,
    ariaLabel: labelOf(element),
    data: NO_DATA,
    ...(parent !== null && { parentId: parent }),
    // The body of a place lets the pointer through to the canvas: only its tab and edge take hold of it.
    ...(place && { dragHandle: '.canvas-place-grip', connectable: false, style: { pointerEvents: 'none' } }),
  }
}
