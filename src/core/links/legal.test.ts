import { expect, test } from 'vitest'
import { KINDS } from '../kinds'
import { KIND_IDS } from '../model/design'
import { legalBetween } from './legal'

test('every kind but those that pass on what others open has a row of what it may be connected to', () => {
  const ends = KIND_IDS.filter((kind) => !KINDS[kind].transit)
  const loose = ends.filter((kind) =>
    ends.every((other) => legalBetween(kind, other).size + legalBetween(other, kind).size === 0),
  )
  expect(loose).toEqual([])
})
