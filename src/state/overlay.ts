import { useStore as useZustand } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** Lists that open over the page: every command, or what the selected component may connect to. */
export type Overlay = 'commands' | 'connect'

const store = createStore<{ readonly overlay: Overlay | null }>(() => ({ overlay: null }))

export function useOverlay(): Overlay | null {
  return useZustand(store, (state) => state.overlay)
}

export function openOverlay(overlay: Overlay | null): void {
  store.setState({ overlay })
}
