import type { KeyboardEvent, PointerEvent } from 'react'
import { DEFAULT_PANEL, getState, type PanelSizes, setPanel, useStore } from '../../state/store'

type Side = keyof PanelSizes

/** CSS pixels. */
const LIMITS: Readonly<Record<Side, readonly [number, number]>> = {
  left: [180, 480],
  right: [260, 640],
  bottom: [140, 720],
}
const NAMES: Readonly<Record<Side, string>> = {
  left: 'Width of the palette',
  right: 'Width of the right panel',
  bottom: 'Height of the files',
}
const STEP = 16

/** The inner edge of a panel: drag it, use the arrow keys, or double-click for the usual size. */
export function PanelEdge({ side }: { readonly side: Side }) {
  const size = useStore(({ panel }) => panel.sizes[side])
  const [least, most] = LIMITS[side]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves; hr can't be focused
    <div
      className="app-panel-edge"
      data-side={side}
      role="separator"
      tabIndex={0}
      aria-label={NAMES[side]}
      aria-orientation={side === 'bottom' ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      onPointerDown={(event) => startResize(side, event)}
      onDoubleClick={() => resize(side, DEFAULT_PANEL.sizes[side])}
      onKeyDown={(event) => onKeyDown(side, size, event)}
    />
  )
}

function startResize(side: Side, down: PointerEvent<HTMLElement>): void {
  const edge = down.currentTarget
  const panel = edge.parentElement?.getBoundingClientRect()
  const start = (side === 'bottom' ? panel?.height : panel?.width) ?? getState().panel.sizes[side]
  edge.setPointerCapture(down.pointerId)
  const move = (event: globalThis.PointerEvent) => {
    const x = event.clientX - down.clientX
    const y = event.clientY - down.clientY
    resize(side, start + { left: x, right: -x, bottom: -y }[side])
  }
  const stop = () => {
    edge.removeEventListener('pointermove', move)
    edge.removeEventListener('pointerup', stop)
    edge.removeEventListener('pointercancel', stop)
  }
  edge.addEventListener('pointermove', move)
  edge.addEventListener('pointerup', stop)
  edge.addEventListener('pointercancel', stop)
}

function onKeyDown(side: Side, size: number, event: KeyboardEvent): void {
  const grows = { left: 'ArrowRight', right: 'ArrowLeft', bottom: 'ArrowUp' }[side]
  const shrinks = { left: 'ArrowLeft', right: 'ArrowRight', bottom: 'ArrowDown' }[side]
  if (event.key !== grows && event.key !== shrinks) return
  event.preventDefault()
  resize(side, size + (event.key === grows ? STEP : -STEP))
}

function resize(side: Side, size: number): void {
  const [least, most] = LIMITS[side]
  const room = side === 'bottom' ? window.innerHeight * 0.7 : window.innerWidth * 0.4
  const next = Math.round(Math.max(least, Math.min(size, most, room)))
  setPanel({ sizes: { ...getState().panel.sizes, [side]: next } })
}
