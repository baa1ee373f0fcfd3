import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KINDS } from '../kinds'
import { APIM_VERSIONS, type Design, type Id, KIND_IDS, PLACE_KIND_IDS } from '../model/design'
import {
  ancestorsOf,
  childrenOf,
  componentById,
  connectionById,
  contentsOf,
  depthOf,
  placeById,
} from '../model/queries'
import { arbitraryDesign, fieldValue } from '../testing/arbitrary'
import { runs, usually } from '../testing/breadth'
import { component, connection, deepFreeze, design, place } from '../testing/builders'
import { LIMITS, parseDesign, serializeDesign } from './codec'
import {
  acknowledge,
  addComponent,
  addedIds,
  addPlace,
  changeId,
  changeKind,
  connect,
  duplicate,
  emptyDesign,
  freshId,
  moveBoxes,
  moveInto,
  nameFromTitle,
  removeElements,
  renameDesign,
  reverseConnection,
  setProperty,
  setSettings,
  setSizing,
  setVersion,
  unacknowledge,
  updateComponent,
  updateConnection,
  updatePlace,
} from './edits'

/** A datacenter with two zones, a host in each, gateways on them, a load balancer and a database outside. */
const DRAWN: Design = deepFreeze(
  design({
    places: [
      place('dc1', 'datacenter', { label: 'Colombo' }),
      place('az-a', 'zone', { parent: 'dc1', label: 'a' }),
      place('az-b', 'zone', { parent: 'dc1', label: 'b' }),
      place('vm1', 'host', { parent: 'az-a', properties: { address: '10.0.1.11', cores: 4 } }),
      place('hv1', 'hypervisor'),
    ],
    components: [
      component('gw1', 'universal-gateway', {
        place: 'vm1',
        label: 'Gateway 1',
        properties: { hostname: 'gw1.internal', heapMb: 2048, hypervisor: 'hv1', custom: 1 },
      }),
      component('acp1', 'api-control-plane', { place: 'az-b' }),
      component('lb1', 'load-balancer'),
      component('db1', 'database', { properties: { members: ['dbnode1', 'dbnode2'], mode: 'auto' } }),
      component('dbnode1', 'database-node', { properties: { database: 'db1' } }),
      component('dbnode2', 'database-node', { place: 'az-b', properties: { database: 'db1' } }),
    ],
    connections: [connection('lb1', 'gw1'), connection('gw1', 'acp1', ['events']), connection('acp1', 'db1')],
    layout: {
      dc1: { x: 0, y: 0, width: 900, height: 500 },
      vm1: { x: 20, y: 30 },
      gw1: { x: 5, y: 6 },
      lb1: { x: 1, y: 1 },
    },
    acknowledged: [
      { code: 'HA-01', subjects: ['gw1'], reason: 'one is enough' },
      { code: 'PL-01', subjects: ['gw1', 'lb1'], reason: 'same room' },
    ],
    story: [{ title: 'Zone a fails', focus: ['gw1', 'lb1'], failed: ['vm1', 'gw1#2', 'zone:a'] }],
  }),
)

function idsOf({ topology }: Design): { places: Id[]; components: Id[]; connections: Id[] } {
  const ids = (list: readonly { readonly id: Id }[]) => list.map(({ id }) => id)
  return { places: ids(topology.places), components: ids(topology.components), connections: ids(topology.connections) }
}

