import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { serializeDesign } from '../model/codec'
import type { Component, Connection, Design, Place, Properties } from '../model/design'
import { patternById } from '../patterns'
import type { PatternId } from '../patterns/pattern'
import { resolve } from '../wiring/resolve'
import { diagnose, RULES } from '.'

const of = (id: PatternId, version: '4.5.0' | '4.6.0' | '4.7.0' = '4.7.0') => patternById(id).template(version)
const p0 = of('pattern-0')
const p1 = of('pattern-1')
const p2 = of('pattern-2')
const p3 = of('pattern-3')
const p4 = of('pattern-4')
const central = of('multi-dc-active-passive')
const active = of('multi-dc-active-active')

function topology(design: Design, patch: Partial<Design['topology']>): Design {
  return { ...design, topology: { ...design.topology, ...patch } }
}
function cut(design: Design, ...ids: string[]): Design {
  return topology(design, {
    components: design.topology.components.filter((item) => !ids.includes(item.id)),
    connections: design.topology.connections.filter((item) => !ids.includes(item.from) && !ids.includes(item.to)),
  })
}
function unlink(design: Design, test: (connection: Connection) => boolean): Design {
  return topology(design, { connections: design.topology.connections.filter((item) => !test(item)) })
}
function link(
  design: Design,
  from: string,
  to: string,
  purposes?: Connection['purposes'],
  schemas?: Connection['schemas'],
): Design {
  const made: Connection = {
    id: `x-${from}-${to}`,
    from,
    to,
    ...(purposes && { purposes }),
    ...(schemas && { schemas }),
  }
  return topology(design, { connections: [...design.topology.connections, made] })
}
function change(design: Design, id: string, patch: Partial<Component>): Design {
  return topology(design, {
    components: design.topology.components.map((item) => (item.id === id ? { ...item, ...patch } : item)),
  })
}
function say(design: Design, id: string, properties: Properties): Design {
  const old = design.topology.components.find((item) => item.id === id)?.properties
  return change(design, id, { properties: { ...old, ...properties } })
}
function put(design: Design, components: readonly Component[], places: readonly Place[] = []): Design {
  return topology(design, {
    components: [...design.topology.components, ...components],
    places: [...design.topology.places, ...places],
  })
}
/** A copy of a component with the same connections. */
function twin(design: Design, id: string, as: string): Design {
  const original = design.topology.components.find((item) => item.id === id)
  if (!original) throw new Error(id)
  const copies = design.topology.connections
    .filter((item) => item.from === id || item.to === id)
    .map((item) => ({
      ...item,
      id: `${item.id}-${as}`,
      from: item.from === id ? as : item.from,
      to: item.to === id ? as : item.to,
    }))
  return topology(put(design, [{ ...original, id: as, label: as }]), {
    connections: [...design.topology.connections, ...copies],
  })
}
const vm: Place = { id: 'vm9', kind: 'host', parent: 'zone-a', label: 'vm9' }
const zoneC: Place = { id: 'zone-c', kind: 'zone', parent: 'dc1', label: 'c' }
function settings(design: Design, patch: Design['settings']): Design {
  return { ...design, settings: { ...design.settings, ...patch } }
}
const single = say(p3, 'db1', { managed: false, mode: 'single' })
const manual = put(say(p3, 'db1', { managed: false, mode: 'manual', members: ['m1', 'm2'] }), [
  { id: 'm1', kind: 'database-node', place: 'zone-a' },
  { id: 'm2', kind: 'database-node', place: 'zone-b' },
])

