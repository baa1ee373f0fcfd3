import type { Design } from '../core/model/design'
import type { PatternId } from '../core/patterns/pattern'
import { type Preview, previewOf } from './preview'
import { edit, getState } from './store'

/** The design as that pattern, by the least work; the same design where it is that already. */
export async function madeInto(design: Design, pattern: PatternId): Promise<Design> {
  const { makeIt } = await import('../core/analysis/make-it')
  return makeIt(design, pattern)
}

/**
 * Makes the drawing as it is that pattern, in one undo step, and says what changed; null where nothing had to. Where an
 * edit came in between, it is worked out again for that.
 */
export async function makePattern(pattern: PatternId): Promise<Preview | null> {
  for (;;) {
    const { design, locked } = getState()
    const made = await madeInto(design, pattern)
    if (getState().design !== design) continue
    if (made === design || locked) return null
    edit(() => made)
    return previewOf(design, made)
  }
}