describe('adding', () => {
  test('an empty design is valid', () => {
    expect(parseDesign(serializeDesign(emptyDesign()))).toEqual({ ok: true, value: emptyDesign() })
  })

  test('a component stands where it is put', () => {
    const added = addComponent(DRAWN, component('gw2', 'universal-gateway', { place: 'vm1' }), { x: 1.234, y: 2 })
    expect(componentById(added, 'gw2')?.place).toBe('vm1')
    expect(added.layout.gw2).toEqual({ x: 1.23, y: 2 })
    expect(added.topology.places).toBe(DRAWN.topology.places)
    expect(added.topology.connections).toBe(DRAWN.topology.connections)
  })

  test.each([
    ['an id that a component has', component('gw1', 'backend')],
    ['an id that a place has', component('vm1', 'backend')],
    ['an id that a connection has', component('lb1-gw1', 'backend')],
    ['what is no id', component('a b', 'backend')],
    ['a place that is not there', component('x', 'backend', { place: 'gone' })],
    ['a component for a place', component('x', 'backend', { place: 'gw1' })],
  ])('a component with %s is refused', (_, refused) => {
    expect(addComponent(DRAWN, refused, { x: 0, y: 0 })).toBe(DRAWN)
  })

  test('a place stands only where its kind may', () => {
    expect(placeById(addPlace(DRAWN, place('vm2', 'host', { parent: 'az-b' })), 'vm2')?.parent).toBe('az-b')
    expect(addPlace(DRAWN, place('z', 'zone', { parent: 'vm1' }))).toBe(DRAWN)
    expect(addPlace(DRAWN, place('n', 'namespace'))).toBe(DRAWN)
    expect(addPlace(DRAWN, place('vm2', 'host', { parent: 'gone' }))).toBe(DRAWN)
    expect(addPlace(DRAWN, place('vm1', 'host'))).toBe(DRAWN)
  })

  test('a fresh id counts on and skips what is taken, by whatever', () => {
    expect(freshId(DRAWN, 'gw')).toBe('gw2')
    expect(freshId(DRAWN, 'vip')).toBe('vip1')
    expect(freshId(addPlace(DRAWN, place('gw2', 'zone')), 'gw')).toBe('gw3')
  })

  test('two components are connected once for the same purposes', () => {
    const once = connect(DRAWN, 'lb1', 'acp1')
    expect(connectionById(once, 'c1')).toEqual({ id: 'c1', from: 'lb1', to: 'acp1' })
    expect(connect(once, 'lb1', 'acp1')).toBe(once)
    const narrowed = connect(once, 'lb1', 'acp1', ['token'], { id: 'tokens' })
    expect(connectionById(narrowed, 'tokens')?.purposes).toEqual(['token'])
    expect(connectionById(connect(once, 'gw1', 'db1', ['sql'], { schemas: ['shared'] }), 'c2')?.schemas).toEqual([
      'shared',
    ])
  })

  test.each([
    ['lb1', 'lb1'],
    ['lb1', 'vm1'],
    ['gone', 'lb1'],
  ])('%s and %s are not connected', (from, to) => {
    expect(connect(DRAWN, from, to)).toBe(DRAWN)
  })

  test('a design does not grow beyond what a file may hold', () => {
    const components = Array.from({ length: LIMITS.components }, (_, index) => component(`x${index}`, 'backend'))
    const full = design({ components })
    expect(addComponent(full, component('one-more', 'backend'))).toBe(full)
    expect(duplicate(full, ['x1'])).toBe(full)
    expect(removeElements(full, ['x1']).topology.components).toHaveLength(LIMITS.components - 1)
  })
})

