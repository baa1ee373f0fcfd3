import { generate } from '../../src/core/generate'
import { patternById } from '../../src/core/patterns'
import { resolve } from '../../src/core/wiring/resolve'

/** Both bundles of pattern 4 from the document on: wiring, findings and every file, as an export makes them. */
export function makeBothBundles() {
  const design = patternById('pattern-4').template('4.7.0')
  const deployment = resolve(design)
  return [generate(deployment, 'vm'), generate(deployment, 'kubernetes')]
}
