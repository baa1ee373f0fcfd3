import type { Design } from '../core/model/design'
import { freshDeploymentOf } from './analysis'
import { edit, getState, notify } from './store'

/**
 * The design after the fix of the finding with that key, worked out for exactly this design; null when it has no such
 * finding, or one that only a person can mend.
 */
export async function fixedBy(design: Design, key: string): Promise<Design | null> {
  const { diagnose } = await import('../core/checks')
  const diagnosis = diagnose(freshDeploymentOf(design)).find((candidate) => candidate.key === key)
  return diagnosis?.fix?.apply(design) ?? null
}

/** Mends the drawing as it is, in one undo step. Where an edit came in between, the fix is worked out again for that. */
export async function applyFix(key: string): Promise<void> {
  for (;;) {
    const { design } = getState()
    const fixed = await fixedBy(design, key)
    if (getState().design !== design) continue
    if (fixed) edit(() => fixed)
    else notify({ kind: 'info', text: 'Nothing is left to fix: the drawing has changed since this finding was shown.' })
    return
  }
}
