import { describe, expect, test } from 'vitest'
import type { Point } from './boxes'
import { type Drawn, type DrawnLine, measureDrawing } from './measure'

const CARDS = new Map([
  ['a', { x: 0, y: 0, width: 100, height: 60 }],
  ['b', { x: 300, y: 0, width: 100, height: 60 }],
  ['c', { x: 150, y: 100, width: 100, height: 60 }],
])

function line(id: string, points: readonly (readonly [number, number])[], rest: Partial<DrawnLine> = {}): DrawnLine {
  return { id, from: 'a', to: 'b', family: 'control', route: points.map(([x, y]): Point => ({ x, y })), ...rest }
}

function quality(lines: readonly DrawnLine[], tabs: Drawn['tabs'] = []) {
  return measureDrawing({ cards: CARDS, tabs, lines })
}

const STRAIGHT = line('one', [
  [100, 30],
  [300, 30],
])

describe('the measure of a drawing', () => {
  test('of one straight line is its length alone', () => {
    expect(quality([STRAIGHT])).toEqual({
      throughCards: 0,
      throughTabs: 0,
      crossings: 0,
      overlaps: 0,
      bends: 0,
      ink: 200,
    })
  })

  test('counts turns, not points on the way', () => {
    const bent = line('one', [
      [100, 30],
      [150, 30],
      [200, 30],
      [200, 90],
      [300, 90],
    ])
    expect(quality([bent])).toMatchObject({ bends: 2, ink: 260 })
  })

  test('counts a line that passes a card within, and none that ends there or follows its edge', () => {
    const at = (y: number, rest: Partial<DrawnLine> = {}) =>
      line(
        'one',
        [
          [100, y],
          [300, y],
        ],
        rest,
      )
    expect(quality([at(130)]).throughCards).toBe(1)
    expect(quality([at(130, { to: 'c' })]).throughCards).toBe(0)
    expect(quality([at(130, { from: 'c' })]).throughCards).toBe(0)
    expect(quality([at(100)]).throughCards).toBe(0)
    expect(quality([at(160)]).throughCards).toBe(0)
    expect(quality([at(101)]).throughCards).toBe(1)
    const upright = line('two', [
      [200, 70],
      [200, 120],
    ])
    expect(quality([upright]).throughCards).toBe(1)
    expect(
      quality([
        line('two', [
          [200, 70],
          [200, 100],
        ]),
      ]).throughCards,
    ).toBe(0)
  })

  test('counts a line that passes a tab', () => {
    const tab = { x: 180, y: 20, width: 40, height: 28 }
    expect(quality([STRAIGHT], [tab]).throughTabs).toBe(1)
    expect(quality([STRAIGHT], [{ ...tab, y: 30 }]).throughTabs).toBe(0)
  })

  test('counts a point where lines cross once, however many lines go through it', () => {
    const down = line('two', [
      [200, 0],
      [200, 90],
    ])
    expect(quality([STRAIGHT, down]).crossings).toBe(1)
    expect(quality([STRAIGHT, down, { ...down, id: 'three' }]).crossings).toBe(1)
    const beside = line('four', [
      [220, 0],
      [220, 90],
    ])
    expect(quality([STRAIGHT, down, beside]).crossings).toBe(2)
  })

  test('does not count where a line ends on another, or starts within three units of it', () => {
    const from = (y: number) =>
      line('two', [
        [200, y],
        [200, 90],
      ])
    expect(quality([STRAIGHT, from(30)]).crossings).toBe(0)
    expect(quality([STRAIGHT, from(27)]).crossings).toBe(0)
    expect(quality([STRAIGHT, from(26)]).crossings).toBe(1)
  })

  test('counts lines of different families that lie on each other, not those of one family or beside each other', () => {
    const other = line(
      'two',
      [
        [150, 30],
        [400, 30],
      ],
      { family: 'data' },
    )
    expect(quality([STRAIGHT, other]).overlaps).toBe(1)
    expect(quality([STRAIGHT, { ...other, family: 'control' }]).overlaps).toBe(0)
    expect(
      quality([
        STRAIGHT,
        line(
          'two',
          [
            [300, 30],
            [400, 30],
          ],
          { family: 'data' },
        ),
      ]).overlaps,
    ).toBe(0)
    expect(
      quality([
        STRAIGHT,
        line(
          'two',
          [
            [150, 38],
            [400, 38],
          ],
          { family: 'data' },
        ),
      ]).overlaps,
    ).toBe(0)
  })
})
