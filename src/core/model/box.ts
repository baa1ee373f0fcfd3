import type { Box } from './design'

/** Two decimals are finer than any screen, and keep a drag from filling the file with digits. */
export function roundUnits(value: number): number {
  return Math.round(value * 100) / 100 + 0
}

/** The box in hundredths of a flow unit. */
export function roundBox(box: Box): Box {
  return {
    ...box,
    x: roundUnits(box.x),
    y: roundUnits(box.y),
    ...(box.width !== undefined && { width: roundUnits(box.width) }),
    ...(box.height !== undefined && { height: roundUnits(box.height) }),
  }
}
