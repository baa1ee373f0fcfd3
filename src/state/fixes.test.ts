import { expect, test } from 'vitest'
import { removeElements, updateComponent } from '../core/document/edits'
import type { Design } from '../core/model/design'
import { PATTERNS, patternById } from '../core/patterns'
import { diagnose } from '../core/rules'
import { some } from '../core/testing/breadth'
import { withoutOne } from '../core/testing/changed-once'
import { resolve } from '../core/wiring/resolve'
import { applyFix, fixedBy } from './fixes'
import { edit, getState, openDesign, undo } from './store'

const PATTERN = patternById('pattern-3').template('4.7.0')
/** Pattern 3 with one gateway: HA-01, among others. */
const LONE = removeElements(PATTERN, ['gw2'])

const diagnosesOf = (design: Design) => diagnose(resolve(design))
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

test('a fix mends the drawing in one undo step', async () => {
  openDesign(LONE)
  await applyFix(keyOf('HA-01'))
  expect(diagnosesOf(getState().design).map(({ code }) => code)).not.toContain('HA-01')
  undo()
  expect(getState().design).toBe(LONE)
})

test('an edit that comes in between is kept: the fix is worked out for the drawing as it then is', async () => {
  openDesign(LONE)
  const fixing = applyFix(keyOf('HA-01'))
  edit((design) => updateComponent(design, 'be', { label: 'Renamed meanwhile' }))
  await fixing
  const { components } = getState().design.topology
  expect(components.find(({ id }) => id === 'be')?.label).toBe('Renamed meanwhile')
  expect(components.filter(({ kind }) => kind === 'universal-gateway')).toHaveLength(2)
})

test('a finding that is gone by then changes nothing, and says so', async () => {
  openDesign(LONE)
  const fixing = applyFix(keyOf('HA-01'))
  edit(() => PATTERN)
  await fixing
  expect(getState().design).toBe(PATTERN)
  expect(getState().notice?.text).toContain('Nothing is left to fix')
})

/** Kinds of fixes that some pattern has shown: the code, and the verb of the label. */
const tried = new Set<string>()

test.each(PATTERNS.map((pattern) => [pattern.id, pattern.template('4.7.0')] as const))(
  'fixes of %s with one thing less, each kind once, are one step, and one undo gives back the very drawing',
  async (_id, template) => {
    for (const { design, what } of some(withoutOne(template), 4)) {
      for (const { code, key, fix } of diagnosesOf(design)) {
        const kind = `${code} ${fix?.label.split(' ')[0]}`
        if (!fix || tried.has(kind)) continue
        tried.add(kind)
        openDesign(design)
        await applyFix(key)
        expect(getState().design, `${key} ${what}`).not.toBe(design)
        undo()
        expect(getState().design, `${key} ${what}`).toBe(design)
        expect(getState().past, `${key} ${what}`).toEqual([])
      }
    }
  },
)
