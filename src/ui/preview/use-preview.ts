import { useEffect, useState } from 'react'
import type { Design } from '../../core/model/design'
import { useDesign } from '../../state/analysis'
import { hidePreview, type Preview, previewOf, showPreview } from '../../state/preview'

/** The design after an edit, worked out for a design; null where the edit is no longer possible. */
export type Work = (design: Design) => Promise<Design | null>

interface Known {
  readonly design: Design
  readonly work: Work
  readonly preview: Preview | null
}

/** What an edit would change of the drawing as it is, once that is wanted; undefined until it is known. `work` is stable. */
export function usePreview(work: Work, wanted: boolean): Preview | null | undefined {
  const design = useDesign()
  const [known, setKnown] = useState<Known | null>(null)
  useEffect(() => {
    if (!wanted) return
    let live = true
    const know = (preview: Preview | null) => {
      if (live) setKnown({ design, work, preview })
    }
    work(design)
      .then((after) => (after ? previewOf(design, after) : null))
      .then(know, () => know(null))
    return () => {
      live = false
    }
  }, [design, work, wanted])
  return known?.design === design && known.work === work ? known.preview : undefined
}

/** Shows an edit on the canvas for as long as `shown`. */
export function useShowPreview(preview: Preview | null | undefined, shown: boolean): void {
  useEffect(() => {
    if (!preview || !shown) return
    showPreview(preview)
    return () => hidePreview(preview)
  }, [preview, shown])
}
