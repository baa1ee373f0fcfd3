import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyDesign } from '../document/edits'
import type { Component, Design, Id, Layout, Place } from '../model/design'
import { PATTERNS } from '../patterns'
import { autoLayout } from './auto-layout'
import { absoluteRects, boundsOf, CARD, PADDING, type Rect, touches, treeOf } from './boxes'
import { completeLayout } from './complete-layout'
import { freeSpot } from './free-spot'
import { addComponentAt, addPlaceAt, duplicateBeside, moveElements, nearestStanding, setBoxes } from './placing'

const TEMPLATES = PATTERNS.map((pattern) => pattern.template('4.7.0'))

/** What is drawn wrongly: neighbours that overlap, and what sticks out of its place. */
function faultsOf(topology: Design['topology'], layout: Layout): readonly string[] {
  const rects = absoluteRects(topology, layout)
  const tree = treeOf(topology)
  const faults: string[] = []
  for (const [container, children] of tree.children) {
    const frame = container === null ? undefined : rects.get(container)
    children.forEach((id, index) => {
      const rect = rects.get(id)
      if (!rect) return
      if (frame && !holds(frame, rect)) faults.push(`${id} sticks out of ${container}`)
      for (const other of children.slice(index + 1)) {
        const neighbour = rects.get(other)
        if (neighbour && touches(rect, neighbour)) faults.push(`${id} overlaps ${other}`)
      }
    })
  }
  return faults
}

function holds(frame: Rect, rect: Rect): boolean {
  return (
    rect.x >= frame.x &&
    rect.y >= frame.y &&
    rect.x + rect.width <= frame.x + frame.width &&
    rect.y + rect.height <= frame.y + frame.height
  )
}

function designOf(places: readonly Place[], components: readonly Component[], layout: Layout = {}): Design {
  return { ...emptyDesign(), topology: { places, components, connections: [] }, layout }
}

/** Datacenters, zones and hosts with cards in them, with or without boxes. */
const drawings = fc
  .record({
    zones: fc.integer({ min: 1, max: 3 }),
    hosts: fc.integer({ min: 0, max: 3 }),
    cards: fc.array(
      fc.record({
        kind: fc.constantFrom('universal-gateway', 'traffic-manager', 'database', 'api-consumer', 'load-balancer'),
        home: fc.nat(20),
      }),
      { maxLength: 20 },
    ),
  })
  .map(({ zones, hosts, cards }) => {
    const places: Place[] = [{ id: 'dc', kind: 'datacenter' }]
    for (let zone = 0; zone < zones; zone++) {
      places.push({ id: `z${zone}`, kind: 'zone', parent: 'dc' })
      for (let host = 0; host < hosts; host++) places.push({ id: `h${zone}-${host}`, kind: 'host', parent: `z${zone}` })
    }
    const homes = [undefined, ...places.map((place) => place.id)]
    const components = cards.map(({ kind, home }, index): Component => {
      const place = homes[home % homes.length]
      return { id: `c${index}`, kind: kind as Component['kind'], ...(place !== undefined && { place }) }
    })
    return designOf(places, components)
  })

describe('autoLayout', () => {
  test('nothing overlaps and nothing sticks out, whatever is drawn', () => {
    fc.assert(
      fc.property(drawings, ({ topology }) => {
        expect(faultsOf(topology, autoLayout(topology))).toEqual([])
      }),
    )
  })

  test.each(TEMPLATES.map((design) => [design.name, design] as const))('%s is laid out without faults', (_, design) => {
    expect(faultsOf(design.topology, autoLayout(design.topology))).toEqual([])
  })

  test('traffic runs from left to right', () => {
    const kinds = [
      'database',
      'api-control-plane',
      'traffic-manager',
      'universal-gateway',
      'load-balancer',
      'api-consumer',
    ]
    const components = kinds.map((kind): Component => ({ id: kind, kind: kind as Component['kind'] }))
    const layout = autoLayout(designOf([], components).topology)
    const order = [...kinds].sort((a, b) => (layout[a]?.x ?? 0) - (layout[b]?.x ?? 0))
    expect(order).toEqual([...kinds].reverse())
  })
})

