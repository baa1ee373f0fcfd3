import { addedIds, duplicate } from '../../core/model/edits'
import { connectionById } from '../../core/model/queries'
import { edit, getState, select } from '../../state/store'

/** Copies elements with their wiring, and selects the copies. */
export function duplicateAndSelect(ids: readonly string[]): void {
  const before = getState().design
  edit((design) => duplicate(design, ids))
  const after = getState().design
  const elements = addedIds(before, after).filter((id) => !connectionById(after, id))
  if (elements.length > 0) select(elements)
}