/** For every rule: a drawing that fires it, and a nearest one that does not. */
const CASES: Readonly<Record<string, readonly [fires: Design, quiet: Design]>> = {
  'HA-01': [cut(p3, 'gw2'), p3],
  'HA-02': [cut(p4, 'km2'), p4],
  'HA-03': [cut(p3, 'acp2'), p3],
  'HA-04': [cut(p3, 'tm2'), p3],
  'HA-05': [twin(p3, 'acp1', 'acp3'), p3],
  'HA-06': [twin(p3, 'tm1', 'tm3'), settings(twin(p3, 'tm1', 'tm3'), { distributedThrottling: true })],
  'HA-12': [change(cut(p3, 'tm2'), 'tm1', { replicas: 2 }), change(p3, 'gw1', { replicas: 2 })],
  'PL-01': [
    change(change(put(p3, [], [vm]), 'gw1', { place: 'vm9' }), 'gw2', { place: 'vm9' }),
    change(put(p3, [], [vm]), 'gw1', { place: 'vm9' }),
  ],
  'PL-02': [change(p3, 'acp2', { place: 'zone-a' }), p3],
  'PL-03': [cut(p3, 'acp2'), change(cut(p3, 'acp2'), 'acp1', { place: 'dc1' })],
  'PL-07': [
    change(change(put(p3, [], [vm]), 'gw1', { place: 'vm9' }), 'tm1', { place: 'vm9' }),
    say(change(change(put(p3, [], [vm]), 'gw1', { place: 'vm9' }), 'tm1', { place: 'vm9' }), 'tm1', { portOffset: 1 }),
  ],
  'LB-01': [cut(p3, 'lb2'), p3],
  'LB-02': [change(p3, 'lb2', { place: 'zone-a' }), p3],
  'LB-03': [
    topology(p3, {
      connections: p3.topology.connections.filter((item) => !(item.from === 'lb1' && item.to.startsWith('acp'))),
    }),
    p3,
  ],
  'LB-04': [unlink(p3, (item) => item.from.startsWith('lb') && item.to === 'gw2'), p3],
  'LB-07': [link(p3, 'tm1', 'lb1', ['events']), link(p3, 'tm1', 'lb1', ['control'])],
  'DB-01': [unlink(p3, (item) => item.from === 'acp1' && item.to === 'db1'), p3],
  'DB-02': [single, say(single, 'db1', { managed: true, mode: 'managed' })],
  'DB-03': [manual, say(manual, 'db1', { mode: 'auto' })],
  'DB-04': [link(p3, 'gw1', 'db1', ['sql'], ['apim']), p3],
  'DB-05': [
    link(p3, 'gw1', 'db1', ['sql'], ['shared']),
    say(link(of('pattern-3', '4.5.0'), 'gw1', 'db1', ['sql'], ['shared']), 'gw1', { multiTenant: true }),
  ],
  'DB-06': [say(of('pattern-3', '4.5.0'), 'gw1', { multiTenant: true }), say(p3, 'gw1', { multiTenant: true })],
  'DB-09': [
    link(
      unlink(
        twin(p3, 'db1', 'db2'),
        (item) => item.id === 'acp1-db1-db2' || item.id === 'acp2-db1' || item.id === 'acp2-db1-db2',
      ),
      'acp2',
      'db2',
    ),
    p3,
  ],
  'EV-01': [unlink(p3, (item) => item.from === 'gw1' && item.to.startsWith('acp')), p3],
  'EV-02': [unlink(p3, (item) => item.from === 'gw1' && item.to === 'acp2'), p3],
  'EV-04': [
    topology(p3, {
      connections: p3.topology.connections.map((item) =>
        item.id === 'acp1-acp2' ? { ...item, purposes: ['event-duplication' as const] } : item,
      ),
    }),
    p3,
  ],
  'EV-05': [
    topology(p3, {
      connections: p3.topology.connections.map((item) =>
        item.id === 'acp1-acp2' ? { ...item, purposes: ['event-publishing' as const] } : item,
      ),
    }),
    p3,
  ],
  'EV-06': [link(p3, 'acp1', 'acp1', ['event-duplication']), link(p3, 'acp1', 'acp1', ['event-publishing'])],
  'EV-09': [unlink(p3, (item) => item.from === 'tm1' && item.to.startsWith('acp')), p3],
  'EV-10': [unlink(p4, (item) => item.from === 'km1' && item.to === 'vip'), p4],
  'TM-01': [unlink(p3, (item) => item.from === 'gw1' && item.to === 'tm2'), p3],
  'TM-02': [unlink(p3, (item) => item.from === 'tm1' && item.to === 'tm2'), p3],
  'TM-07': [link(central, 'region-gw1', 'tm1', ['throttle-events', 'throttle-decisions']), central],
  'KM-01': [settings(cut(p4, 'km2'), { tokens: 'opaque' }), cut(p4, 'km2')],
  'MDC-02': [say(active, 'db1', { mode: 'auto' }), active],
  'MDC-03': [unlink(active, (item) => item.from === 'east-acp1' && item.to === 'west-acp2'), active],
  'MDC-06': [central, p3],
  'MDC-09': [central, active],
  'MDC-10': [say(central, 'glb', { managed: false }), central],
  'EDGE-01': [link(p3, 'gw1', 'gw2'), p3],
  'GEN-01': [
    put(p3, [{ id: 'extra', kind: 'redis' }]),
    link(put(p3, [{ id: 'extra', kind: 'redis' }]), 'tm1', 'extra'),
  ],
  'GEN-03': [put(p3, [{ id: 'm1', kind: 'database-node', properties: { database: 'nowhere' } }]), manual],
  'GEN-04': [unlink(p3, (item) => item.to === 'be' && item.from === 'gw1'), p3],
  'SEC-12': [link(p3, 'consumer', 'be'), p3],
}

