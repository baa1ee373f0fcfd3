import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Id } from '../model/design'
import { PATTERNS } from '../patterns'
import { autoLayout } from './auto-layout'
import { absoluteRects, CARD, type Rect } from './boxes'
import { directRoute, type Route, routeLines } from './route'

/** Cards on a loose grid, as people draw them: apart, but not aligned. */
const scenes = fc
  .array(fc.record({ dx: fc.integer({ min: -30, max: 30 }), dy: fc.integer({ min: -20, max: 20 }) }), {
    minLength: 2,
    maxLength: 16,
  })
  .map((shifts) =>
    shifts.map(({ dx, dy }, index): [Id, Rect] => [
      `c${index}`,
      { x: (index % 4) * 320 + dx, y: Math.floor(index / 4) * 170 + dy, ...CARD },
    ]),
  )

function allPairs(ids: readonly Id[], family = 'api') {
  return ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => ({ id: `${from}-${to}`, from, to, family })))
}

/** Runs that are neither horizontal nor vertical, ends off their cards, and cards that a line leads through. */
function faultsOf(route: Route, from: Id, to: Id, cards: ReadonlyMap<Id, Rect>): readonly string[] {
  const faults: string[] = []
  route.slice(1).forEach((point, index) => {
    const before = route[index] ?? point
    if (point.x !== before.x && point.y !== before.y) faults.push('a slanting run')
    for (const [id, rect] of cards) {
      if (id !== from && id !== to && crosses(before, point, rect)) faults.push(`leads through ${id}`)
    }
  })
  const [first] = route
  const last = route.at(-1)
  const source = cards.get(from)
  const target = cards.get(to)
  if (!first || !source || !liesOn(first, source)) faults.push('does not start at its card')
  if (!last || !target || !liesOn(last, target)) faults.push('does not end at its card')
  return faults
}

function crosses(a: { x: number; y: number }, b: { x: number; y: number }, rect: Rect): boolean {
  const left = Math.min(a.x, b.x)
  const right = Math.max(a.x, b.x)
  const top = Math.min(a.y, b.y)
  const bottom = Math.max(a.y, b.y)
  return left < rect.x + rect.width && right > rect.x && top < rect.y + rect.height && bottom > rect.y
}

function liesOn(point: { x: number; y: number }, rect: Rect): boolean {
  const onX = point.x === rect.x || point.x === rect.x + rect.width
  const onY = point.y === rect.y || point.y === rect.y + rect.height
  const inX = point.x >= rect.x && point.x <= rect.x + rect.width
  const inY = point.y >= rect.y && point.y <= rect.y + rect.height
  return inX && inY && (onX || onY)
}

describe('routeLines', () => {
  test('every line runs square from card to card and through no other', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const cards = new Map(scene)
        const lines = allPairs([...cards.keys()].slice(0, 5))
        const routes = routeLines({ cards, blocks: [], lines })
        for (const { id, from, to } of lines)
          expect([id, ...faultsOf(routes.get(id) ?? [], from, to, cards)]).toEqual([id])
      }),
      { numRuns: 60 },
    )
  })

  test.each(PATTERNS.map((pattern) => [pattern.id, pattern] as const))(
    '%s: no line leads through a card',
    (_, pattern) => {
      const { topology, layout } = pattern.template('4.7.0')
      for (const drawn of [layout, autoLayout(topology)]) {
        const rects = absoluteRects(topology, drawn)
        const cards = new Map(
          topology.components.flatMap(({ id }): [Id, Rect][] => {
            const rect = rects.get(id)
            return rect ? [[id, rect]] : []
          }),
        )
        const lines = topology.connections.map(({ id, from, to }) => ({ id, from, to, family: 'api' }))
        const routes = routeLines({ cards, blocks: [], lines })
        for (const { id, from, to } of lines)
          expect([id, ...faultsOf(routes.get(id) ?? [], from, to, cards)]).toEqual([id])
      }
    },
  )

  test('cards side by side are joined by one straight run', () => {
    const cards = new Map<Id, Rect>([
      ['a', { x: 0, y: 0, ...CARD }],
      ['b', { x: 400, y: 0, ...CARD }],
    ])
    const routes = routeLines({ cards, blocks: [], lines: [{ id: 'l', from: 'a', to: 'b', family: 'api' }] })
    expect(routes.get('l')).toEqual([
      { x: 200, y: 32 },
      { x: 400, y: 32 },
    ])
  })

  test('lines of one family to one card arrive together, those of another beside them', () => {
    const cards = new Map<Id, Rect>([
      ['a', { x: 0, y: 0, ...CARD }],
      ['b', { x: 0, y: 200, ...CARD }],
      ['t', { x: 500, y: 100, ...CARD }],
    ])
    const line = (id: Id, from: Id, family: string) => ({ id, from, to: 't', family })
    const lines = [line('1', 'a', 'events'), line('2', 'b', 'events'), line('3', 'a', 'api')]
    const routes = routeLines({ cards, blocks: [], lines })
    expect(routes.get('1')?.at(-1)).toEqual(routes.get('2')?.at(-1))
    expect(routes.get('3')?.at(-1)).not.toEqual(routes.get('1')?.at(-1))
  })

  test('a line keeps out of tabs', () => {
    const tab = { x: 180, y: 100, width: 80, height: 28 }
    const cards = new Map<Id, Rect>([
      ['a', { x: 0, y: 0, ...CARD }],
      ['b', { x: 240, y: 300, ...CARD }],
    ])
    const routes = routeLines({ cards, blocks: [tab], lines: [{ id: 'l', from: 'a', to: 'b', family: 'api' }] })
    const route = routes.get('l') ?? []
    const hits = route.slice(1).filter((point, index) => crosses(route[index] ?? point, point, tab))
    expect(hits).toEqual([])
  })

  test('the same drawing gives the same lines, in whatever order they were drawn', () => {
    const scene = Array.from({ length: 9 }, (_, index): [Id, Rect] => [
      `c${index}`,
      { x: (index % 3) * 300, y: Math.floor(index / 3) * 150, ...CARD },
    ])
    const lines = allPairs(['c0', 'c4', 'c8', 'c5'])
    const once = routeLines({ cards: new Map(scene), blocks: [], lines })
    const again = routeLines({ cards: new Map([...scene].reverse()), blocks: [], lines: [...lines].reverse() })
    for (const { id } of lines) expect(again.get(id)).toEqual(once.get(id))
  })

  test('ends that do not exist, and a line to itself, are left out', () => {
    const cards = new Map<Id, Rect>([['a', { x: 0, y: 0, ...CARD }]])
    const lines = [
      { id: '1', from: 'a', to: 'gone', family: 'api' },
      { id: '2', from: 'a', to: 'a', family: 'api' },
    ]
    expect(routeLines({ cards, blocks: [], lines }).size).toBe(0)
  })
})

test('cards that leave no way between them still get a line, from side to side', () => {
  const route = directRoute({ x: 0, y: 0, ...CARD }, { x: 190, y: 50, ...CARD })
  expect(route.length).toBeGreaterThanOrEqual(2)
})
