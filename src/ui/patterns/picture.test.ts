import { describe, expect, test } from 'vitest'
import type { Design } from '../../core/model/design'
import { PATTERNS } from '../../core/patterns'
import { pictureOf } from './picture'

const DESIGN: Design = {
  schemaVersion: 1,
  name: 'a',
  title: 'A',
  apimVersion: '4.7.0',
  settings: {},
  topology: {
    places: [
      { id: 'vm1', kind: 'host', parent: 'dc1' },
      { id: 'dc1', kind: 'datacenter' },
    ],
    components: [
      { id: 'gw1', kind: 'universal-gateway', place: 'vm1' },
      { id: 'acp1', kind: 'api-control-plane' },
    ],
    connections: [
      { id: 'c1', from: 'gw1', to: 'acp1' },
      { id: 'c2', from: 'gw1', to: 'nowhere' },
      { id: 'c3', from: 'gw1', to: 'gw1' },
    ],
  },
  layout: {
    dc1: { x: -100, y: 50, width: 600, height: 400 },
    vm1: { x: 20, y: 30, width: 300, height: 200 },
    gw1: { x: 10, y: 40 },
    acp1: { x: 600, y: 60 },
  },
  acknowledged: [],
  story: [],
}

describe('the picture of a design', () => {
  test('adds up positions through nested places and starts at its margin', () => {
    const { frames, cards, width, height } = pictureOf(DESIGN)
    expect(frames.map(({ id, x, y }) => [id, x, y])).toEqual([
      ['dc1', 16, 16],
      ['vm1', 36, 46],
    ])
    expect(cards.map(({ id, x, y }) => [id, x, y])).toEqual([
      ['gw1', 46, 86],
      ['acp1', 716, 26],
    ])
    expect([width, height]).toEqual([932, 432])
  })

  test('draws lines only between two cards that are there', () => {
    expect(pictureOf(DESIGN).lines.map((line) => line.id)).toEqual(['c1'])
  })

  test.each(PATTERNS.map((pattern) => [pattern.name, pattern] as const))(
    'shows every component of %s',
    (_, pattern) => {
      const design = pattern.template('4.7.0')
      const { cards, lines, width, height } = pictureOf(design)
      expect(cards).toHaveLength(design.topology.components.length)
      expect(lines).toHaveLength(design.topology.connections.filter(({ from, to }) => from !== to).length)
      for (const card of cards) {
        expect(card.x).toBeGreaterThanOrEqual(0)
        expect(card.y).toBeGreaterThanOrEqual(0)
        expect(card.x + card.width).toBeLessThanOrEqual(width)
        expect(card.y + card.height).toBeLessThanOrEqual(height)
      }
    },
  )
})