describe('completeLayout', () => {
  test('a template that is laid out already is left as it is', () => {
    for (const design of TEMPLATES) expect(completeLayout(design)).toBe(design.layout)
  })

  test('what has no box gets a free spot, and everything else keeps its reference', () => {
    fc.assert(
      fc.property(drawings, fc.nat(30), ({ topology }, omit) => {
        const layout = autoLayout(topology)
        const ids = Object.keys(layout)
        const missing = ids[omit % ids.length] ?? ''
        const { [missing]: _, ...rest } = layout
        const completed = completeLayout({ topology, layout: rest })
        expect(Object.keys(completed).sort()).toEqual(ids.sort())
        expect(faultsOf(topology, completed)).toEqual([])
      }),
    )
  })

  test('a place grows around what a fix put in it, and pushes its neighbour aside', () => {
    const host = (id: Id): Place => ({ id, kind: 'host' })
    const gateway = (id: Id): Component => ({ id, kind: 'universal-gateway', place: 'a' })
    const before = designOf([host('a'), host('b')], [gateway('gw1'), gateway('gw2')])
    const layout: Layout = {
      a: { x: 0, y: 0, width: 248, height: 132 },
      b: { x: 0, y: 160, width: 248, height: 132 },
      gw1: { x: 24, y: 44 },
    }
    const completed = completeLayout({ ...before, layout })
    expect(faultsOf(before.topology, completed)).toEqual([])
    expect(completed.gw1).toBe(layout.gw1)
    expect(completed.gw2).toBeDefined()
  })

  test('places that stand in each other and parents that do not exist are drawn on the canvas', () => {
    const design = designOf(
      [
        { id: 'a', kind: 'zone', parent: 'b' },
        { id: 'b', kind: 'zone', parent: 'a' },
        { id: 'c', kind: 'zone', parent: 'gone' },
      ],
      [{ id: 'gw', kind: 'universal-gateway', place: 'gone' }],
    )
    expect(Object.keys(completeLayout(design)).sort()).toEqual(['a', 'b', 'c', 'gw'])
  })
})

describe('freeSpot', () => {
  const rect = fc.record({
    x: fc.integer({ min: 0, max: 900 }),
    y: fc.integer({ min: 0, max: 900 }),
    width: fc.integer({ min: 10, max: 400 }),
    height: fc.integer({ min: 10, max: 400 }),
  })

  test('it touches nothing and stays inside, with and without a wish', () => {
    fc.assert(
      fc.property(
        fc.array(rect, { maxLength: 60 }),
        fc.option(fc.record({ x: fc.nat(900), y: fc.nat(900) })),
        (taken, wish) => {
          const room = { origin: { x: 24, y: 44 }, width: 500, height: 500, taken }
          const spot = freeSpot(room, CARD, wish === null ? undefined : { x: wish.x + 24, y: wish.y + 44 })
          expect(spot.x).toBeGreaterThanOrEqual(24)
          expect(spot.y).toBeGreaterThanOrEqual(44)
          expect(taken.filter((other) => touches({ ...spot, ...CARD }, other))).toEqual([])
        },
      ),
    )
  })

  test('a free wish is granted', () => {
    const room = { origin: { x: 0, y: 0 }, width: 0, height: 0, taken: [{ x: 0, y: 0, width: 50, height: 50 }] }
    expect(freeSpot(room, CARD, { x: 301, y: 77 })).toEqual({ x: 301, y: 77 })
  })
})

describe('adding', () => {
  test('kinds are labelled in turn and stand where they are put, one beside the other', () => {
    const host = addPlaceAt(emptyDesign(), 'host', { place: undefined })
    const first = addComponentAt(host.design, 'universal-gateway', { place: host.id })
    const second = addComponentAt(first.design, 'universal-gateway', { place: host.id })
    const third = addComponentAt(second.design, 'universal-gateway', { place: host.id, at: { x: 30, y: 50 } })
    expect(third.design.topology.components.map(({ label, place }) => [label, place])).toEqual([
      ['Universal Gateway', host.id],
      ['Universal Gateway 2', host.id],
      ['Universal Gateway 3', host.id],
    ])
    expect(faultsOf(third.design.topology, third.design.layout)).toEqual([])
  })

  test('a card that is dropped where there is room lands exactly there', () => {
    const { design, id } = addComponentAt(emptyDesign(), 'redis', { place: undefined, at: { x: -310, y: -77 } })
    expect(design.layout[id]).toMatchObject({ x: -310, y: -77 })
  })

  test('a zone goes into the nearest place that may hold it; a namespace without a cluster says what it needs', () => {
    const datacenter = addPlaceAt(emptyDesign(), 'datacenter', { place: undefined })
    const host = addPlaceAt(datacenter.design, 'host', { place: datacenter.id })
    expect(nearestStanding(host.design, 'zone', host.id)).toEqual({ ok: true, place: datacenter.id })
    const namespace = nearestStanding(host.design, 'namespace', host.id)
    expect(namespace.ok).toBe(false)
    expect(!namespace.ok && namespace.reason).toContain('Kubernetes cluster')
  })
})

