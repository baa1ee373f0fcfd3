import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bent, onceBent } from '../../testing/bent-templates'
import { usually } from '../../testing/breadth'
import { fixFaults } from '../../testing/fixes'

test.each([
  ['with one thing changed', onceBent, usually(25, 800)],
  ['that somebody has been at', bent, usually(45, 1200)],
])('every fix of a template %s mends what it says, and takes nothing away', (_what, drawing, numRuns) => {
  fc.assert(
    fc.property(drawing, (design) => {
      expect(fixFaults(design)).toEqual([])
    }),
    { numRuns },
  )
})
