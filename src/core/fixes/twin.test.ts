import { describe, expect, test } from 'vitest'
import { touches } from '../layout/boxes'
import type { Box, Design, Id } from '../model/design'
import { componentById, placeById } from '../model/queries'
import { patternById } from '../patterns'
import { component, connection, design, place } from '../testing/builders'
import { addTwin, doubled } from './twin'

const DRAWN = design({
  places: [
    place('zone-a', 'zone', { label: 'a' }),
    place('zone-b', 'zone', { label: 'b' }),
    place('px', 'hypervisor', { parent: 'zone-a' }),
    place('vm1', 'host', { parent: 'px', label: 'vm1', properties: { address: '10.0.1.11', cores: 4 } }),
  ],
  components: [
    component('gw1', 'universal-gateway', {
      place: 'vm1',
      label: 'Gateway 1',
      properties: { hostname: 'gw1.acme.com', gatewayId: 'one', portOffset: 1, hypervisor: 'px', heapMb: 4096 },
    }),
    component('acp1', 'api-control-plane'),
  ],
  connections: [
    { ...connection('gw1', 'acp1', ['events']), id: 'c1' },
    { ...connection('gw1', 'acp1', ['control']), id: 'c2' },
  ],
})

describe('a twin', () => {
  test('takes over what any number of servers may have, and nothing that one alone can', () => {
    const twin = componentById(addTwin(DRAWN, 'gw1'), 'gw2')
    expect(twin).toEqual({
      id: 'gw2',
      kind: 'universal-gateway',
      place: 'zone-a',
      label: 'Gateway 2',
      properties: { heapMb: 4096 },
    })
  })

  test('has a copy of every connection, each with an id of its own', () => {
    const { connections } = addTwin(DRAWN, 'gw1').topology
    expect(connections.filter((item) => item.from === 'gw2').map((item) => item.purposes)).toEqual([
      ['events'],
      ['control'],
    ])
    expect(new Set(connections.map((item) => item.id)).size).toBe(4)
  })

  test('gets a machine like the one that its original has to itself', () => {
    const made = doubled(DRAWN, 'gw1', { place: 'zone-b', ownHost: true })
    expect(made?.twin.place).toBe('vm2')
    expect(made && placeById(made.design, 'vm2')).toEqual({
      id: 'vm2',
      kind: 'host',
      parent: 'zone-b',
      label: 'vm2',
      properties: { cores: 4 },
    })
  })

  test('gets none where several share one', () => {
    const shared = {
      ...DRAWN,
      topology: { ...DRAWN.topology, components: DRAWN.topology.components.map((item) => ({ ...item, place: 'vm1' })) },
    }
    expect(componentById(addTwin(shared, 'gw1', { place: 'zone-b', ownHost: true }), 'gw2')?.place).toBe('zone-b')
  })

  test('stands in its tier of the other zone, and beside the others when that spot is taken', () => {
    const pattern = patternById('pattern-3').template('4.7.0')
    const three = addTwin(pattern, 'gw1', { place: 'zone-b' })
    const four = addTwin(three, 'gw1', { place: 'zone-b' })
    const [first, third, fourth] = ['gw2', 'gw3', 'gw4'].map((id) => boxOf(four, id))
    expect([third?.y, fourth?.y]).toEqual([first?.y, first?.y])
    const boxes = four.topology.components.flatMap((item) => (item.place === 'zone-b' ? boxOf(four, item.id) : []))
    for (const box of boxes) for (const other of boxes) if (box !== other) expect(touches(box, other)).toBe(false)
  })

  test('of nothing is nothing', () => {
    expect(addTwin(DRAWN, 'gone')).toBe(DRAWN)
  })
})

function boxOf(of: Design, id: Id): Required<Box> {
  const box = of.layout[id]
  if (box?.width === undefined || box.height === undefined) throw new Error(`${id} is not laid out`)
  return { x: box.x, y: box.y, width: box.width, height: box.height }
}
