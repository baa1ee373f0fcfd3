import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDesign } from '../document/codec'
import { removeElements } from '../document/edits'
import { APIM_VERSIONS } from '../model/design'
import { PATTERNS, patternById } from '../patterns'
import { bent } from '../testing/bent-templates'
import { usually } from '../testing/breadth'
import { levelFaults } from '../testing/level-faults'
import { smallTopology } from '../testing/small-topology'
import { resolve } from '../wiring/resolve'
import { recognise } from './recognise'

/** Highly available is said of nothing that the page itself contradicts. */

const CASES = join(import.meta.dirname, '../testing/cases')

test.each(PATTERNS.flatMap(({ id, template }) => APIM_VERSIONS.map((version) => [id, template(version)] as const)))(
  'the level of %s means what it says',
  (_id, design) => {
    expect(levelFaults(design)).toEqual([])
  },
)

test.each(readdirSync(CASES))('the level of %s means what it says', (file) => {
  const read = parseDesign(readFileSync(join(CASES, file), 'utf8'))
  expect(read.ok && levelFaults(read.value)).toEqual([])
})

test('the level of any drawing means what it says', () => {
  fc.assert(
    fc.property(fc.oneof(bent, smallTopology()), (design) => {
      expect(levelFaults(design)).toEqual([])
    }),
    { numRuns: usually(40, 1_000) },
  )
})

test('a drawing that is highly available no more would be seen', () => {
  const whole = patternById('pattern-3').template('4.7.0')
  expect(recognise(resolve(whole)).level).toBe('ha')
  expect(recognise(resolve(removeElements(whole, ['gw2']))).level).not.toBe('ha')
})
