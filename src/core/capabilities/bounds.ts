import type { Provision } from './points'
import type { Scale } from './scale'
import type { ElementId } from './structure'

/** What an availability lies between. */
interface Bounds {
  readonly low: number
  readonly high: number
}

/**
 * Narrows bounds by what the single points say: the states with at most one failure are known, and a monotone
 * capability works no more often than all of its single points do.
 */
export function boundsOf({ capability, points }: Provision, scale: Scale, bounds: Bounds): Bounds {
  const low = Math.max(bounds.low, fewFailures(points, scale))
  const { high } = bounds
  if (!capability.monotone) return { low, high }
  const all = scale.elements.reduce(
    (product, element, at) => (points.includes(element) ? product * (scale.up[at] ?? 1) : product),
    1,
  )
  return { low, high: Math.min(high, all) }
}

/** Probability of the states in which nothing has failed, or one element that does not matter alone. */
function fewFailures(points: readonly ElementId[], { elements, up }: Scale): number {
  const single = new Set(points)
  const none = up.reduce((product, chance) => product * chance, 1)
  return elements.reduce((sum, element, at) => {
    const chance = up[at] ?? 1
    return single.has(element) || chance === 0 ? sum : sum + (none * (1 - chance)) / chance
  }, none)
}
