import { describe, expect, test } from 'vitest'
import { KINDS, PLACE_KINDS } from '../../kinds'
import type { Component, Design, Id, JsonValue, Place, Properties } from '../../model/design'
import { PATTERNS, patternById } from '../../patterns'
import { resolve } from '../../wiring/resolve'
import { diagnose, keyOf, RULES } from '..'
import { factsThatSharpen, type OpenFact } from './facts'
import { FACTS } from './rule'

const open = (design: Design) => factsThatSharpen(resolve(design))
const about = (design: Design, fact: string) => open(design).filter((item) => item.fact === fact)
const codes = (design: Design) => new Set(diagnose(resolve(design)).map((finding) => finding.code))
const p3 = patternById('pattern-3').template('4.7.0')
const active = patternById('multi-dc-active-active').template('4.7.0')

function say(design: Design, ids: readonly Id[], facts: Properties): Design {
  const answered = <T extends Component | Place>(item: T): T =>
    ids.includes(item.id) ? { ...item, properties: { ...item.properties, ...facts } } : item
  const { places, components } = design.topology
  return {
    ...design,
    topology: { ...design.topology, places: places.map(answered), components: components.map(answered) },
  }
}
function put(design: Design, components: readonly Component[], ends: readonly (readonly [Id, Id])[] = []): Design {
  return {
    ...design,
    topology: {
      ...design.topology,
      components: [...design.topology.components, ...components],
      connections: [...design.topology.connections, ...ends.map(([from, to]) => ({ id: `x-${from}-${to}`, from, to }))],
    },
  }
}
function move(design: Design, id: Id, place: Id): Design {
  const components = design.topology.components.map((item) => (item.id === id ? { ...item, place } : item))
  return { ...design, topology: { ...design.topology, components } }
}
function setting(design: Design, patch: Design['settings']): Design {
  return { ...design, settings: { ...design.settings, ...patch } }
}
function forget(design: Design, key: 'tokens' | 'dbms'): Design {
  const { [key]: _gone, ...settings } = design.settings
  return { ...design, settings }
}

/** The answer to a question that a rule was waiting for. */
const WORST: Readonly<Record<string, readonly JsonValue[]>> = {
  mode: ['quorum', 'multiwriter'],
  multiAz: [false],
  dbms: ['db2'],
  version: ['5.1', '8.4 NDB'],
  writers: ['any'],
  backup: ['none'],
  roundTripMs: [50],
  connectionLimit: [1],
  staggeredKeys: [false],
  dcid: ['DC1'],
  network: ['internet', 'dmz'],
  sticky: [false, true],
  healthCheck: ['tcp', 'none'],
  headerLimitKb: [8],
  federatedLogin: [true],
  streamingListeners: [false],
  streaming: [true],
  plainHttp: [true],
  burstLimits: [true],
  clusterMode: ['sharded'],
  tokenLifetime: [1_000_000],
  issuer: ['elsewhere.example.com'],
  signingKeys: ['jwks'],
  vendor: ['Identity Server 7.1'],
  brokerTls: [false],
  webhookCopies: [false],
  multiTenant: [true],
  secondary: [true],
  cores: [1],
  memoryMb: [1024],
  zones: [1],
}

const users: Component = { id: 'users', kind: 'user-store', place: 'zone-a' }
/** Drawings in which the rarer questions come up. */
const RARE: readonly (readonly [name: string, design: Design])[] = [
  [
    'users of a pair',
    put(
      patternById('pattern-1').template('4.7.0'),
      [users],
      [
        ['aio1', 'users'],
        ['aio2', 'users'],
      ],
    ),
  ],
  [
    'webhooks',
    put(
      p3,
      [{ id: 'sub1', kind: 'webhook-subscriber' }],
      [
        ['gw1', 'sub1'],
        ['gw2', 'sub1'],
      ],
    ),
  ],
  [
    'redis',
    put(
      p3,
      [{ id: 'redis1', kind: 'redis', place: 'zone-a' }],
      [
        ['tm1', 'redis1'],
        ['tm2', 'redis1'],
      ],
    ),
  ],
  [
    'identity server',
    put(
      p3,
      [{ id: 'is1', kind: 'identity-server', place: 'zone-a' }],
      [
        ['gw1', 'is1'],
        ['consumer', 'is1'],
      ],
    ),
  ],
  ['small headers', say(p3, ['lb1'], { headerLimitKb: 8 })],
  ['federated sign-in', say(p3, ['acp1'], { federatedLogin: true })],
  ['no streaming listeners', say(p3, ['lb1'], { streamingListeners: false })],
  ['networks', say(say(p3, ['gw1', 'gw2'], { network: 'dmz' }), ['acp1', 'tm1'], { network: 'app' })],
  ['every member writes', say(p3, ['db1'], { mode: 'multiwriter', dbms: 'mysql', managed: false })],
  ['shared storage', say(p3, ['db1'], { mode: 'multiwriter', dbms: 'oracle', managed: false })],
  ['tenants on 4.5.0', patternById('multi-dc-active-passive').template('4.5.0')],
]
const DRAWINGS = [...PATTERNS.map((pattern) => [pattern.id, pattern.template('4.7.0')] as const), ...RARE]

