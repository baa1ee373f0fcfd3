import { describe, expect, test } from 'vitest'
import type { Design } from '../../model/design'
import { change, cut, link, many, move, p3, put, say, settings, unlink } from '../../testing/redrawn'
import { resolve } from '../../wiring/resolve'
import { diagnose, singlePointFindings } from '..'
import { byCause } from './causes'

/** Each entry as its head and the codes of its other faces. */
function entries(design: Design): readonly string[] {
  return byCause(diagnose(resolve(design))).map(({ head, faces }) =>
    [head.key, ...faces.map(({ code }) => code)].join(', '),
  )
}

function points(design: Design): readonly string[] {
  return byCause(singlePointFindings(resolve(design))).map(({ head, faces }) =>
    [head.element, ...faces.map(({ element }) => element)].join(', '),
  )
}

const loneAllInOne: Design = settings(
  {
    ...p3,
    topology: {
      places: p3.topology.places,
      components: [
        { id: 'aio1', kind: 'all-in-one', place: 'zone-a' },
        { id: 'db1', kind: 'database', properties: { managed: true, multiAz: true } },
        { id: 'be', kind: 'backend' },
        { id: 'consumer', kind: 'api-consumer' },
      ],
      connections: [
        { id: 'a', from: 'aio1', to: 'db1' },
        { id: 'b', from: 'aio1', to: 'be' },
        { id: 'c', from: 'consumer', to: 'aio1' },
      ],
    },
  },
  { production: true },
)

const host = { id: 'vm9', kind: 'host', parent: 'zone-a' } as const

describe('findings of one cause are one entry', () => {
  test('the four of one All-in-One', () => {
    expect(entries(loneAllInOne)).toContainEqual(expect.stringMatching(/^HA-01 aio1, HA-02, HA-04, HA-03/))
  })
  test('machine and zone of one pair', () => {
    const found = entries(move(put(p3, [], [host]), 'vm9', 'gw1', 'gw2'))
    expect(found).toContainEqual('PL-01 gw1 gw2 vm9, PL-02')
  })
  test('all servers that dial one control plane past the balancer', () => {
    const past = ['gw1', 'gw2', 'tm1'].reduce(
      (design, id) =>
        link(
          unlink(design, ({ from, to }) => from === id && to === 'vip'),
          id,
          'acp1',
          ['control'],
        ),
      p3,
    )
    const found = entries(past).filter((entry) => entry.startsWith('CFG-10'))
    expect(found).toEqual([expect.stringMatching(/^CFG-10 [^,]*(?:, CFG-10){2}$/)])
  })
  test('every server that keeps its data in H2', () => {
    const found = entries(cut(p3, 'db1')).filter((entry) => entry.startsWith('DB-01'))
    expect(found).toEqual(['DB-01 acp1, DB-01'])
  })
  test('and two causes of one kind are two', () => {
    const found = entries(cut(p3, 'gw2', 'tm2'))
    expect(found).toContainEqual('HA-01 gw1, PL-03')
    expect(found).toContainEqual('HA-04 tm1, PL-03')
  })
  test('none is lost', () => {
    for (const design of [loneAllInOne, cut(p3, 'gw2', 'tm2'), many(p3, 'gw1', 3)]) {
      const all = diagnose(resolve(design))
      expect(byCause(all).flatMap(({ head, faces }) => [head, ...faces])).toHaveLength(all.length)
    }
  })
})

describe('single points of one cause are one entry', () => {
  test('a zone that takes what a server in it takes alone', () => {
    expect(points(cut(p3, 'gw2'))).toContainEqual('gw1, zone:a')
  })
  test('a zone that takes what a machine in it takes alone', () => {
    expect(points(move(put(p3, [], [host]), 'vm9', 'gw1', 'gw2'))).toContainEqual('host:vm9, zone:a')
  })
  test('a zone that takes more than what is in it is its own', () => {
    const found = points(move(cut(p3, 'gw2'), 'zone-a', 'tm2', 'acp2'))
    expect(found).toEqual(expect.arrayContaining(['gw1', 'zone:a']))
  })
  test('the only datacenter is to be known, and one of two is a finding', () => {
    const only = singlePointFindings(resolve(p3)).find(({ element }) => element === 'datacenter:Datacenter')
    expect(only).toMatchObject({ severity: 'info', message: expect.stringContaining('one datacenter') })
    const two = put(p3, [], [{ id: 'dc2', kind: 'datacenter', label: 'Far' }])
    const held = singlePointFindings(resolve(two)).find(({ element }) => element === 'datacenter:Datacenter')
    expect(held?.severity).toBe('info')
    const used = move(two, 'dc2', 'acp2')
    const first = singlePointFindings(resolve(used)).find(({ element }) => element === 'datacenter:Datacenter')
    expect(first?.severity).toBe('critical')
  })
})

describe('order', () => {
  const codes = (design: Design) => diagnose(resolve(design)).map(({ code }) => code)
  test('within a severity is by what is taken down, not by the catalogue', () => {
    const found = codes(say(cut(p3, 'tm2', 'lb2'), 'lb1', { managed: false })).filter((code) => code !== 'PL-03')
    expect(found.indexOf('LB-01')).toBeLessThan(found.indexOf('HA-04'))
  })
  test('is the same however the drawing was made', () => {
    const design = cut(p3, 'gw2', 'tm2')
    const turned = {
      ...design,
      topology: { ...design.topology, components: [...design.topology.components].reverse() },
    }
    expect(codes(turned)).toEqual(codes(design))
  })
  test('severity comes first', () => {
    const severities = diagnose(resolve(change(cut(p3, 'gw2', 'tm2'), 'gw1', { replicas: 1 }))).map(
      (one) => one.severity,
    )
    expect(severities.indexOf('critical')).toBe(0)
  })
})