describe('removing', () => {
  test('a place goes with all in it, and nothing points at what is gone', () => {
    const left = removeElements(DRAWN, ['az-a'])
    expect(idsOf(left)).toEqual({
      places: ['dc1', 'az-b', 'hv1'],
      components: ['acp1', 'lb1', 'db1', 'dbnode1', 'dbnode2'],
      connections: ['acp1-db1'],
    })
    expect(left.layout).toEqual({ dc1: DRAWN.layout.dc1, lb1: DRAWN.layout.lb1 })
    expect(left.acknowledged).toEqual([{ code: 'PL-01', subjects: ['lb1'], reason: 'same room' }])
    expect(left.story).toEqual([{ title: 'Zone a fails', focus: ['lb1'], failed: ['zone:a'] }])
  })

  test('properties let go of what is gone', () => {
    const left = removeElements(DRAWN, ['dbnode1', 'hv1'])
    expect(componentById(left, 'db1')?.properties).toEqual({ members: ['dbnode2'], mode: 'auto' })
    expect(componentById(left, 'gw1')?.properties).toEqual({ hostname: 'gw1.internal', heapMb: 2048, custom: 1 })
    expect(componentById(removeElements(DRAWN, ['db1']), 'dbnode1')).toEqual({ id: 'dbnode1', kind: 'database-node' })
  })

  test('a connection goes alone', () => {
    const left = removeElements(DRAWN, ['lb1-gw1'])
    expect(idsOf(left).connections).toEqual(['gw1-acp1', 'acp1-db1'])
    expect(left.topology.components).toBe(DRAWN.topology.components)
    expect(left.layout).toBe(DRAWN.layout)
  })

  test('nothing to remove changes nothing', () => {
    expect(removeElements(DRAWN, [])).toBe(DRAWN)
    expect(removeElements(DRAWN, ['gone'])).toBe(DRAWN)
  })
})

