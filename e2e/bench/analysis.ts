import { assess, singlePoints } from '../../src/core/capabilities'
import { diagnose, singlePointFindings } from '../../src/core/rules'
import { largeDrawing } from '../../src/core/testing/large-drawing'
import { resolve } from '../../src/core/wiring/resolve'

/** What is timed: a fresh document each time, so that nothing is remembered of the one before. */
export function drawingOf(instances: number) {
  return largeDrawing(instances)
}

/** From the document to all findings and all single points of failure of all capabilities. */
export function findEverything(design: ReturnType<typeof drawingOf>) {
  const deployment = resolve(design)
  const points = singlePoints(deployment).reduce((sum, provision) => sum + provision.points.length, 0)
  return { findings: diagnose(deployment).length + singlePointFindings(deployment).length, points }
}

/** All pairs and the availability of all capabilities, from the document, on top of the single points. */
export function assessEverything(design: ReturnType<typeof drawingOf>) {
  const results = assess(resolve(design))
  return {
    pairs: results.reduce((sum, result) => sum + result.pairs.length, 0),
    exact: results.every((result) => result.status === 'not-provided' || result.availability !== null),
  }
}
