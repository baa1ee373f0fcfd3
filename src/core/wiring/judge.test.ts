import { describe, expect, test } from 'vitest'
import { type Design, KIND_IDS, type KindId, type PurposeId } from '../model/design'
import { patternById } from '../patterns'
import { judgeLink, mayLoop, mayTouch, purposesToChoose } from './judge'

const template = patternById('pattern-3').template('4.7.0')
const bare: Design = { ...template, topology: { ...template.topology, connections: [] } }

describe('a connection that is drawn', () => {
  test.each([
    ['gw1', 'acp1', ['control', 'events', 'key-management']],
    ['gw1', 'tm1', ['throttle-events', 'throttle-decisions']],
    ['tm1', 'tm2', ['event-duplication']],
    ['acp1', 'acp2', ['event-duplication', 'event-publishing']],
    ['acp1', 'db1', ['sql']],
    ['consumer', 'gw1', ['api-traffic']],
    ['developer', 'acp1', ['management']],
  ] as const)('%s to %s carries %j', (from, to, purposes) => {
    expect(judgeLink(bare, from, to)).toEqual({ ok: true, purposes })
  })

  test('through a load balancer carries what those behind it want', () => {
    const wired: Design = {
      ...bare,
      topology: {
        ...bare.topology,
        connections: template.topology.connections.filter((item) => item.from.startsWith('lb')),
      },
    }
    expect(judgeLink(wired, 'gw1', 'lb1')).toEqual({ ok: true, purposes: ['control', 'key-management'] })
    expect(judgeLink(wired, 'consumer', 'lb1')).toEqual({ ok: true, purposes: ['api-traffic', 'token'] })
  })
})

describe('a connection that is refused', () => {
  test.each([
    ['gw1', 'gw2', 'Gateways do not talk to each other'],
    ['db1', 'acp1', 'opens no connections'],
    ['consumer', 'db1', 'nothing behind them'],
    ['acp1', 'gw1', 'Draw it from the gateway'],
    ['tm1', 'gw1', 'Draw it from the gateway'],
    ['consumer', 'tm1', 'nothing behind them'],
    ['gw1', 'gw1', 'no connection to itself'],
    ['gw1', 'dc1', 'not places'],
  ])('%s to %s, saying why', (from, to, reason) => {
    expect(judgeLink(bare, from, to)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) })
  })

  test('an ingress before what is no server of API Manager', () => {
    const drawn: Design = {
      ...bare,
      topology: {
        ...bare.topology,
        components: [...bare.topology.components, { id: 'way-in', kind: 'ingress' }, { id: 'r1', kind: 'redis' }],
      },
    }
    expect(judgeLink(drawn, 'way-in', 'r1')).toEqual({
      ok: false,
      reason: 'An Ingress leads to servers of API Manager alone. Use a load balancer before a Redis.',
    })
    expect(judgeLink(drawn, 'lb1', 'r1')).toMatchObject({ ok: true })
  })

  test('when it is there already', () => {
    expect(judgeLink(template, 'gw1', 'tm1')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('already connected'),
    })
  })
})

test('whatever may touch has purposes to choose from, but for replication', () => {
  for (const from of KIND_IDS) {
    for (const to of KIND_IDS) {
      const replication = from.startsWith('database') && to.startsWith('database')
      if (mayTouch(from, to) && !replication)
        expect(purposesToChoose(from, to).length, `${from} to ${to}`).toBeGreaterThan(0)
    }
  }
})

test.each<[KindId, readonly PurposeId[], boolean]>([
  ['api-control-plane', ['event-publishing'], true],
  ['all-in-one', ['event-publishing', 'throttle-events'], true],
  ['api-control-plane', ['event-publishing', 'event-duplication'], false],
  ['api-control-plane', ['event-duplication'], false],
  ['api-control-plane', ['throttle-events'], false],
  ['api-control-plane', [], false],
])('a %s may carry %j to itself: %s', (kind, purposes, may) => {
  expect(mayLoop(kind, purposes)).toBe(may)
})

test('brokers are never offered through a load balancer', () => {
  expect(purposesToChoose('universal-gateway', 'load-balancer')).not.toContain('events')
  expect(purposesToChoose('load-balancer', 'traffic-manager')).not.toContain('throttle-events')
})
