import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareEqual } from './share-equal'

test('what says the same is the object that was there', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(shareEqual(value, structuredClone(value))).toBe(value)
    }),
  )
})

test('the result says what the new value says, whatever was there before', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (previous, next) => {
      expect(shareEqual(previous, next)).toEqual(next)
    }),
  )
})

test('items keep their identity where others come and go', () => {
  const list = [
    { id: 'a', at: { x: 1 } },
    { id: 'b', at: { x: 2 } },
  ]
  const shared = shareEqual(list, structuredClone([{ id: 'new', at: { x: 2 } }, ...list].reverse()))
  expect(shared.map((item) => list.indexOf(item))).toEqual([1, 0, -1])
})

test('what has changed shares the rest', () => {
  const before = { kept: [{ id: 'a' }], changed: { x: 1, deep: [1, 2] } }
  const after = shareEqual(before, { kept: [{ id: 'a' }], changed: { x: 2, deep: [1, 2] } })
  expect(after).not.toBe(before)
  expect(after.kept).toBe(before.kept)
  expect(after.changed.deep).toBe(before.changed.deep)
})
