import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDesign, serializeDesign } from '../document/codec'
import { acknowledge, changeKind, removeElements, renameDesign, setVersion } from '../document/edits'
import type { Component, Connection, Design, JsonValue } from '../model/design'
import { PATTERNS } from '../patterns'
import { arbitraryDesign } from '../testing/arbitrary'
import { runs } from '../testing/breadth'
import { component, connection, design, place } from '../testing/builders'
import { changeLines } from './change-sentences'
import { changesBetween } from './changes'

const BEFORE = design({
  places: [place('dc1', 'datacenter', { label: 'Colombo' }), place('az-a', 'zone', { parent: 'dc1', label: 'a' })],
  components: [
    component('gw1', 'universal-gateway', { label: 'Gateway 1', place: 'az-a', properties: { portOffset: 1 } }),
    component('gw2', 'universal-gateway', { label: 'Gateway 2', place: 'az-a' }),
    component('acp1', 'api-control-plane', { label: 'Control Plane 1' }),
    component('lb1', 'load-balancer', { label: 'Front' }),
  ],
  connections: [
    connection('lb1', 'gw1', ['api-traffic']),
    connection('gw1', 'acp1', ['events']),
    connection('gw2', 'acp1'),
  ],
  layout: { gw1: { x: 0, y: 0 }, dc1: { x: 0, y: 0, width: 500, height: 300 } },
})

function withComponent(id: string, patch: Partial<Component>): Design {
  const components = BEFORE.topology.components.map((item) => (item.id === id ? { ...item, ...patch } : item))
  return { ...BEFORE, topology: { ...BEFORE.topology, components } }
}

function withConnection(id: string, patch: Partial<Connection>): Design {
  const connections = BEFORE.topology.connections.map((item) => (item.id === id ? { ...item, ...patch } : item))
  return { ...BEFORE, topology: { ...BEFORE.topology, connections } }
}

function adding(components: readonly Component[], connections: readonly Connection[] = []): Design {
  return {
    ...BEFORE,
    topology: {
      ...BEFORE.topology,
      components: [...BEFORE.topology.components, ...components],
      connections: [...BEFORE.topology.connections, ...connections],
    },
  }
}

const texts = (after: Design, before = BEFORE) => changeLines(before, after).map(({ text }) => text)

