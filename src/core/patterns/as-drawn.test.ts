import { describe, expect, test } from 'vitest'
import { active, central, cut, link, of, p3, put, say, unlink } from '../testing/redrawn'
import { resolve } from '../wiring/resolve'
import { asDrawn } from './as-drawn'

const says = (design: Parameters<typeof resolve>[0]) => asDrawn(resolve(design))

test('one datacenter has its servers', () => {
  expect(says(cut(p3, 'tm2'))).toBe('It has 2 API Control Planes, 1 Traffic Manager and 2 Universal Gateways.')
})

test('nothing drawn has none', () => {
  expect(says({ ...p3, topology: { places: [], components: [], connections: [] } })).toBe('It has no server.')
})

describe('of several datacenters', () => {
  test('databases that replicate both ways are said to', () => {
    expect(says(active)).toContain('APIM databases: replicated both ways between east and west.')
  })

  test('two that nothing replicates are not', () => {
    const apart = ['west-acp1', 'west-acp2'].reduce(
      (design, id) => link(design, id, 'db2', ['sql']),
      unlink(
        put(active, [{ id: 'db2', kind: 'database' }]),
        ({ from, to }) => from.startsWith('west-') && to === 'db1',
      ),
    )
    expect(says(apart)).toContain(
      'east keeps its data in APIM databases and west keeps its data in db2: nothing that is drawn replicates the two.',
    )
    expect(says(apart)).not.toContain('both ways')
  })

  test('one that stays in one place is not', () => {
    expect(says(say(active, 'db1', { mode: 'auto' }))).toContain('and not replicated between them')
  })

  test('events are said to be published where every line is drawn', () => {
    expect(says(active)).toContain('Every control plane publishes its events')
    const less = unlink(active, ({ from, to }) => from === 'east-acp1' && to === 'west-acp1')
    expect(says(less)).toContain('Not every control plane publishes its events')
  })

  test('one that stands by is said to, with where its data comes from', () => {
    const text = says(of('disaster-recovery'))
    expect(text).toContain(
      'recovery has 2 API Control Planes, 2 Traffic Managers and 2 Universal Gateways, and stands by.',
    )
    expect(text).toContain('APIM databases: written in primary, and copied one way to recovery.')
  })

  test('one control plane is said to be the only one', () => {
    expect(says(central)).toContain('Only one of them has a control plane')
  })
})
