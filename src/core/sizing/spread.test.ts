import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { additionsTo, carriedBy, carries, gatewaysFor, suffices } from './spread'

const calls = fc.double({ min: 0.1, max: 200_000, noNaN: true })
const capacity = fc.double({ min: 50, max: 8000, noNaN: true })
const zones = fc.integer({ min: 1, max: 6 })

/** So many over so many zones, as evenly as they go. */
function even(number: number, over: number, each: number): number[][] {
  const lists = Array.from({ length: over }, (): number[] => [])
  for (let index = 0; index < number; index++) lists[index % over]?.push(each)
  return lists
}

/** Every zone in turn fails; in one zone, one gateway does. */
function holds(lists: readonly (readonly number[])[], load: number): boolean {
  const total = lists.flat().reduce((sum, one) => sum + one, 0)
  if (lists.flat().length < 2 || total * 0.6 < load * (1 - 1e-6)) return false
  if (lists.length === 1) return lists[0]?.every((one) => (total - one) * 0.6 >= load * (1 - 1e-6)) ?? false
  return lists.every((lost) => (total - lost.reduce((sum, one) => sum + one, 0)) * 0.8 >= load * (1 - 1e-6))
}

describe('gateways for a load', () => {
  test('the worked example: 6000 calls/s of 2273 each over three zones take six, for five leave only three', () => {
    const each = (2 / (1 / 3465 + 1 / 2177)) * 0.85
    expect(gatewaysFor(6000, each, 3)).toBe(6)
    expect(holds(even(5, 3, each), 6000)).toBe(false)
    expect(holds(even(6, 3, each), 6000)).toBe(true)
  })

  test('outlive the loss of any zone, or of any gateway where there is one zone', () => {
    fc.assert(
      fc.property(calls, capacity, zones, (load, each, over) => {
        expect(holds(even(gatewaysFor(load, each, over), over, each), load)).toBe(true)
      }),
    )
  })

  test('are the fewest that do, and never fewer than two', () => {
    fc.assert(
      fc.property(calls, capacity, zones, (load, each, over) => {
        const number = gatewaysFor(load, each, over)
        expect(number).toBeGreaterThanOrEqual(2)
        // One fewer fails, unless two are left anyway; a rounding error of the quotient is no failure.
        if (number > 2) expect(holds(even(number - 1, over, each), load * (1 + 1e-5))).toBe(false)
      }),
    )
  })

  test('grow with the load, and shrink with what one carries', () => {
    fc.assert(
      fc.property(calls, calls, capacity, zones, (a, b, each, over) => {
        expect(gatewaysFor(Math.max(a, b), each, over)).toBeGreaterThanOrEqual(gatewaysFor(Math.min(a, b), each, over))
        expect(gatewaysFor(a, each * 2, over)).toBeLessThanOrEqual(gatewaysFor(a, each, over))
      }),
    )
  })

  test('that are added to an empty drawing are as many, evenly spread', () => {
    fc.assert(
      fc.property(calls, fc.double({ min: 1000, max: 8000, noNaN: true }), zones, (load, each, over) => {
        const empty = Array.from({ length: over }, () => [])
        const added = additionsTo(empty, load, each, 1000)
        expect(added.length).toBe(gatewaysFor(load, each, over))
        const perZone = empty.map((_, zone) => added.filter((at) => at === zone).length)
        expect(Math.max(...perZone) - Math.min(...perZone)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('that are added to any drawing make it suffice, whatever is drawn', () => {
    const drawn = fc.array(fc.array(fc.double({ min: 100, max: 8000, noNaN: true }), { maxLength: 5 }), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(drawn, fc.double({ min: 1, max: 30_000, noNaN: true }), (lists, load) => {
        const grown = lists.map((list) => [...list])
        for (const zone of additionsTo(lists, load, 2000, 1000)) grown[zone]?.push(2000)
        expect(suffices(grown, load)).toBe(true)
        expect(holds(grown, load)).toBe(true)
        if (suffices(lists, load)) expect(grown).toEqual(lists)
      }),
    )
  })
})

test('what is left is told for the zone that takes most', () => {
  expect(carriedBy([[1000], [1000, 1000], [500]])).toEqual({ all: 2100, left: 1200, lost: 1 })
  expect(carriedBy([[1000, 2000]])).toEqual({ all: 1800, left: 600 })
  expect(carriedBy([[]])).toEqual({ all: 0, left: 0 })
})

test.each([
  [100, 100, true],
  [99.9999999999, 100, true],
  [99.99, 100, false],
  [100.1, 100, true],
])('%f is enough for a load of %f: %s', (carried, load, enough) => {
  expect(carries(carried, load)).toBe(enough)
})