function codes(design: Design): readonly string[] {
  return diagnose(resolve(design)).map((finding) => finding.code)
}

test('every rule has its file, and every file its rule', () => {
  const files = readdirSync(import.meta.dirname)
    .filter((file) => /^[a-z]+-\d\d-/.test(file))
    .map((file) => file.split('-').slice(0, 2).join('-').toUpperCase())
  expect(files.sort()).toEqual(RULES.map((rule) => rule.code).sort())
  expect(Object.keys(CASES).sort()).toEqual(RULES.map((rule) => rule.code).sort())
})

describe.each(RULES.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  const [fires, quiet] = CASES[code] ?? [p0, p0]

  test('fires', () => expect(codes(fires)).toContain(code))
  test('does not fire on the nearest drawing', () => expect(codes(quiet)).not.toContain(code))
  test('says why and where it comes from', () => {
    expect(rule.why).toMatch(/^[A-Z].*\.$/)
    expect(rule.source.length).toBeGreaterThan(10)
  })
  test('names subjects that exist, and what to do', () => {
    const { places, components, connections } = fires.topology
    const known = new Set([...places, ...components, ...connections].map((item) => item.id))
    for (const finding of diagnose(resolve(fires)).filter((item) => item.code === code)) {
      expect(finding.subjects.length).toBeGreaterThan(0)
      for (const subject of finding.subjects) expect(known).toContain(subject)
      expect(finding.message).toMatch(/^\S.*\.$/)
      expect(finding.remedy).toMatch(/^[A-Z].*\.$/)
    }
  })
  test('its fix, applied, removes the finding and leaves the drawing untouched', () => {
    const before = serializeDesign(fires)
    for (const finding of diagnose(resolve(fires)).filter((item) => item.code === code && item.fix)) {
      const after = finding.fix?.apply(fires) ?? fires
      expect(diagnose(resolve(after)).map((item) => item.key)).not.toContain(finding.key)
    }
    expect(serializeDesign(fires)).toBe(before)
  })
})

test('outside production critical and high are one step milder, and errors stay', () => {
  const severity = (design: Design, code: string) =>
    diagnose(resolve(design)).find((finding) => finding.code === code)?.severity
  const broken = link(cut(p4, 'km2'), 'gw1', 'gw2')
  expect(severity(broken, 'HA-02')).toBe('high')
  expect(severity(settings(broken, { production: false }), 'HA-02')).toBe('medium')
  expect(severity(settings(broken, { production: false }), 'EDGE-01')).toBe('error')
})

test('an acknowledged finding keeps its reason', () => {
  const design = cut(p3, 'acp2')
  const finding = diagnose(resolve(design)).find((item) => item.code === 'HA-03')
  if (!finding) throw new Error('HA-03')
  const acknowledged = {
    ...design,
    acknowledged: [{ code: 'HA-03', subjects: finding.subjects, reason: 'A test environment.' }],
  }
  expect(diagnose(resolve(acknowledged)).find((item) => item.code === 'HA-03')?.acknowledged).toBe(
    'A test environment.',
  )
})

test.each([
  ['pattern 1', p1],
  ['pattern 2', p2],
  ['active-active', active],
])('findings of %s do not depend on the order in which things were drawn', (_name, design) => {
  const bent = cut(
    design,
    design.topology.components.find((item) => item.kind === 'universal-gateway' || item.kind === 'all-in-one')?.id ??
      '',
  )
  const reversed = topology(bent, {
    places: [...bent.topology.places].reverse(),
    components: [...bent.topology.components].reverse(),
    connections: [...bent.topology.connections].reverse(),
  })
  expect(diagnose(resolve(reversed)).map((item) => [item.code, item.message])).toEqual(
    diagnose(resolve(bent)).map((item) => [item.code, item.message]),
  )
})

test('a zone that holds no more than labels changes no pattern: two boxes of one label are one zone', () => {
  const wide = change(put(p3, [], [zoneC]), 'gw2', { place: 'zone-c' })
  expect(codes(wide)).toEqual([])
})