describe('moving', () => {
  const datacenter = addPlaceAt(emptyDesign(), 'datacenter', { place: undefined, at: { x: 0, y: 0 } })
  const zone = addPlaceAt(datacenter.design, 'zone', { place: datacenter.id, at: { x: 40, y: 60 } })
  const gateway = addComponentAt(zone.design, 'universal-gateway', { place: undefined, at: { x: 1200, y: 40 } })
  const { design } = gateway
  const rect = (of: Design, id: Id) =>
    absoluteRects(of.topology, of.layout).get(id) ?? { x: 0, y: 0, width: 0, height: 0 }

  test('beside everything else it changes the layout alone', () => {
    const moved = moveElements(design, new Map([[gateway.id, { x: 1300, y: 500 }]]))
    expect(moved.topology).toBe(design.topology)
    expect(rect(moved, gateway.id)).toMatchObject({ x: 1300, y: 500 })
  })

  test('a card goes into the innermost place under its middle, at the point where it was let go', () => {
    const inZone = { x: rect(design, zone.id).x + 30, y: rect(design, zone.id).y + 50 }
    const moved = moveElements(design, new Map([[gateway.id, inZone]]))
    expect(moved.topology.components[0]?.place).toBe(zone.id)
    expect(rect(moved, gateway.id)).toMatchObject(inZone)
    const out = moveElements(moved, new Map([[gateway.id, { x: 1200, y: 40 }]]))
    expect(out.topology.components[0]?.place).toBeUndefined()
  })

  test('a place takes along what stands in it', () => {
    const inside = moveElements(design, new Map([[gateway.id, { x: 100, y: 130 }]]))
    const before = rect(inside, gateway.id)
    const moved = moveElements(inside, new Map([[datacenter.id, { x: 500, y: 700 }]]))
    expect(rect(moved, gateway.id)).toMatchObject({ x: before.x + 500, y: before.y + 700 })
    expect(moved.topology).toBe(inside.topology)
  })

  test('a datacenter stays out of its own zone', () => {
    const moved = moveElements(design, new Map([[datacenter.id, rect(design, zone.id)]]))
    expect(moved.topology.places.find((place) => place.id === datacenter.id)?.parent).toBeUndefined()
  })

  test('a place that may not stand there goes into the nearest one around that may hold it', () => {
    const host = addPlaceAt(design, 'host', { place: zone.id })
    const other = addPlaceAt(host.design, 'zone', { place: datacenter.id })
    const target = rect(other.design, host.id)
    const moved = moveElements(other.design, new Map([[other.id, { x: target.x + 10, y: target.y + 10 }]]))
    expect(moved.topology.places.find((place) => place.id === other.id)?.parent).toBe(datacenter.id)
  })

  test('to where it is already is no edit', () => {
    expect(moveElements(design, new Map([[gateway.id, rect(design, gateway.id)]]))).toBe(design)
  })

  test('a frame is never made smaller than what stands in it', () => {
    const inside = moveElements(design, new Map([[gateway.id, { x: 100, y: 130 }]]))
    const box = inside.layout[zone.id]
    const shrunk = setBoxes(inside, { [zone.id]: { x: box?.x ?? 0, y: box?.y ?? 0, width: 20, height: 20 } })
    expect(faultsOf(shrunk.topology, shrunk.layout)).toEqual([])
    expect(shrunk.layout[zone.id]?.width).toBeGreaterThanOrEqual(CARD.width + PADDING.side)
  })
})

describe('duplicating', () => {
  test.each(TEMPLATES.map((design) => [design.name, design] as const))(
    'a tier of %s lies on nothing else',
    (_, design) => {
      const servers = design.topology.components
        .filter((component) => component.place !== undefined)
        .map(({ id }) => id)
      const copied = duplicateBeside(design, servers)
      expect(copied.ids).toHaveLength(servers.length)
      expect(faultsOf(copied.design.topology, copied.design.layout)).toEqual([])
    },
  )

  test('a zone comes with all that is in it', () => {
    const [design] = TEMPLATES.slice(3)
    const zone = design?.topology.places.find((place) => place.kind === 'zone')
    if (!design || !zone) throw new Error('Pattern 3 has a zone')
    const copied = duplicateBeside(design, [zone.id])
    expect(faultsOf(copied.design.topology, copied.design.layout)).toEqual([])
    expect(copied.design.topology.components.length).toBeGreaterThan(design.topology.components.length + 2)
  })
})

test('bounds reach around everything, and of nothing there are none', () => {
  expect(boundsOf([])).toBeNull()
  expect(
    boundsOf([
      { x: 5, y: 6, width: 10, height: 10 },
      { x: -1, y: 20, width: 2, height: 3 },
    ]),
  ).toEqual({ x: -1, y: 6, width: 16, height: 17 })
})
