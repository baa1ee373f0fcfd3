import { expect, test } from 'vitest'
import { completeWiring } from '../fixes/complete'
import type { Connection, Design } from '../model/design'
import { diagnose } from '../rules'
import { largeDrawing } from '../testing/large-drawing'
import { resolve } from './resolve'
import { throttlingGroupsOf } from './throttling-groups'

/** Two groups of gateways with labels of their own, each with its pair of Traffic Managers. */
const design = largeDrawing(48)

function groupsOf(of: Design): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>()
  for (const [manager, group] of throttlingGroupsOf(resolve(of))) {
    groups.set(group, [...(groups.get(group) ?? []), manager])
  }
  return [...groups.values()]
}

function withConnections(change: (connections: readonly Connection[]) => readonly Connection[]): Design {
  return { ...design, topology: { ...design.topology, connections: change(design.topology.connections) } }
}

const codes = (of: Design) => new Set(diagnose(resolve(of)).map((finding) => finding.code))

test('gateway groups with labels of their own have pairs of their own', () => {
  expect(groupsOf(design)).toEqual([
    ['g1-tm1', 'g1-tm2'],
    ['g2-tm1', 'g2-tm2'],
  ])
  expect(
    resolve(design)
      .server.get('g1-tm1')
      ?.peers.map((peer) => peer.id),
  ).toEqual(['g1-tm2'])
})

test('what the rules ask of one pair, they ask of each', () => {
  for (const code of ['HA-04', 'HA-06', 'TM-01', 'TM-02', 'TM-03', 'GEN-04'])
    expect([...codes(design)]).not.toContain(code)
  const without = withConnections((all) => all.filter((item) => item.id !== 'g2-tm1-g2-tm2'))
  expect([...codes(without)]).toContain('TM-02')
})

test('there is nothing to complete in them', () => {
  expect(completeWiring(design).added).toEqual([])
})

test('a gateway that counts with both joins them, and then they are too many', () => {
  const joined = withConnections((all) => [...all, { id: 'extra', from: 'g1-gw1', to: 'g2-tm1' }])
  expect(groupsOf(joined)).toHaveLength(1)
  expect([...codes(joined)]).toContain('HA-06')
})

test('copies to a Traffic Manager of another datacenter join none of them', () => {
  const { topology } = design
  const far: Design = {
    ...design,
    topology: {
      places: [...topology.places, { id: 'dc2', kind: 'datacenter', label: 'Far' }],
      components: [...topology.components, { id: 'far-tm', kind: 'traffic-manager', place: 'dc2' }],
      connections: [
        ...topology.connections,
        ...['g1-tm1', 'g2-tm1'].map((from) => ({
          id: `${from}-far`,
          from,
          to: 'far-tm',
          purposes: ['event-duplication' as const],
        })),
      ],
    },
  }
  expect(groupsOf(far)).toEqual([['far-tm'], ['g1-tm1', 'g1-tm2'], ['g2-tm1', 'g2-tm2']])
})

test('gateways with one label and different pairs are one group', () => {
  const same = {
    ...design,
    topology: {
      ...design.topology,
      components: design.topology.components.map((component) =>
        component.kind === 'universal-gateway' ? { ...component, properties: { gatewayLabels: ['all'] } } : component,
      ),
    },
  }
  expect(groupsOf(same)).toHaveLength(1)
  expect([...codes(same)]).toContain('HA-06')
})

test('a third Traffic Manager that nothing uses belongs to the pair', () => {
  const { topology } = design
  const one: Design = {
    ...design,
    topology: {
      ...topology,
      components: [
        ...topology.components.filter((component) => !component.id.startsWith('g2-')),
        { id: 'tm3', kind: 'traffic-manager', place: 'dc1-a' },
      ],
      connections: topology.connections.filter(({ from, to }) => !from.startsWith('g2-') && !to.startsWith('g2-')),
    },
  }
  expect(groupsOf(one)).toEqual([['g1-tm1', 'g1-tm2', 'tm3']])
  expect([...codes(one)]).toContain('HA-06')
})