describe('changing', () => {
  test('labels and replicas: empty and 1 are not written', () => {
    const changed = updateComponent(DRAWN, 'gw1', { label: 'Edge', replicas: 3 })
    expect(componentById(changed, 'gw1')).toMatchObject({ label: 'Edge', replicas: 3 })
    const plain = updateComponent(changed, 'gw1', { label: '', replicas: 1 })
    expect(componentById(plain, 'gw1')).not.toHaveProperty('label')
    expect(componentById(plain, 'gw1')).not.toHaveProperty('replicas')
    expect(updateComponent(DRAWN, 'gw1', { label: 'Gateway 1' })).toBe(DRAWN)
    expect(updateComponent(DRAWN, 'vm1', { label: 'x' })).toBe(DRAWN)
    expect(placeById(updatePlace(DRAWN, 'dc1', { label: undefined }), 'dc1')).not.toHaveProperty('label')
  })

  test.each([0, 101, 1.5, Number.NaN])('%d replicas are refused', (replicas) => {
    expect(updateComponent(DRAWN, 'gw1', { replicas })).toBe(DRAWN)
  })

  test('a label is one line of at most 120 characters, whatever is pasted', () => {
    const pasted = updatePlace(DRAWN, 'dc1', { label: `a\nb\u202e${'\u{1f600}'.repeat(80)}` })
    const label = placeById(pasted, 'dc1')?.label ?? ''
    expect(label.startsWith('a b ')).toBe(true)
    expect(label.length).toBeLessThanOrEqual(120)
    expect(parseDesign(serializeDesign(pasted))).toEqual({ ok: true, value: pasted })
  })

  test('a connection is narrowed, widened again and turned round', () => {
    const narrowed = updateConnection(DRAWN, 'lb1-gw1', { purposes: ['api-traffic'] })
    expect(connectionById(narrowed, 'lb1-gw1')?.purposes).toEqual(['api-traffic'])
    expect(updateConnection(narrowed, 'lb1-gw1', { purposes: ['api-traffic'] })).toBe(narrowed)
    expect(updateConnection(narrowed, 'lb1-gw1', { purposes: undefined })).toEqual(DRAWN)
    expect(connectionById(reverseConnection(DRAWN, 'lb1-gw1'), 'lb1-gw1')).toMatchObject({ from: 'gw1', to: 'lb1' })
  })

  test('a property is set, taken out, and refused when its field does not take it', () => {
    const set = setProperty(DRAWN, 'lb1', 'layer', 4)
    expect(componentById(set, 'lb1')?.properties).toEqual({ layer: 4 })
    expect(setProperty(set, 'lb1', 'layer', undefined)).toEqual(DRAWN)
    expect(componentById(setProperty(set, 'lb1', 'layer', undefined), 'lb1')).not.toHaveProperty('properties')
    expect(setProperty(set, 'lb1', 'layer', '')).toEqual(DRAWN)
    expect(setProperty(set, 'lb1', 'layer', 4)).toBe(set)
    expect(setProperty(DRAWN, 'lb1', 'layer', 5)).toBe(DRAWN)
    expect(setProperty(DRAWN, 'gw1', 'hostname', '$(reboot)')).toBe(DRAWN)
    expect(setProperty(DRAWN, 'lb1', '__proto__', { a: 1 })).toBe(DRAWN)
    expect(setProperty(DRAWN, 'gone', 'layer', 4)).toBe(DRAWN)
    expect(componentById(setProperty(DRAWN, 'db1', 'databaseMode', 'geo'), 'db1')?.properties?.mode).toBe('geo')
    expect(placeById(setProperty(DRAWN, 'vm1', 'memoryMb', 4096), 'vm1')?.properties).toMatchObject({ memoryMb: 4096 })
  })

  test('facts about the load', () => {
    const said = setSizing(DRAWN, { targetTps: 6000, analytics: true, payloadKib: 0 })
    expect(said.settings).toEqual({ ...DRAWN.settings, sizing: { targetTps: 6000, analytics: true } })
    expect(setSizing(said, { targetTps: 6000 })).toBe(said)
    expect(setSizing(said, { targetTps: undefined }).settings.sizing).toEqual({ analytics: true })
    expect(setSizing(setSizing(said, { targetTps: undefined }), { analytics: undefined }).settings).toEqual(
      DRAWN.settings,
    )
    expect(setSizing(DRAWN, { targetTps: undefined })).toBe(DRAWN)
  })

  test('settings, name, title and version', () => {
    const set = setSettings(DRAWN, { dbms: 'postgresql', serviceUser: 'root;', production: false })
    expect(set.settings).toEqual({ dbms: 'postgresql', production: false })
    expect(setSettings(set, { dbms: undefined }).settings).toEqual({ production: false })
    expect(setSettings(set, { dbms: 'postgresql' })).toBe(set)
    expect(renameDesign(DRAWN, { name: 'acme', title: 'ACME' })).toMatchObject({ name: 'acme', title: 'ACME' })
    expect(renameDesign(DRAWN, { name: 'AC ME' })).toBe(DRAWN)
    expect(setVersion(DRAWN, '4.6.0').apimVersion).toBe('4.6.0')
    expect(setVersion(DRAWN, '4.7.0')).toBe(DRAWN)
  })

  test.each([
    ['ACME production', 'acme-production'],
    ['  Größe & Co. ', 'gro-e-co'],
    ['日本', 'untitled'],
    ['x'.repeat(80), 'x'.repeat(63)],
    [`${'x'.repeat(62)} y`, 'x'.repeat(62)],
  ])('the name for %j is %s', (title, name) => {
    expect(nameFromTitle(title)).toBe(name)
  })

  test('a finding is accepted, the reason replaced, and taken back', () => {
    const accepted = acknowledge(DRAWN, { code: 'DB-03', subjects: ['db1', 'gw1'] }, ' provider\npromotes ')
    expect(accepted.acknowledged.at(-1)).toEqual({
      code: 'DB-03',
      subjects: ['db1', 'gw1'],
      reason: 'provider promotes',
    })
    const again = acknowledge(accepted, { code: 'DB-03', subjects: ['gw1', 'db1'] }, 'tested')
    expect(again.acknowledged).toHaveLength(3)
    expect(again.acknowledged.at(-1)?.reason).toBe('tested')
    expect(unacknowledge(again, { code: 'DB-03', subjects: ['db1', 'gw1'] }).acknowledged).toEqual(DRAWN.acknowledged)
    expect(unacknowledge(DRAWN, { code: 'HA-09', subjects: ['gw1'] })).toBe(DRAWN)
    expect(acknowledge(DRAWN, { code: 'DB-03', subjects: ['db1'] }, '  ')).toBe(DRAWN)
  })

  test('another kind keeps the properties that it takes and those that nobody knows', () => {
    const changed = changeKind(DRAWN, 'gw1', 'backend')
    expect(componentById(changed, 'gw1')).toEqual({
      ...componentById(DRAWN, 'gw1'),
      kind: 'backend',
      properties: { hostname: 'gw1.internal', hypervisor: 'hv1', custom: 1 },
    })
    expect(changeKind(DRAWN, 'gw1', 'zone')).toBe(DRAWN)
    expect(changeKind(DRAWN, 'gw1', 'universal-gateway')).toBe(DRAWN)
    expect(placeById(changeKind(DRAWN, 'vm1', 'kubernetes-cluster'), 'vm1')).toEqual({
      id: 'vm1',
      kind: 'kubernetes-cluster',
      parent: 'az-a',
    })
    expect(changeKind(DRAWN, 'az-a', 'host')).toBe(DRAWN)
    expect(changeKind(DRAWN, 'vm1', 'namespace')).toBe(DRAWN)
  })

  test('another id is known everywhere', () => {
    const renamed = changeId(changeId(changeId(DRAWN, 'gw1', 'edge'), 'dbnode1', 'pg1'), 'vm1', 'machine')
    expect(idsOf(renamed).components).toEqual(['edge', 'acp1', 'lb1', 'db1', 'pg1', 'dbnode2'])
    expect(componentById(renamed, 'edge')?.place).toBe('machine')
    expect(componentById(renamed, 'db1')?.properties?.members).toEqual(['pg1', 'dbnode2'])
    expect(connectionById(renamed, 'lb1-gw1')?.to).toBe('edge')
    expect(Object.keys(renamed.layout).sort()).toEqual(['dc1', 'edge', 'lb1', 'machine'])
    expect(renamed.acknowledged[0]?.subjects).toEqual(['edge'])
    expect(renamed.story[0]).toMatchObject({ focus: ['edge', 'lb1'], failed: ['machine', 'edge#2', 'zone:a'] })
    expect(changeId(DRAWN, 'gw1', 'lb1')).toBe(DRAWN)
    expect(changeId(DRAWN, 'gw1', 'a b')).toBe(DRAWN)
  })
})

