import { expect, test } from 'vitest'
import type { Design } from '../model/design'
import { active, move, p3, put } from '../testing/redrawn'
import { isFar } from './databases'
import { resolve } from './resolve'

const second = put(p3, [], [{ id: 'dc2', kind: 'datacenter' }])

test.each<[string, Design, string, boolean]>([
  ['all of it is in another datacenter', move(second, 'dc2', ...databaseOf(second)), 'acp1', true],
  ['it is beside the server', second, 'acp1', false],
  [
    'one of its servers is beside the server, though it is drawn elsewhere',
    move(active, eastOf(active), 'db1'),
    'west-acp1',
    false,
  ],
  ['nobody says where it is', nowhere(second, ...databaseOf(second)), 'acp1', false],
  ['nobody says where the server is', nowhere(second, 'acp1'), 'acp1', false],
])('a database is far where %s: %#', (_where, design, server, far) => {
  const deployment = resolve(design)
  const [instance, database] = [deployment.instance.get(server), deployment.databases[0]]
  expect(instance && database && isFar(instance, database)).toBe(far)
})

function databaseOf(design: Design): readonly string[] {
  return design.topology.components.filter(({ kind }) => kind.startsWith('database')).map(({ id }) => id)
}

function nowhere(design: Design, ...ids: readonly string[]): Design {
  const components = design.topology.components.map((component) => {
    const { place, ...rest } = component
    return ids.includes(component.id) ? rest : component
  })
  return { ...design, topology: { ...design.topology, components } }
}

function eastOf({ topology }: Design): string {
  return topology.places.find(({ kind, label }) => kind === 'datacenter' && label === 'east')?.id ?? ''
}
