import type { ReactFlowInstance } from '@xyflow/react'
import type { Point, Rect } from '../../core/layout/boxes'

/** The canvas's view, for what stands outside React Flow: palette, commands, panels. */
let instance: ReactFlowInstance | null = null

export function setInstance(next: ReactFlowInstance | null): void {
  instance = next
}

export const ZOOM = { least: 0.1, most: 2 }
export const FIT = { padding: 0.08, maxZoom: 1 }

function duration(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200
}

/** The whole drawing is in sight, and nobody has moved it since. */
let fitted = true

export function forgetFit(): void {
  fitted = false
}

/** Shows the whole drawing again if it was shown whole. */
export function refit(): void {
  if (fitted) void instance?.fitView({ ...FIT, duration: 0 })
}

export function fitView(animated = true): void {
  fitted = true
  void instance?.fitView({ ...FIT, duration: animated ? duration() : 0 })
}

export function zoomIn(): void {
  zoomBy(ZOOM_STEP)
}

export function zoomOut(): void {
  zoomBy(1 / ZOOM_STEP)
}

const ZOOM_STEP = 1.2

/** Where a zoom under way is going: presses in quick succession add up rather than cut each other short. */
let zoomGoal: number | null = null

function zoomBy(factor: number): void {
  if (!instance) return
  fitted = false
  const goal = Math.min(ZOOM.most, Math.max(ZOOM.least, (zoomGoal ?? instance.getZoom()) * factor))
  zoomGoal = goal
  void instance.zoomTo(goal, { duration: duration() }).then(() => {
    if (zoomGoal === goal) zoomGoal = null
  })
}

export function zoomToActual(): void {
  fitted = false
  void instance?.zoomTo(1, { duration: duration() })
}

/** Flow position of a point of the screen, or undefined when it is not over the canvas. */
export function flowPointAt(clientX: number, clientY: number): Point | undefined {
  const under = document.elementFromPoint(clientX, clientY)
  if (!under?.closest('.canvas') || under.closest('.canvas-over')) return undefined
  return instance?.screenToFlowPosition({ x: clientX, y: clientY })
}

/** What of the canvas is in sight, in flow units. */
export function visibleRect(): Rect {
  const pane = document.querySelector('.react-flow')?.getBoundingClientRect()
  if (!pane || !instance) return { x: 0, y: 0, width: 0, height: 0 }
  const start = instance.screenToFlowPosition({ x: pane.left, y: pane.top })
  const end = instance.screenToFlowPosition({ x: pane.right, y: pane.bottom })
  return { x: start.x, y: start.y, width: end.x - start.x, height: end.y - start.y }
}

/** Brings a rectangle into sight; does nothing when it is there already. */
export function show(rect: Rect): void {
  const seen = visibleRect()
  const inside =
    rect.x >= seen.x &&
    rect.y >= seen.y &&
    rect.x + rect.width <= seen.x + seen.width &&
    rect.y + rect.height <= seen.y + seen.height
  if (inside || !instance) return
  fitted = false
  const fits = rect.width <= seen.width * 0.9 && rect.height <= seen.height * 0.9
  if (fits) {
    const zoom = instance.getZoom()
    void instance.setCenter(rect.x + rect.width / 2, rect.y + rect.height / 2, { zoom, duration: duration() })
  } else void instance.fitBounds(rect, { padding: FIT.padding, duration: duration() })
}
