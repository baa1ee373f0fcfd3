import { expect, test } from 'vitest'
import { removeElements } from '../core/model/edits'
import { patternById } from '../core/patterns'
import { diagnosesOf } from './analysis'
import { fixedBy } from './fixes'

const PATTERN = patternById('pattern-3').template('4.7.0')
/** Pattern 3 with one gateway: HA-01, among others. */
const LONE = removeElements(PATTERN, ['gw2'])

const keyOf = (code: string) => diagnosesOf(LONE).find((diagnosis) => diagnosis.code === code)?.key ?? ''

test('a fix is found by its key and takes its finding away', async () => {
  const fixed = await fixedBy(LONE, keyOf('HA-01'))
  if (!fixed) throw new Error('HA-01 has a fix')
  expect(fixed.topology.components.filter(({ kind }) => kind === 'universal-gateway')).toHaveLength(2)
  expect(diagnosesOf(fixed).map(({ code }) => code)).not.toContain('HA-01')
})

test('a finding that an edit has taken away has no fix any more', async () => {
  expect(await fixedBy(PATTERN, keyOf('HA-01'))).toBeNull()
  expect(await fixedBy(LONE, 'HA-01 nothing')).toBeNull()
})
