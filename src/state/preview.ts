import { useStore as useZustand } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ChangeLine } from '../core/changes/change-sentences'
import type { Change } from '../core/changes/changes'
import { withCompleteLayout } from '../core/layout/placing'
import type { Design } from '../core/model/design'

/** An edit before it is made: what it would turn the drawing into, as data and in words. */
export interface Preview {
  readonly before: Design
  readonly after: Design
  readonly changes: readonly Change[]
  readonly lines: readonly ChangeLine[]
}

/** Works out what lies between two designs. What has no place on the canvas yet gets one first, so that only real moves count. */
export async function previewOf(before: Design, after: Design): Promise<Preview> {
  const [{ changesBetween }, { changeLines }] = await Promise.all([
    import('../core/changes/changes'),
    import('../core/changes/change-sentences'),
  ])
  const from = withCompleteLayout(before)
  const to = withCompleteLayout(after)
  const changes = changesBetween(from, to)
  return { before, after, changes, lines: changeLines(from, to, changes) }
}

interface Shown {
  /** On the canvas, over the drawing; null most of the time. */
  readonly preview: Preview | null
}

const store = createStore<Shown>(() => ({ preview: null }))

/** Shows on the canvas what an edit would do, until `hidePreview` of the same. */
export function showPreview(preview: Preview): void {
  store.setState({ preview })
}

export function hidePreview(preview: Preview): void {
  if (store.getState().preview === preview) store.setState({ preview: null })
}

export function useShownPreview(): Preview | null {
  return useZustand(store, ({ preview }) => preview)
}