describe('what differs is said with labels', () => {
  test.each<[string, Design, readonly string[]]>([
    ['nothing', BEFORE, []],
    [
      'components that are new',
      adding([
        component('tm1', 'traffic-manager', { label: 'TM 1', place: 'az-a' }),
        component('tm2', 'traffic-manager', { label: 'TM 2', replicas: 2 }),
        component('glb1', 'global-load-balancer', { label: 'Global load balancer' }),
      ]),
      ['Adds Global load balancer', 'Adds 2 Traffic Managers: TM 1 in zone a and TM 2 (2 instances)'],
    ],
    [
      'a component that is gone, with its connections',
      removeElements(BEFORE, ['gw1']),
      ['Removes Gateway 1 with its 2 connections'],
    ],
    [
      'a place that is gone, and what stood in it',
      removeElements(BEFORE, ['az-a']),
      ['Removes Gateway 1 and Gateway 2 with their 3 connections', 'Removes zone a'],
    ],
    ['another kind', changeKind(BEFORE, 'acp1', 'all-in-one'), ['Changes Control Plane 1 to an All-in-One']],
    ['another place', withComponent('acp1', { place: 'dc1' }), ['Moves Control Plane 1 into datacenter Colombo']],
    [
      'another number of instances',
      withComponent('acp1', { replicas: 2 }),
      ['Changes the instances of Control Plane 1 from 1 to 2'],
    ],
    ['another label', withComponent('lb1', { label: 'Edge' }), ['Renames Front to Edge']],
    [
      'another fact',
      withComponent('gw1', { properties: { portOffset: 2 } }),
      ['Changes the port offset of Gateway 1 from 1 to 2'],
    ],
    [
      'a fact for the first time',
      withComponent('lb1', { properties: { sticky: true } }),
      ['Sets the sticky sessions of Front to yes'],
    ],
    [
      'a fact no longer',
      withComponent('gw1', { properties: {} }),
      ['Leaves open the port offset of Gateway 1, which was 1'],
    ],
    [
      'connections that are new, all that run alike in one sentence',
      adding(
        [],
        [connection('acp1', 'gw1', ['control']), connection('acp1', 'gw2', ['control']), connection('lb1', 'gw2')],
      ),
      ['Connects Control Plane 1 to Gateway 1 and Gateway 2 for control', 'Connects Front to Gateway 2'],
    ],
    [
      'connections both ways as one',
      adding([], [connection('gw1', 'gw2', ['events']), connection('gw2', 'gw1', ['events'])]),
      ['Connects Gateway 1 and Gateway 2, both ways for events'],
    ],
    ['a connection that is gone', removeElements(BEFORE, ['gw2-acp1']), ['Disconnects Gateway 2 from Control Plane 1']],
    [
      'more purposes',
      withConnection('gw1-acp1', { purposes: ['events', 'key-management'] }),
      ['Lets the connection from Gateway 1 to Control Plane 1 carry key management too'],
    ],
    [
      'fewer purposes',
      withConnection('lb1-gw1', { purposes: [] }),
      ['Lets the connection from Front to Gateway 1 carry no API traffic'],
    ],
    [
      'purposes that were implied',
      withConnection('gw2-acp1', { purposes: ['control'] }),
      ['Lets the connection from Gateway 2 to Control Plane 1 carry control alone'],
    ],
    [
      'another end',
      withConnection('lb1-gw1', { to: 'gw2' }),
      ['Leads the connection from Front to Gateway 1 from Front to Gateway 2 instead'],
    ],
    ['settings', { ...BEFORE, settings: { production: false } }, ['Sets the production in the settings to no']],
    [
      'facts about the load',
      { ...BEFORE, settings: { sizing: { targetTps: 800 } } },
      ['Sets the peak load in the settings to 800 calls/s'],
    ],
    ['the version', setVersion(BEFORE, '4.6.0'), ['Changes the API Manager version from 4.7.0 to 4.6.0']],
    ['the title', renameDesign(BEFORE, { title: 'Next' }), ['Changes the title of the design from "Test" to "Next"']],
    [
      'what is acknowledged',
      acknowledge(BEFORE, { code: 'HA-01', subjects: ['gw1'] }, 'Fine'),
      ['Acknowledges HA-01 of Gateway 1'],
    ],
    ['the story', { ...BEFORE, story: [{ title: 'One' }] }, ['Changes the story']],
    [
      'positions',
      { ...BEFORE, layout: { gw1: { x: 5, y: 0 }, dc1: { x: 0, y: 0, width: 600, height: 300 } } },
      ['Makes room in the frames of datacenter Colombo', 'Moves Gateway 1 on the canvas'],
    ],
  ])('%s', (_what, after, expected) => {
    expect(texts(after)).toEqual(expected)
  })

  test('of many alike, the first are named and the rest counted', () => {
    const made = Array.from({ length: 8 }, (_, index) =>
      component(`km${index + 1}`, 'key-manager', { label: `Key Manager ${index + 1}` }),
    )
    expect(texts(adding(made))).toEqual([
      'Adds 8 Key Managers: Key Manager 1, Key Manager 2, Key Manager 3, Key Manager 4 and 4 more',
    ])
  })

  test('where a label is drawn twice, the outermost place tells which', () => {
    const twins = design({
      places: [place('east', 'datacenter'), place('west', 'datacenter')],
      components: [
        component('gw1', 'universal-gateway', { label: 'Gateway', place: 'east' }),
        component('gw2', 'universal-gateway', { label: 'Gateway', place: 'west' }),
      ],
    })
    expect(texts(removeElements(twins, ['gw2']), twins)).toEqual(['Removes Gateway of west'])
  })

  test('each line names the elements that it is about', () => {
    const lines = changeLines(BEFORE, adding([], [connection('lb1', 'gw2')]))
    expect(lines).toEqual([{ sign: 'add', text: 'Connects Front to Gateway 2', ids: ['lb1-gw2', 'lb1', 'gw2'] }])
  })

  test('ids are not said where labels are', () => {
    for (const from of PATTERNS) {
      for (const to of PATTERNS) {
        const said = changeLines(from.template('4.7.0'), to.template('4.7.0')).map(({ text }) => text)
        expect(said.filter((text) => /\b(gw|acp|tm|km|aio|lb|vip|db|zone-)\d/.test(text))).toEqual([])
      }
    }
  })
})

/** The document without what makes no difference: the order of lists and keys, and an instance count of one. */
function canonical({ topology, acknowledged, ...rest }: Design): string {
  const list = (items: readonly object[]) => items.map((item) => sorted(item as unknown as JsonValue)).sort()
  const sets = (item: Connection) => ({
    ...item,
    ...(item.purposes && { purposes: [...item.purposes].sort() }),
    ...(item.schemas && { schemas: [...item.schemas].sort() }),
  })
  const { places, components, connections, ...unknown } = topology
  return JSON.stringify([
    sorted(rest as unknown as JsonValue),
    sorted(unknown as JsonValue),
    list(places.map(withoutEmptyProperties)),
    list(components.map(({ replicas = 1, ...item }) => ({ ...withoutEmptyProperties(item), replicas }))),
    list(connections.map(sets)),
    list(acknowledged.map((item) => ({ ...item, subjects: [...item.subjects].sort() }))),
  ])
}