describe('moving', () => {
  test('a component moves into a place and out again', () => {
    const moved = moveInto(DRAWN, 'lb1', 'az-b', { x: 10, y: 20 })
    expect(componentById(moved, 'lb1')?.place).toBe('az-b')
    expect(moved.layout.lb1).toEqual({ x: 10, y: 20 })
    const out = moveInto(moved, 'lb1', undefined, { x: 1, y: 1 })
    expect(out).toEqual(DRAWN)
    expect(componentById(out, 'lb1')).not.toHaveProperty('place')
  })

  test('a move within one place changes the layout alone', () => {
    const moved = moveInto(DRAWN, 'gw1', 'vm1', { x: 50, y: 6 })
    expect(moved.topology).toBe(DRAWN.topology)
    expect(moved.layout.gw1).toEqual({ x: 50, y: 6 })
    expect(moveInto(DRAWN, 'gw1', 'vm1', { x: 5, y: 6 })).toBe(DRAWN)
  })

  test.each([
    ['a zone into a host', 'az-b', 'vm1'],
    ['a datacenter into its own zone', 'dc1', 'az-a'],
    ['a zone into itself', 'az-a', 'az-a'],
    ['a zone into a component', 'az-a', 'gw1'],
    ['what is not there', 'gone', 'az-a'],
    ['into what is not there', 'vm1', 'gone'],
  ])('%s is refused', (_, id, placeId) => {
    expect(moveInto(DRAWN, id, placeId, { x: 0, y: 0 })).toBe(DRAWN)
  })

  test('a segment with a datacenter in it does not move into a host', () => {
    const segment = addPlace(
      addPlace(DRAWN, place('net1', 'network-segment')),
      place('dc2', 'datacenter', { parent: 'net1' }),
    )
    expect(moveInto(segment, 'net1', 'vm1', { x: 0, y: 0 })).toBe(segment)
    expect(
      moveInto(removeElements(segment, ['dc2']), 'net1', 'vm1', { x: 0, y: 0 }).topology.places.at(-1)?.parent,
    ).toBe('vm1')
  })

  test('boxes keep their size, are rounded, and what is no number is left out', () => {
    const moved = moveBoxes(DRAWN, { dc1: { x: 1.005, y: -3.337 }, gone: { x: 1, y: 1 }, lb1: { x: Number.NaN, y: 2 } })
    expect(moved.layout).toEqual({ ...DRAWN.layout, dc1: { x: 1, y: -3.34, width: 900, height: 500 } })
    expect(moved.topology).toBe(DRAWN.topology)
    expect(moveBoxes(DRAWN, { gw1: { x: 5.001, y: 6 } })).toBe(DRAWN)
    expect(moveBoxes(DRAWN, { gw1: { x: 1e9, y: 6, width: -5 } }).layout.gw1).toEqual({ x: 1e6, y: 6, width: 1 })
  })
})

