import { beforeEach, describe, expect, test } from 'vitest'
import type { Id } from '../../core/model/design'
import { contentsOf, holderOf } from '../../core/model/queries'
import { patternById } from '../../core/patterns'
import { rectsOf } from '../../state/canvas'
import { getState, openDesign, select } from '../../state/store'
import { nudgeSelection } from './actions'

const pattern3 = patternById('pattern-3').template('4.7.0')
const zone = pattern3.topology.places.find(({ kind }) => kind === 'zone')?.id ?? ''
const around = holderOf(pattern3, zone) ?? ''
const inside = contentsOf(pattern3, zone)
const BY = { x: 10, y: 40 }

/** How far everything that is drawn lies from where it lay; what has not moved is left out. */
function moves(): Record<Id, { x: number; y: number }> {
  const after = rectsOf(getState().design)
  const all = [...rectsOf(pattern3)].map(([id, { x, y }]) => {
    const rect = after.get(id)
    return [id, { x: (rect?.x ?? Number.NaN) - x, y: (rect?.y ?? Number.NaN) - y }] as const
  })
  return Object.fromEntries(all.filter(([, { x, y }]) => x !== 0 || y !== 0))
}

const holders = () => pattern3.topology.components.map(({ id }) => holderOf(getState().design, id))

beforeEach(() => openDesign(pattern3))

describe('arrow keys', () => {
  test.each([
    ['a zone alone', [zone]],
    ['a zone and all that is in it', [zone, ...inside]],
    ['what is in a zone, and then the zone', [...inside, zone]],
  ])('move %s by one step, and everything in it once', (_, ids) => {
    expect(inside.length).toBeGreaterThan(2)
    const before = holders()
    select(ids)
    nudgeSelection(BY)
    expect(moves()).toEqual(Object.fromEntries([zone, ...inside].map((id) => [id, BY])))
    expect(holders()).toEqual(before)
  })

  test('move what is in a zone within a datacenter once when all three are selected', () => {
    const [card = ''] = inside
    select([card, zone, around])
    nudgeSelection(BY)
    expect(moves()).toEqual(Object.fromEntries([around, ...contentsOf(pattern3, around)].map((id) => [id, BY])))
    expect(holderOf(getState().design, card)).toBe(zone)
  })

  test('pressed again move further within the same undo step', () => {
    select([around])
    nudgeSelection(BY)
    nudgeSelection(BY)
    expect(moves()[around]).toEqual({ x: 20, y: 80 })
    expect(getState().past).toHaveLength(1)
  })
})
