import { useEffect } from 'react'
import { getSimulation, leaveSimulation } from '../../state/simulation'
import { getState } from '../../state/store'
import { dismiss, nudgeSelection } from '../canvas/actions'
import { isPressed } from '../common/shortcuts'
import { commands, perform } from './commands'

const STEP = 10
const LARGE_STEP = 40

const ARROWS: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/** Every command's key, arrow keys that move the selection, and Escape. */
export function useKeyboard(): void {
  useEffect(() => {
    window.addEventListener('keydown', onArrow, true)
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onArrow, true)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const target = event.target instanceof Element ? event.target : document.body
  if (isPressed('leave', event)) {
    if (!isOverlayOpen() && !isTextField(target)) onEscape()
    return
  }
  const typing = isTextField(target)
  if (isOverlayOpen() && !typing) return
  for (const command of commands()) {
    if (!isPressed(command.id, event)) continue
    if (typing && (!command.everywhere || keepsOwnHistory(target, command.id))) return
    // Keys that save and the like must not reach the browser, whether or not there is anything to do.
    event.preventDefault()
    perform(command)
    return
  }
}

/** A notice is closed first, then the simulation is left, then the selection is cleared. */
function onEscape(): void {
  if (getState().notice === null && getSimulation().active) leaveSimulation()
  else dismiss()
}

/** Arrow keys belong to the drawing unless something else that has the focus wants them. */
function onArrow(event: KeyboardEvent): void {
  const direction = ARROWS[event.key]
  if (!direction || event.ctrlKey || event.metaKey || event.altKey || isOverlayOpen()) return
  const target = event.target instanceof Element ? event.target : document.body
  const onCanvas = target === document.body || target.closest('.react-flow__node, .react-flow__edge, .react-flow__pane')
  if (!onCanvas || getState().selection.ids.length === 0) return
  event.preventDefault()
  // React Flow would move the card as well, in steps and an undo history of its own.
  event.stopPropagation()
  const step = event.shiftKey ? LARGE_STEP : STEP
  nudgeSelection({ x: direction.x * step, y: direction.y * step })
}

function isTextField(element: Element): boolean {
  if (element instanceof HTMLInputElement) return !NOT_TYPED.includes(element.type)
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement || isEditable(element)
}

function isEditable(element: Element): boolean {
  return element instanceof HTMLElement && element.isContentEditable
}

const NOT_TYPED = ['checkbox', 'radio', 'button', 'submit', 'range']

/** A search, and a field that holds what the document does not take, undo what was typed in them. */
function keepsOwnHistory(element: Element, command: string): boolean {
  if (command !== 'undo' && command !== 'redo') return false
  const isSearch = element instanceof HTMLInputElement && element.type === 'search'
  return isSearch || element.getAttribute('aria-invalid') === 'true'
}

function isOverlayOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null
}