describe('duplicating', () => {
  test('a copy keeps the wiring, but no name and no address', () => {
    const copied = duplicate(DRAWN, ['gw1'])
    expect(componentById(copied, 'gw2')).toEqual({
      id: 'gw2',
      kind: 'universal-gateway',
      place: 'vm1',
      label: 'Gateway 2',
      properties: { heapMb: 2048, hypervisor: 'hv1', custom: 1 },
    })
    expect(copied.topology.connections.slice(3)).toEqual([
      { id: 'c1', from: 'lb1', to: 'gw2' },
      { id: 'c2', from: 'gw2', to: 'acp1', purposes: ['events'] },
    ])
    expect(copied.layout.gw2).toEqual({ x: 29, y: 30 })
    expect(addedIds(DRAWN, copied)).toEqual(['gw2', 'c1', 'c2'])
  })

  test('a zone is copied with all in it, and is another zone', () => {
    const copied = duplicate(DRAWN, ['az-a', 'gw1'])
    expect(placeById(copied, 'zone1')).toMatchObject({ parent: 'dc1', label: 'c' })
    expect(placeById(copied, 'host1')).toEqual({ id: 'host1', kind: 'host', parent: 'zone1', properties: { cores: 4 } })
    expect(componentById(copied, 'gw2')).toMatchObject({ place: 'host1', label: 'Gateway 1' })
    expect(copied.layout.gw2).toEqual({ x: 5, y: 6 })
  })

  test('references among the copied lead to the copies', () => {
    const copied = duplicate(DRAWN, ['db1', 'dbnode1'])
    expect(componentById(copied, 'db2')?.properties?.members).toEqual(['dbnode3', 'dbnode2'])
    expect(componentById(copied, 'dbnode3')?.properties?.database).toBe('db2')
  })

  test('nothing to copy changes nothing', () => {
    expect(duplicate(DRAWN, [])).toBe(DRAWN)
    expect(duplicate(DRAWN, ['gone', 'lb1-gw1'])).toBe(DRAWN)
  })
})

describe('asking', () => {
  test('what stands where', () => {
    expect(childrenOf(DRAWN, 'dc1').places.map(({ id }) => id)).toEqual(['az-a', 'az-b'])
    expect(childrenOf(DRAWN, undefined).components.map(({ id }) => id)).toEqual(['lb1', 'db1', 'dbnode1'])
    expect(childrenOf(DRAWN, 'gone')).toEqual({ places: [], components: [] })
    expect(ancestorsOf(DRAWN, 'gw1').map(({ id }) => id)).toEqual(['vm1', 'az-a', 'dc1'])
    expect(depthOf(DRAWN, 'gw1')).toBe(3)
    expect(depthOf(DRAWN, 'lb1')).toBe(0)
    expect(contentsOf(DRAWN, 'dc1')).toEqual(['az-a', 'az-b', 'vm1', 'acp1', 'dbnode2', 'gw1'])
  })

  test('a circle of places ends the way up and down', () => {
    const circle = design({
      places: [place('a', 'network-segment', { parent: 'b' }), place('b', 'network-segment', { parent: 'a' })],
    })
    expect(ancestorsOf(circle, 'a').map(({ id }) => id)).toEqual(['b'])
    expect(contentsOf(circle, 'a')).toEqual(['b'])
  })
})

