import { moveInto } from '../../core/document/edits'
import { completeLayout } from '../../core/layout/complete-layout'
import type { Design, Id } from '../../core/model/design'

/** Moves an element into a place (undefined = onto the canvas itself), to a spot in there that is free. */
export function relocate(design: Design, id: Id, place: Id | undefined): Design {
  const moved = moveInto(design, id, place, { x: 0, y: 0 })
  if (moved.topology === design.topology) return design
  const { [id]: _, ...others } = moved.layout
  return { ...moved, layout: completeLayout({ topology: moved.topology, layout: others }) }
}
