import { describe, expect, test } from 'vitest'
import { designFromValue, parseDesign } from './codec'
import { type Migrations, migrate } from './migrations'

/** A step that exists in this test alone: version 0 called the topology `graph` and its components `nodes`. */
const FROM_ZERO: Migrations = {
  0: ({ graph, ...rest }) => ({
    ...rest,
    topology: typeof graph === 'object' && graph !== null && 'nodes' in graph ? { components: graph.nodes } : {},
  }),
}

const OLD = {
  schemaVersion: 0,
  name: 'old',
  apimVersion: '4.5.0',
  graph: { nodes: [{ id: 'gw1', kind: 'universal-gateway' }] },
}

describe('migrations', () => {
  test('an older document is brought to the current version and then read', () => {
    const result = parseDesign(JSON.stringify(OLD), FROM_ZERO)
    expect(result).toMatchObject({
      ok: true,
      value: { schemaVersion: 1, name: 'old', topology: { components: [{ id: 'gw1' }] } },
    })
  })

  test('what a migration makes is checked like any document', () => {
    const result = designFromValue({ ...OLD, graph: { nodes: [{ id: 'gw1', kind: 'gateway' }] } }, FROM_ZERO)
    expect(result).toMatchObject({ ok: false, problems: [{ path: '$.topology.components[0].kind' }] })
  })

  test('limits hold for what a migration makes', () => {
    const nodes = Array.from({ length: 2001 }, () => ({}))
    const result = designFromValue({ ...OLD, graph: { nodes } }, FROM_ZERO)
    expect(result).toMatchObject({ ok: false, problems: [{ path: '$.topology.components' }] })
  })

  test('without a step there is no way, and the message says so', () => {
    expect(designFromValue(OLD)).toMatchObject({ ok: false, problems: [{ path: '$.schemaVersion' }] })
  })

  test('a current document passes as it is', () => {
    const current = { schemaVersion: 1, anything: true }
    expect(migrate(current, FROM_ZERO)).toEqual({ ok: true, value: current })
  })

  test('a newer document is refused', () => {
    const result = migrate({ schemaVersion: 7 }, FROM_ZERO)
    expect(result).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining('newer') }] })
  })

  test('every step sets the version that it leads to', () => {
    expect(migrate({ schemaVersion: 0 }, { 0: () => ({ schemaVersion: 99 }) })).toEqual({
      ok: true,
      value: { schemaVersion: 1 },
    })
  })
})
