import { type PointerEvent, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import type { Icon as IconPaths } from '../../core/kinds/kind'
import { placeAt } from '../../core/layout/boxes'
import { nearestStanding } from '../../core/layout/placing'
import { rectsOf, setDropTarget } from '../../state/canvas'
import { getState } from '../../state/store'
import { dropKind, isPlaceKind, type PaletteKind } from '../canvas/actions'
import { flowPointAt } from '../canvas/viewport'
import type { familyStyle } from '../common/Icon'
import { Icon } from '../common/Icon'

interface Dragged {
  readonly kind: PaletteKind
  readonly label: string
  readonly icon: IconPaths
  readonly style: ReturnType<typeof familyStyle>
}

interface Ghost extends Dragged {
  readonly x: number
  readonly y: number
  /** Whether letting go here adds it. */
  readonly lands: boolean
}

let ghost: Ghost | null = null
const listeners = new Set<() => void>()

function show(next: Ghost | null): void {
  ghost = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Pixels that tell a drag from a click. */
const THRESHOLD = 4

/**
 * Pointer events rather than the browser's drag and drop, which no touch screen starts. A press that stays where it is
 * remains a click.
 */
export function startPaletteDrag(item: Dragged, down: PointerEvent<HTMLElement>): void {
  const source = down.currentTarget
  const page = document.documentElement
  const { pointerId, clientX: startX, clientY: startY } = down
  // The panel of the empty canvas makes way at once: it would be under the pointer.
  page.dataset.drawing = ''

  const move = (event: globalThis.PointerEvent) => {
    if (event.pointerId !== pointerId) return
    const { clientX: x, clientY: y } = event
    if (!ghost && Math.hypot(x - startX, y - startY) < THRESHOLD) return
    const point = flowPointAt(x, y)
    setDropTarget(point ? takerAt(item.kind, point) : null)
    show({ ...item, x, y, lands: point !== undefined })
  }
  const finish = () => {
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', up)
    window.removeEventListener('pointercancel', finish)
    window.removeEventListener('keydown', cancel, true)
    delete page.dataset.drawing
    setDropTarget(null)
    show(null)
  }
  const up = (event: globalThis.PointerEvent) => {
    if (event.pointerId !== pointerId) return
    const dragged = ghost !== null
    const point = dragged ? flowPointAt(event.clientX, event.clientY) : undefined
    finish()
    if (point) dropKind(item.kind, point)
    // A drag that ends on its own button is no click.
    if (dragged) source.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => source.removeEventListener('click', swallow, { capture: true }), 0)
  }
  const cancel = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    finish()
  }
  window.addEventListener('pointermove', move)
  window.addEventListener('pointerup', up)
  window.addEventListener('pointercancel', finish)
  window.addEventListener('keydown', cancel, true)
}

function swallow(event: Event): void {
  event.stopPropagation()
  event.preventDefault()
}

/** The place that would take one of a kind at a point. */
function takerAt(kind: PaletteKind, point: { readonly x: number; readonly y: number }): string | null {
  const { design } = getState()
  const under = placeAt(design.topology, rectsOf(design), point) ?? undefined
  if (!isPlaceKind(kind)) return under ?? null
  const standing = nearestStanding(design, kind, under)
  return standing.ok ? (standing.place ?? null) : null
}

/** What is being dragged, under the pointer. */
export function DragGhost() {
  const shown = useSyncExternalStore(subscribe, () => ghost)
  if (!shown) return null
  return createPortal(
    <div
      className="palette-ghost"
      style={{ ...shown.style, transform: `translate(${shown.x}px, ${shown.y}px)` }}
      data-lands={shown.lands}
      aria-hidden="true"
    >
      <span className="palette-icon">
        <Icon icon={shown.icon} size={18} />
      </span>
      {shown.label}
    </div>,
    document.body,
  )
}
