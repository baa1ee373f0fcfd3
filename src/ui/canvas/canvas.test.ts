import { describe, expect, test } from 'vitest'
import { emptyDesign, updateComponent } from '../../core/document/edits'
import { CARD } from '../../core/layout/boxes'
import { patternById } from '../../core/patterns'
import { layoutOf } from '../../state/canvas'
import { Drag } from './drag'
import { FlowElements } from './flow-elements'
import { leastSizeOf } from './least-size'
import { arrowAt, roundedPath } from './path'
import { snap } from './snap'

const pattern3 = patternById('pattern-3').template('4.7.0')
const none: ReadonlySet<string> = new Set()

describe('FlowElements', () => {
  test('parents come before what stands in them, and lines lie between frames and cards', () => {
    const nodes = new FlowElements().nodes(pattern3, layoutOf(pattern3), none)
    const at = new Map(nodes.map((node, index) => [node.id, index]))
    for (const node of nodes) {
      if (node.parentId !== undefined) expect(at.get(node.parentId)).toBeLessThan(at.get(node.id) ?? 0)
    }
    const [edge] = new FlowElements().edges(pattern3, none)
    const z = (type: string) => nodes.filter((node) => node.type === type).map((node) => node.zIndex ?? 0)
    expect(Math.max(...z('place'))).toBeLessThan(edge?.zIndex ?? 0)
    expect(Math.min(...z('component'))).toBeGreaterThan(edge?.zIndex ?? 0)
  })

  test('what an edit does not touch keeps its object', () => {
    const elements = new FlowElements()
    const before = elements.nodes(pattern3, layoutOf(pattern3), none)
    const renamed = updateComponent(pattern3, 'gw1', { label: 'Edge' })
    const after = elements.nodes(renamed, layoutOf(renamed), new Set(['gw2']))
    const changed = after.filter((node, index) => node !== before[index]).map((node) => node.id)
    expect(changed).toEqual(['gw1', 'gw2'])
    expect(after.find((node) => node.id === 'gw1')?.ariaLabel).toBe('Edge')
  })

  test('a connection to nothing is not drawn', () => {
    const design = {
      ...emptyDesign(),
      topology: {
        places: [],
        components: [{ id: 'a', kind: 'universal-gateway' as const }],
        connections: [
          { id: '1', from: 'a', to: 'gone' },
          { id: '2', from: 'a', to: 'a' },
        ],
      },
    }
    expect(new FlowElements().edges(design, none)).toEqual([])
  })
})

describe('snap', () => {
  const neighbour = { x: 300, y: 40, ...CARD }

  test('an edge within reach is taken, with a guide from one to the other', () => {
    const { shift, guides } = snap({ x: 303, y: 200, ...CARD }, [neighbour], 1)
    expect(shift).toEqual({ x: -3, y: 0 })
    expect(guides).toEqual([{ axis: 'x', at: 300, from: 40, to: 264 }])
  })

  test('out of reach nothing happens, and reach is in pixels of the screen', () => {
    const moving = { x: 308, y: 200, ...CARD }
    expect(snap(moving, [neighbour], 1).guides).toEqual([])
    expect(snap(moving, [neighbour], 0.5).shift.x).toBe(-8)
  })
})

describe('Drag', () => {
  test('shows positions relative to the place, and says in the end where things lie on the canvas', () => {
    const drag = new Drag(pattern3, ['gw1'])
    drag.free = true
    const shown = drag.move(new Map([['gw1', { x: 40, y: 150 }]]), 1)
    expect(shown.get('gw1')).toEqual({ x: 40, y: 150 })
    const zone = pattern3.layout['zone-a']
    const datacenter = pattern3.layout.dc1
    expect(drag.targets().get('gw1')).toEqual({
      x: 40 + (zone?.x ?? 0) + (datacenter?.x ?? 0),
      y: 150 + (zone?.y ?? 0) + (datacenter?.y ?? 0),
    })
  })
})

describe('path', () => {
  test('corners are rounded, and the line ends where the arrow begins', () => {
    const route = [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 80 },
    ]
    expect(roundedPath(route)).toBe('M0 0L92 0Q100 0 100 8L100 73')
    expect(arrowAt(route)).toBe('M100 80L96.5 72L103.5 72Z')
  })

  test('short runs get small corners', () => {
    const route = [
      { x: 0, y: 0 },
      { x: 4, y: 0 },
      { x: 4, y: 40 },
    ]
    expect(roundedPath(route)).toBe('M0 0L2 0Q4 0 4 2L4 33')
  })
})

test('a frame may be made as small as what stands in it allows', () => {
  const { width, height } = leastSizeOf(pattern3, 'zone-a')
  const box = pattern3.layout['zone-a']
  expect(width).toBeLessThanOrEqual(box?.width ?? 0)
  expect(height).toBeLessThanOrEqual(box?.height ?? 0)
  expect(width).toBeGreaterThan(CARD.width)
})