describe('any edit of any design', () => {
  interface Draws {
    /** Of elements of every sort, and one that is not there. */
    readonly ids: readonly Id[]
    readonly aPlace: Id
    readonly aComponent: Id
    readonly another: Id
    readonly aConnection: Id
    readonly n: number
    readonly text: string
    readonly value: unknown
  }

  const EDITS: Readonly<Record<string, (design: Design, draws: Draws) => Design>> = {
    addPlace: (drawn, { aPlace, n }) =>
      addPlace(drawn, place(freshId(drawn, 'new'), pick(PLACE_KIND_IDS, n), n % 2 ? { parent: aPlace } : {}), {
        x: n / 7,
        y: -n / 3,
      }),
    addComponent: (drawn, { aPlace, n }) =>
      addComponent(drawn, component(freshId(drawn, 'new'), pick(KIND_IDS, n), n % 2 ? { place: aPlace } : {}), {
        x: n / 7,
        y: 0,
      }),
    connect: (drawn, { aComponent, another }) => connect(drawn, aComponent, another),
    removeElements: (drawn, { ids }) => removeElements(drawn, ids),
    updateComponent: (drawn, { aComponent, text, n }) =>
      updateComponent(drawn, aComponent, { label: text, replicas: n }),
    updatePlace: (drawn, { aPlace, text }) => updatePlace(drawn, aPlace, { label: text }),
    updateConnection: (drawn, { aConnection, text }) =>
      updateConnection(drawn, aConnection, { label: text, purposes: ['sql'], schemas: undefined }),
    reverseConnection: (drawn, { aConnection }) => reverseConnection(drawn, aConnection),
    setProperty: (drawn, { aComponent, text, n, value }) => {
      const kind = componentById(drawn, aComponent)?.kind
      const field = kind && pick(KINDS[kind].fields, n)
      const candidates = [text, n, n / 2, n % 2 === 0, [text], 'gw1.internal', value]
      return setProperty(drawn, aComponent, field?.key ?? text, pick(candidates, n) as string)
    },
    clearProperty: (drawn, { aComponent, n }) => {
      const keys = Object.keys(componentById(drawn, aComponent)?.properties ?? {})
      return setProperty(drawn, aComponent, keys.length > 0 ? pick(keys, n) : 'hostname', undefined)
    },
    moveComponent: (drawn, { aComponent, aPlace, n }) =>
      moveInto(drawn, aComponent, n % 2 ? aPlace : undefined, { x: n / 3, y: n, width: n }),
    movePlace: (drawn, { ids: [to], aPlace, n }) => moveInto(drawn, aPlace, to, { x: n / 3, y: n, width: n }),
    moveBoxes: (drawn, { ids, n }) =>
      moveBoxes(
        drawn,
        Object.fromEntries(ids.map((id) => [id, { x: n / 3, y: n * 1e5, width: -n, height: Number.NaN }])),
      ),
    setSettings: (drawn, { text, n }) =>
      setSettings(drawn, { domain: text, adminUsername: text, production: n % 2 === 0, imageTag: undefined }),
    setSizing: (drawn, { text, n }) =>
      setSizing(drawn, { targetTps: n, clients: n / 2, zones: undefined, tokenGrant: text as 'refresh' }),
    renameDesign: (drawn, { text }) => renameDesign(drawn, { name: text, title: text }),
    nameFromTitle: (drawn, { text }) => renameDesign(drawn, { name: nameFromTitle(text) }),
    setVersion: (drawn, { n }) => setVersion(drawn, pick(APIM_VERSIONS, n)),
    acknowledge: (drawn, { ids, text }) => acknowledge(drawn, { code: 'HA-01', subjects: ids }, `${text}x`),
    unacknowledge: (drawn) => unacknowledge(drawn, drawn.acknowledged[0] ?? { code: 'HA-01', subjects: [] }),
    duplicate: (drawn, { ids }) => duplicate(drawn, ids),
    changeKind: (drawn, { aComponent, n }) => changeKind(drawn, aComponent, pick(KIND_IDS, n)),
    changePlaceKind: (drawn, { aPlace, n }) => changeKind(drawn, aPlace, pick(PLACE_KIND_IDS, n)),
    changeId: (drawn, { ids: [id = ''], text }) => changeId(drawn, id, text === 'a b' ? 'another-id' : text),
  }

  function pick<T>(values: readonly T[], at: number): T {
    return values[Math.abs(Math.trunc(at)) % values.length] as T
  }

  const draws = (drawn: Design): fc.Arbitrary<Draws> => {
    const { places, components, connections } = idsOf(drawn)
    const one = (list: readonly Id[]) => fc.constantFrom(...(list.length > 0 ? list : ['gone']))
    return fc.record({
      ids: fc.array(fc.constantFrom('gone', ...places, ...components, ...connections), { minLength: 1, maxLength: 3 }),
      aPlace: one(places),
      aComponent: one(components),
      another: one(components),
      aConnection: one(connections),
      n: fc.integer({ min: -200, max: 200 }),
      text: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', 'acme', 'a b', 'gw1.internal', '__proto__', 'x'.repeat(5000)),
      ),
      value: fc.jsonValue(),
    })
  }

  const edited = arbitraryDesign().chain((drawn) => fc.tuple(fc.constant(drawn), draws(drawn)))

  test.each(Object.entries(EDITS))('%s writes into nothing and keeps a valid design valid', (_, edit) => {
    let changed = 0
    fc.assert(
      fc.property(edited, ([drawn, drawnValues]) => {
        const before = serializeDesign(drawn)
        const after = edit(deepFreeze(drawn), drawnValues)
        expect(serializeDesign(drawn)).toBe(before)
        expect(parseDesign(serializeDesign(after))).toEqual({ ok: true, value: after })
        if (after === drawn) return
        changed += 1
        // A new reference means something new: undo has no empty steps.
        expect(serializeDesign(after)).not.toBe(before)
      }),
      { numRuns: usually(25, 60) },
    )
    expect(changed).toBeGreaterThan(0)
  })

  test('what is removed is mentioned nowhere', () => {
    fc.assert(
      fc.property(edited, ([drawn, { ids }]) => {
        const after = removeElements(drawn, ids)
        const gone = Object.values(idsOf(drawn))
          .flat()
          .filter((id) => !Object.values(idsOf(after)).flat().includes(id))
        const { layout, acknowledged, story, topology } = after
        for (const id of gone) {
          expect(Object.keys(layout)).not.toContain(id)
          expect(acknowledged.flatMap(({ subjects }) => subjects)).not.toContain(id)
          expect(story.flatMap(({ focus = [], failed = [] }) => [...focus, ...failed])).not.toContain(id)
          const held = topology.components.flatMap(({ kind, properties = {} }) =>
            KINDS[kind].fields.flatMap((field) => {
              const isReference =
                field.type === 'component' || field.type === 'place' || (field.type === 'list' && field.kinds)
              return isReference ? [properties[field.key]].flat() : []
            }),
          )
          expect(held).not.toContain(id)
        }
      }),
      { numRuns: runs(200) },
    )
  })

  test('every field of every kind takes what it should', () => {
    for (const kind of KIND_IDS) {
      const drawn = design({ components: [component('x', kind)] })
      for (const field of KINDS[kind].fields) {
        fc.assert(
          fc.property(fieldValue(field, ['gw1']), (value) => {
            if (value === '') return
            const after = setProperty(drawn, 'x', field.key, value)
            expect(componentById(after, 'x')?.properties).toEqual({ [field.key]: value })
          }),
          { numRuns: 5 },
        )
      }
    }
  })
})