describe('open facts', () => {
  test('are settings, fields that exist, or where something is drawn', () => {
    const fields = [...Object.values(KINDS), ...Object.values(PLACE_KINDS)].flatMap((kind) => kind.fields)
    const keys = new Set(['tokens', 'targetTps', 'tokenTps', 'zone', 'host', ...fields.map((field) => field.key)])
    expect(FACTS.filter((fact) => !keys.has(fact))).toEqual([])
  })

  test.each(DRAWINGS)('of %s are asked of elements that have such a field, once each', (_name, design) => {
    const found = open(design)
    expect(new Set(found.map(({ fact, subject }) => `${fact} ${subject}`)).size).toBe(found.length)
    const { places, components } = design.topology
    for (const { fact, subject, rules } of found) {
      expect(rules.length).toBeGreaterThan(0)
      if (subject === '' || fact === 'zone' || fact === 'host') continue
      const component = components.find((item) => item.id === subject)
      const place = places.find((item) => item.id === subject)
      const fields = component ? KINDS[component.kind].fields : place ? PLACE_KINDS[place.kind].fields : []
      expect(
        fields.map((field) => field.key),
        `${fact} of ${subject}`,
      ).toContain(fact)
    }
  })

  test.each(DRAWINGS)('of %s each wake a rule that was silent', (_name, design) => {
    for (const item of open(design).filter(({ fact }) => WORST[fact])) {
      expect(wakes(design, item), `${item.fact} of ${item.subject}: ${item.rules.join(', ')}`).toBe(true)
    }
  })
})

/** Some answer brings a finding of one of the rules that were waiting, which was not there or said something else. */
function wakes(design: Design, { fact, subject, rules }: OpenFact): boolean {
  const waiting = RULES.filter((rule) => rules.includes(rule.code))
  const said = (of: Design) => {
    const deployment = resolve(of)
    return new Set(
      waiting.flatMap((rule) => rule.check(deployment).findings.map((finding) => keyOf(finding) + finding.message)),
    )
  }
  const before = said(design)
  const together = fact === 'dcid' || fact === 'issuer' ? about(design, fact).map((item) => item.subject) : [subject]
  return (WORST[fact] ?? []).some((answer) =>
    [...said(say(design, together, { [fact]: answer }))].some((finding) => !before.has(finding)),
  )
}

test('an answer closes its question', () => {
  expect(about(p3, 'backup').map((item) => item.subject)).toEqual(['db1'])
  expect(about(say(p3, ['db1'], { backup: 'point-in-time' }), 'backup')).toEqual([])
})

test('the kind of tokens comes first, and only where a rule depends on it', () => {
  const single = forget(patternById('pattern-4').template('4.7.0'), 'tokens')
  expect(open(single)[0]).toEqual({ subject: '', fact: 'tokens', rules: ['KM-06'] })
  expect(open(forget(active, 'tokens'))[0]).toMatchObject({ fact: 'tokens', rules: ['MDC-16'] })
  expect(about(p3, 'tokens')).toEqual([])
})

test('the load is asked where something serves, and the token requests where something issues', () => {
  expect(about(p3, 'targetTps')).toEqual([{ subject: '', fact: 'targetTps', rules: ['HA-07', 'SZ-01', 'SZ-02'] }])
  expect(about(active, 'targetTps')[0]?.rules).toContain('MDC-20')
  expect(about(patternById('pattern-1').template('4.7.0'), 'targetTps')[0]?.rules).toContain('SZ-05')
  expect(about(setting(p3, { sizing: { targetTps: 100 } }), 'targetTps')).toEqual([])
  expect(about(p3, 'tokenTps')).toEqual([{ subject: '', fact: 'tokenTps', rules: ['SZ-03'] }])
  expect(about(setting(p3, { sizing: { clients: 100 } }), 'tokenTps')).toEqual([])
})

test('a zone is asked of a server whose place says nothing, and a machine of two that may share one', () => {
  expect(about(p3, 'zone')).toEqual([])
  expect(about(p3, 'host')).toEqual([])
  const floating = move(p3, 'gw1', 'dc1')
  expect(about(floating, 'zone')).toEqual([{ subject: 'gw1', fact: 'zone', rules: ['PL-02'] }])
  expect(about(floating, 'host').map((item) => item.subject)).toEqual(['gw1', 'gw2'])
  expect(codes(move(p3, 'gw1', 'zone-b'))).toContain('PL-02')
  expect(about(move(p3, 'lb1', 'dc1'), 'zone')).toEqual([{ subject: 'lb1', fact: 'zone', rules: ['LB-02'] }])
})

test('a network is not asked where the place around says it', () => {
  expect(about(p3, 'network').map((item) => item.subject)).toContain('acp1')
  const placed = say(p3, ['dc1'], { network: 'app' })
  expect(about(placed, 'network').map((item) => item.subject)).toEqual(['consumer'])
})

test('the system of a database is asked only while nothing names it', () => {
  const [db] = p3.topology.components.filter((item) => item.id === 'db1')
  const { dbms: _gone, ...rest } = db?.properties ?? {}
  const components = p3.topology.components.map((item) => (item.id === 'db1' ? { ...item, properties: rest } : item))
  const unsaid = { ...p3, topology: { ...p3.topology, components } }
  expect(about(unsaid, 'dbms')).toEqual([{ subject: 'db1', fact: 'dbms', rules: ['DB-12'] }])
  expect(about(setting(unsaid, { dbms: 'oracle' }), 'dbms')).toEqual([])
})

test('an empty drawing asks nothing', () => {
  expect(open({ ...p3, topology: { places: [], components: [], connections: [] } })).toEqual([])
})
