import { duplicateBeside } from '../../core/layout/placing'
import type { Id } from '../../core/model/design'
import { edit, getState } from '../../state/store'
import { goTo } from '../common/SubjectChip'

/** Copies elements with their wiring, and goes to the copies. */
export function duplicateAndSelect(ids: readonly Id[]): void {
  const copied = duplicateBeside(getState().design, ids)
  if (copied.ids.length === 0) return
  edit(() => copied.design)
  goTo(copied.ids)
}
