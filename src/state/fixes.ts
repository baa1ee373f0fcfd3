import type { Design } from '../core/model/design'
import { engineAtWork } from './results'
import { edit, getState, notify } from './store'

/**
 * The design after the fix of the finding with that key, worked out for exactly this design; null when it has no such
 * finding, or one that only a person can mend. What the fix leaves alone is, part by part, the same object as before.
 */
export async function fixedBy(design: Design, key: string): Promise<Design | null> {
  const engine = engineAtWork()
  if (engine) {
    try {
      return await engine.fix(design, key)
    } catch {
      // Its worker broke down: the page works it out by itself.
    }
  }
  const { fixOf } = await import('../core/analysis/stages')
  return fixOf(design, key)
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
