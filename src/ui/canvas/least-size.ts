import { PADDING } from '../../core/layout/boxes'
import type { Design, Id, Topology } from '../../core/model/design'
import { childrenOf } from '../../core/model/queries'
import { layoutOf } from '../../state/canvas'

interface Size {
  readonly width: number
  readonly height: number
}

const EMPTY: Size = { width: 160, height: 96 }
const known = new WeakMap<Topology, { readonly layout: object; readonly sizes: Map<Id, Size> }>()

/** The smallest frame that still reaches around what stands in a place. */
export function leastSizeOf(design: Design, id: Id): Size {
  const layout = layoutOf(design)
  const before = known.get(design.topology)
  const sizes = before?.layout === layout ? before.sizes : new Map<Id, Size>()
  if (before?.layout !== layout) known.set(design.topology, { layout, sizes })
  const size = sizes.get(id) ?? measure(design, id)
  sizes.set(id, size)
  return size
}

function measure(design: Design, id: Id): Size {
  const layout = layoutOf(design)
  const { places, components } = childrenOf(design, id)
  const boxes = [...places, ...components].flatMap((child) => layout[child.id] ?? [])
  return {
    width: Math.max(EMPTY.width, ...boxes.map((box) => box.x + (box.width ?? 0) + PADDING.side)),
    height: Math.max(EMPTY.height, ...boxes.map((box) => box.y + (box.height ?? 0) + PADDING.side)),
  }
}
