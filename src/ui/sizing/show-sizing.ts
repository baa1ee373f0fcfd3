import { select, setPanel } from '../../state/store'

type Listener = () => void

let wanted = false
let listener: Listener | null = null

/** Brings the sizing of the design into view, its peak load focused; also while the panel that holds it is not loaded yet. */
export function showSizing(): void {
  select([])
  setPanel({ right: 'inspector', rightOpen: true })
  wanted = true
  listener?.()
}

/** The panel's side of `showSizing`: called at once when somebody asked before the panel was there. */
export function onShowSizing(show: Listener): () => void {
  const answer = () => {
    wanted = false
    show()
  }
  listener = answer
  if (wanted) answer()
  return () => {
    if (listener === answer) listener = null
  }
}