function withoutEmptyProperties<T extends { readonly properties?: object }>({ properties, ...item }: T): object {
  return properties && Object.keys(properties).length > 0 ? { ...item, properties } : item
}

function sorted(value: JsonValue): string {
  return JSON.stringify(value, (_key, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function reversed(of: Design): Design {
  const { places, components, connections } = of.topology
  const turn = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, inner]) => [key, turn(inner)]),
        )
      : value
  return {
    ...of,
    settings: turn(of.settings) as Design['settings'],
    topology: {
      ...of.topology,
      places: [...places].reverse().map((item) => turn(item) as typeof item),
      components: [...components].reverse().map((item) => turn(item) as typeof item),
      connections: [...connections].reverse().map((item) => turn(item) as typeof item),
    },
    layout: turn(of.layout) as Design['layout'],
    acknowledged: [...of.acknowledged].reverse(),
  }
}

describe('between any two designs', () => {
  test('nothing is said of a design that was written and read', () => {
    fc.assert(
      fc.property(arbitraryDesign(), (one) => {
        const read = parseDesign(serializeDesign(one))
        expect(read.ok && changesBetween(one, read.value)).toEqual([])
      }),
    )
  })

  test('something is said exactly when they say different things', () => {
    // Small ones from few words, so that equal parts are common.
    const small = arbitraryDesign({ maxPlaces: 2, maxComponents: 2, maxConnections: 2, kinds: ['redis', 'backend'] })
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(small, small),
          small.map((one) => [one, reversed(one)] as const),
        ),
        ([one, other]) => {
          expect(changesBetween(one, other).length === 0).toBe(canonical(one) === canonical(other))
        },
      ),
    )
  })

  test('any part of a design that is taken out is reported', () => {
    fc.assert(
      fc.property(arbitraryDesign(), fc.nat(), (one, pick) => {
        const smaller = without(one, pick)
        if (canonical(smaller) === canonical(one)) return
        expect(changesBetween(one, smaller).length).toBeGreaterThan(0)
        expect(changesBetween(smaller, one).length).toBeGreaterThan(0)
        expect(changeLines(one, smaller).length).toBeGreaterThan(0)
      }),
      { numRuns: runs(300) },
    )
  })

  test('the order in which things were drawn changes no sentence', () => {
    fc.assert(
      fc.property(arbitraryDesign(), arbitraryDesign(), (one, other) => {
        expect(changesBetween(reversed(one), reversed(other))).toEqual(changesBetween(one, other))
        expect(changeLines(reversed(one), reversed(other))).toEqual(changeLines(one, other))
      }),
    )
  })

  test('every changed element is named by a sentence', () => {
    fc.assert(
      fc.property(arbitraryDesign(), arbitraryDesign(), (one, other) => {
        const named = new Set(changeLines(one, other).flatMap(({ ids }) => ids))
        const changed = changesBetween(one, other).flatMap((change) => ('id' in change ? [change.id] : []))
        const withRemoved = new Set(
          one.topology.connections
            .filter(({ from, to }) =>
              [from, to].some((id) => !other.topology.components.some((item) => item.id === id)),
            )
            .map(({ id }) => id),
        )
        expect(changed.filter((id) => !named.has(id) && !withRemoved.has(id))).toEqual([])
      }),
    )
  })
})

/** Keys that no document may lack. */
const REQUIRED = 'id kind from to places components connections x y code subjects reason title'.split(' ')

/** The design with one part taken out: every path of the document can be hit. */
function without(one: Design, pick: number): Design {
  const paths: (readonly (string | number)[])[] = []
  const walk = (value: unknown, path: readonly (string | number)[]) => {
    if (path.length > 0) paths.push(path)
    if (Array.isArray(value)) for (const [index, inner] of value.entries()) walk(inner, [...path, index])
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key])
  }
  walk(
    {
      topology: one.topology,
      settings: one.settings,
      layout: one.layout,
      story: one.story,
      acknowledged: one.acknowledged,
    },
    [],
  )
  const removable = paths.filter((path) => {
    const key = path.at(-1)
    return path.length > 1 && !REQUIRED.includes(String(key))
  })
  const path = removable[pick % Math.max(1, removable.length)]
  if (!path) return one
  const cut = (value: unknown, [key, ...rest]: readonly (string | number)[]): unknown => {
    if (Array.isArray(value))
      return rest.length === 0
        ? value.filter((_, index) => index !== key)
        : value.map((inner, index) => (index === key ? cut(inner, rest) : inner))
    const entries = Object.entries(value as object)
    return Object.fromEntries(
      rest.length === 0
        ? entries.filter(([name]) => name !== key)
        : entries.map(([name, inner]) => [name, name === key ? cut(inner, rest) : inner]),
    )
  }
  return cut(one, path) as Design
}
