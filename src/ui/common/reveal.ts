import type { Id } from '../../core/model/design'

type Listener = (ids: readonly Id[]) => void

const listeners = new Set<Listener>()

/** Asks the canvas to bring elements into view; panels call it with what they have just selected. */
export function reveal(ids: readonly Id[]): void {
  for (const listener of listeners) listener(ids)
}

/** The canvas's side of `reveal`. Returns the function that stops listening. */
export function onReveal(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
