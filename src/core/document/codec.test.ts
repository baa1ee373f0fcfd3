import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Component, Design, Problem, Properties } from '../model/design'
import { arbitraryDesign } from '../testing/arbitrary'
import { runs } from '../testing/breadth'
import { component, connection, deepFreeze, design, place } from '../testing/builders'
import { designFromValue, LIMITS, parseDesign, serializeDesign } from './codec'
import { MAX_PROBLEMS } from './problems'

const MINIMAL = {
  schemaVersion: 1,
  name: 'acme-prod',
  apimVersion: '4.7.0',
  topology: { components: [{ id: 'gw1', kind: 'universal-gateway' }] },
}

function problemsOf(value: unknown): readonly Problem[] {
  const result = parseDesign(typeof value === 'string' ? value : JSON.stringify(value))
  return result.ok ? [] : result.problems
}

function readOf(value: unknown): Design {
  const result = parseDesign(typeof value === 'string' ? value : JSON.stringify(value))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

/** The only problem of a design whose one component, or else its `rest`, is wrong. */
function problemOf(rest: object): Problem | undefined {
  const problems = problemsOf({ ...MINIMAL, ...rest })
  expect(problems).toHaveLength(1)
  return problems[0]
}

function withProperties(kind: Component['kind'], properties: Properties): object {
  return { topology: { components: [{ id: 'x', kind, properties }] } }
}

describe('what is no design', () => {
  test.each([
    ['', 'line 1, column 1', 'cut off'],
    ['{"schemaVersion": 1,\n "name": "a', 'line 2, column 12', 'cut off'],
    ['{"schemaVersion": 1,\n "name": }', 'line 2, column 10', 'Expected a value'],
    ['<!doctype html>', 'line 1, column 1', 'Expected a value'],
  ])('%j is not JSON, and the message says where', (text, where, why) => {
    const [problem] = problemsOf(text)
    expect(problem?.message).toContain(where)
    expect(problem?.message).toContain(why)
  })

  test.each([
    ['null', 'null'],
    ['[]', 'a list'],
    ['"text"', '"text"'],
    ['{}', 'no schemaVersion'],
    ['{"nodes": [], "edges": []}', 'no schemaVersion'],
    ['{"schemaVersion": 1, "name": "a"}', 'no topology'],
  ])('%s is JSON, but not ours', (text, why) => {
    const problems = problemsOf(text)
    expect(problems).toEqual([{ path: '$', message: expect.stringContaining('not a Topology Studio design') }])
    expect(problems[0]?.message).toContain(why)
  })

  test('a newer document is refused by its version, whatever else it holds', () => {
    const [problem, ...others] = problemsOf({ schemaVersion: 2, drawing: {} })
    expect(problem?.path).toBe('$.schemaVersion')
    expect(problem?.message).toContain('newer')
    expect(others).toEqual([])
  })

  test.each([0, -1, 1.5, '1', null])('schema version %j is refused', (schemaVersion) => {
    expect(problemsOf({ ...MINIMAL, schemaVersion })[0]?.path).toBe('$.schemaVersion')
  })
})

describe('limits', () => {
  test('8 MiB of UTF-8 is the most, counted in bytes', () => {
    const text = (bytes: number, filler: string) => {
      const frame = JSON.stringify({ ...MINIMAL, note: '' })
      const size = Buffer.byteLength(filler)
      const room = bytes - Buffer.byteLength(frame)
      return frame.replace('"note":""', `"note":"${filler.repeat(Math.floor(room / size))}${'x'.repeat(room % size)}"`)
    }
    for (const filler of ['x', 'é', '日', '\u{1f600}']) {
      expect(Buffer.byteLength(text(LIMITS.bytes, filler))).toBe(LIMITS.bytes)
      expect(problemsOf(text(LIMITS.bytes, filler))).toEqual([])
      expect(problemsOf(text(LIMITS.bytes + 1, filler))[0]?.message).toContain('8 MiB')
    }
  })

  test('50 MB are refused without being read', () => {
    expect(problemsOf('['.repeat(50_000_000))[0]?.message).toContain('8 MiB')
  })

  test.each([
    ['components', 2_000, (index: number) => ({ id: `x${index}`, kind: 'backend' })],
    ['places', 2_000, (index: number) => ({ id: `x${index}`, kind: 'zone' })],
    ['connections', 10_000, (index: number) => ({ id: `x${index}`, from: 'gw1', to: 'gw1' })],
  ])('%s: %i are read, one more is refused before any is looked at', (list, most, make) => {
    const lists = (count: number, item: (index: number) => unknown) => ({
      ...MINIMAL,
      topology: { ...MINIMAL.topology, [list]: Array.from({ length: count }, (_, index) => item(index)) },
    })
    expect(problemsOf(lists(most, make))).toEqual([])
    expect(problemsOf(lists(most + 1, () => 'nonsense'))).toEqual([
      { path: `$.topology.${list}`, message: expect.stringContaining(String(most)) },
    ])
  })

  test('64 levels are read, 65 are refused, in text and in a value', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 'leaf' : [nested(levels - 1)])
    const deepest = { ...MINIMAL, extra: nested(LIMITS.depth - 1) }
    const deeper = { ...MINIMAL, extra: nested(LIMITS.depth) }
    expect(problemsOf(deepest)).toEqual([])
    expect(problemsOf(deeper)[0]?.message).toContain('64 levels')
    expect(designFromValue(deepest).ok).toBe(true)
    expect(designFromValue(deeper)).toMatchObject({ ok: false })
  })

  test('a value that contains itself is refused', () => {
    const circular: Record<string, unknown> = { ...MINIMAL }
    circular.self = [circular, circular]
    const result = designFromValue(circular)
    expect(result.ok).toBe(false)
  })

  test(`more than ${MAX_PROBLEMS} problems are counted, not listed`, () => {
    const components = Array.from({ length: 80 }, (_, index) => ({ id: `x${index}`, kind: 'backend', place: 'gone' }))
    const problems = problemsOf({ ...MINIMAL, topology: { components } })
    expect(problems).toHaveLength(MAX_PROBLEMS)
    expect(problems.at(-1)?.message).toContain('31 more')
  })
})

describe('keys that could reach the machinery of objects', () => {
  test.each([
    ['{"schemaVersion":1,"topology":{},"__proto__":{"polluted":1}}', '$.__proto__'],
    [
      '{"schemaVersion":1,"topology":{"components":[{"properties":{"constructor":{}}}]}}',
      '$.topology.components[0].properties.constructor',
    ],
    ['{"schemaVersion":1,"topology":{},"layout":{"prototype":{"x":1,"y":1}}}', '$.layout.prototype'],
    ['{"schemaVersion":1,"topology":{},"x":[{"y z":{"__proto__":1}}]}', '$.x[0]["y z"].__proto__'],
  ])('%s', (text, path) => {
    expect(problemsOf(text)).toEqual([{ path, message: expect.stringContaining('not allowed') }])
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])('%s is no id', (id) => {
    expect(problemOf({ topology: { components: [{ id, kind: 'backend' }] } })?.path).toBe('$.topology.components[0].id')
  })
})

describe('words that reach generated files', () => {
  test.each([
    '$(reboot)',
    'a.b"\n[server]',
    'a b',
    'http://gw1',
    'gw1:8243',
    '-a.b',
    'a-.b',
    'a..b',
    'a.b.',
    '',
    '1.2.3',
    '256.1.1.1',
    '01.2.3.4',
    `${'a'.repeat(64)}.b`,
    `${'a.'.repeat(127)}b`,
    'a_b',
    '{{ x }}',
    'gw1.internal\u0000',
    'gw1.internal\n',
  ])('the host name %j is refused', (hostname) => {
    const problem = problemOf(withProperties('universal-gateway', { hostname }))
    expect(problem?.path).toBe('$.topology.components[0].properties.hostname')
    expect(problem?.message).toContain('DNS name')
    expect(problem?.message).not.toMatch(/\p{Cc}/u)
  })

  test.each([
    'gw1',
    'gw1.internal',
    'GW-1.Example.COM',
    '10.0.1.11',
    '3com.net',
    `${'a'.repeat(63)}.b`,
    `${'a.'.repeat(126)}b`,
  ])('the host name %s is taken', (hostname) => {
    expect(problemsOf({ ...MINIMAL, ...withProperties('universal-gateway', { hostname }) })).toEqual([])
  })

  test.each([
    [
      'installDirectory',
      ['/opt/../etc', '/opt/wso2/', 'opt', '/opt/a b', '/opt/$(x)', '/', '/opt//x', '/opt/.', '/..'],
    ],
    ['javaHome', ['/usr/lib/jvm/..', 'java']],
    ['serviceUser', ['root;', 'Wso2', '9a', 'a'.repeat(33)]],
    ['adminUsername', ['a"b', 'ad min', '$env{x}', 'é'.repeat(5)]],
    ['domain', ['acme internal', '$(x)', '.internal']],
    ['namespace', ['Acme', 'a.b', '-a', 'a'.repeat(64)]],
    ['imageRegistry', ['docker.io/x', 'https://docker.io', 'docker.io:0', 'a b']],
    ['imageRepository', ['WSO2', '/wso2', 'wso2/', 'a//b', 'a:b']],
    ['imageTag', ['-x', 'a b', 'a/b', '', 'x'.repeat(129)]],
    ['dbms', ['sqlite', 'MySQL']],
    ['tokens', ['JWT']],
    ['production', ['true', 1]],
  ])('settings.%s refuses %j', (key, values) => {
    for (const value of values) {
      const problem = problemOf({ settings: { [key]: value } })
      expect(problem?.path).toBe(`$.settings.${key}`)
      expect(problem?.message).toContain('must be')
    }
  })

  test.each([
    ['targetTps', [0, -1, '6000', 1e9, null]],
    ['growthPercent', [-1, 1001]],
    ['growthYears', [21]],
    ['payloadKib', [0, 10_241]],
    ['transformedPercent', [101, -0.1]],
    ['throttledPercent', ['all']],
    ['gatewayCores', [0.25, 65]],
    ['analytics', ['yes', 1]],
    ['zones', [0, 2.5]],
    ['clients', [-1, 0.5]],
    ['tokenLifetime', [59]],
    ['tokenGrant', ['authorization-code']],
  ])('settings.sizing.%s refuses %j', (key, values) => {
    for (const value of values) {
      const problem = problemOf({ settings: { sizing: { [key]: value } } })
      expect(problem?.path).toBe(`$.settings.sizing.${key}`)
      expect(problem?.message).toContain('must be')
    }
  })

  test.each([
    ['database', 'apimDatabase', 'apim-db'],
    ['database', 'apimUsername', "x'; DROP TABLE y; --"],
    ['database', 'sharedDatabase', '1db'],
    ['database', 'sharedUsername', 'a'.repeat(31)],
    ['database', 'mode', 'mirror'],
    ['database', 'schemas', ['apim', 'metrics']],
    ['database', 'schemas', 'apim'],
    ['database', 'port', 0],
    ['database', 'port', '3306'],
    ['database', 'members', ['a b']],
    ['database', 'managed', 'yes'],
    ['database-node', 'database', '$(x)'],
    ['universal-gateway', 'gatewayLabels', ['Default', '-x']],
    ['universal-gateway', 'gatewayLabels', ['x'.repeat(61)]],
    ['universal-gateway', 'portOffset', 1.5],
    ['universal-gateway', 'portOffset', -1],
    ['universal-gateway', 'heapMb', 1e9],
    ['universal-gateway', 'network', 'DMZ'],
    ['load-balancer', 'layer', 5],
    ['load-balancer', 'software', 'traefik'],
    ['identity-server', 'vendor', 'a\u2028b'],
    ['backend', 'hostname', null],
  ] as const)('%s.%s refuses %j', (kind, key, value) => {
    const problem = problemOf(withProperties(kind, { [key]: value }))
    expect(problem?.path.startsWith(`$.topology.components[0].properties.${key}`)).toBe(true)
    expect(problem?.message).toContain('must be')
  })

  test.each([
    [{ name: 'ACME' }, '$.name'],
    [{ name: 'a'.repeat(64) }, '$.name'],
    [{ title: 'a\nb' }, '$.title'],
    [{ title: 'a\u202eb' }, '$.title'],
    [{ apimVersion: '4.4.0' }, '$.apimVersion'],
    [{ layout: { gw1: { x: '1', y: 2 } } }, '$.layout.gw1.x'],
    [{ layout: { 'a b': { x: 1, y: 2 } } }, '$.layout["a b"]'],
    [{ acknowledged: [{ code: 'HA 01', subjects: [], reason: '' }] }, '$.acknowledged[0].code'],
    [{ acknowledged: [{ code: 'HA-01', subjects: [], reason: 'a\u0007' }] }, '$.acknowledged[0].reason'],
    [{ story: [{ title: 'a', note: 'x'.repeat(4001) }] }, '$.story[0].note'],
    [{ settings: [] }, '$.settings'],
    [{ settings: { sizing: 6000 } }, '$.settings.sizing'],
    [{ topology: { components: {} } }, '$.topology.components'],
  ])('%j is wrong at %s', (rest, path) => {
    expect(problemOf(rest)?.path).toBe(path)
  })

  test('what is missing is named, with what it must be', () => {
    const { name: _, ...nameless } = MINIMAL
    expect(problemsOf(nameless)).toEqual([{ path: '$.name', message: expect.stringContaining('missing') }])
  })
})

describe('kinds', () => {
  test.each([
    [{ components: [{ id: 'x', kind: 'gateway' }] }, '$.topology.components[0].kind', '"gateway"'],
    [{ components: [{ id: 'x' }] }, '$.topology.components[0].kind', 'missing'],
    [{ components: ['x'] }, '$.topology.components[0]', 'object'],
    [{ places: [{ id: 'x', kind: 'region' }] }, '$.topology.places[0].kind', '"region"'],
    [{ components: [{ id: 'x', kind: 'backend', replicas: 0 }] }, '$.topology.components[0].replicas', '1 to 100'],
    [{ components: [{ id: 'x', kind: 'backend', label: '' }] }, '$.topology.components[0].label', '1 to 120'],
  ])('%j is wrong at %s', (topology, path, part) => {
    const problem = problemOf({ topology })
    expect(problem?.path).toBe(path)
    expect(problem?.message).toContain(part)
  })

  test('another name of a property is read as the property', () => {
    const read = readOf({ ...MINIMAL, ...withProperties('database', { databaseMode: 'auto', custom: 1 }) })
    expect(read.topology.components[0]?.properties).toEqual({ mode: 'auto', custom: 1 })
    const offset = readOf({ ...MINIMAL, ...withProperties('traffic-manager', { offset: 2 }) })
    expect(offset.topology.components[0]?.properties).toEqual({ portOffset: 2 })
  })

  test('both names are taken when they agree, refused when they do not', () => {
    const both = (mode: string) => withProperties('database', { mode: 'auto', databaseMode: mode })
    expect(readOf({ ...MINIMAL, ...both('auto') }).topology.components[0]?.properties).toEqual({ mode: 'auto' })
    expect(problemOf(both('geo'))?.path).toBe('$.topology.components[0].properties.databaseMode')
  })

  test('a wrong value under another name is reported under the name that the file uses', () => {
    const problem = problemOf(withProperties('database', { databaseMode: 'x' }))
    expect(problem?.path).toBe('$.topology.components[0].properties.databaseMode')
  })
})

describe('structure', () => {
  const broken = (...parts: Parameters<typeof design>) => problemsOf(serializeLoosely(design(...parts)))
  const serializeLoosely = (value: Design) => JSON.stringify(value)

  test('places and components share one space of ids, connections too', () => {
    const problems = broken({
      places: [place('a', 'zone'), place('a', 'zone')],
      components: [component('a', 'backend'), component('b', 'backend')],
      connections: [{ ...connection('b', 'a'), id: 'b' }],
    })
    expect(problems.map(({ path }) => path)).toEqual([
      '$.topology.places[1].id',
      '$.topology.components[0].id',
      '$.topology.connections[0].id',
    ])
    expect(problems[2]?.message).toContain('$.topology.components[1]')
  })

  test('places, parents and ends that do not exist are named', () => {
    const problems = broken({
      places: [place('vm1', 'host', { parent: 'gone' })],
      components: [component('gw1', 'universal-gateway', { place: 'nowhere' })],
      connections: [connection('gw1', 'lost'), connection('vm1', 'gw1')],
    })
    expect(problems.map(({ path }) => path)).toEqual([
      '$.topology.places[0].parent',
      '$.topology.components[0].place',
      '$.topology.connections[0].to',
      '$.topology.connections[1].from',
    ])
    expect(problems[3]?.message).toContain('is a place')
  })

  test('a circle of places is reported once, however many stand in it or lead to it', () => {
    const problems = broken({
      places: [
        place('a', 'network-segment', { parent: 'b' }),
        place('b', 'network-segment', { parent: 'c' }),
        place('c', 'network-segment', { parent: 'a' }),
        place('d', 'network-segment', { parent: 'a' }),
        place('e', 'network-segment', { parent: 'e' }),
      ],
    })
    expect(problems.map(({ path }) => path)).toEqual(['$.topology.places[0].parent', '$.topology.places[4].parent'])
    expect(problems[0]?.message).toContain('"a" in "b" in "c" in "a"')
  })

  test.each([
    ['zone', ['host']],
    ['datacenter', ['zone', 'datacenter']],
    ['datacenter', ['network-segment', 'datacenter']],
    ['namespace', []],
    ['namespace', ['datacenter']],
    ['kubernetes-cluster', ['host']],
    ['host', ['host']],
    ['hypervisor', ['host']],
  ] as const)('a %s may not stand in %j', (kind, around) => {
    const places = around.map((outer, index) =>
      place(`p${index}`, outer, index + 1 < around.length ? { parent: `p${index + 1}` } : {}),
    )
    const inner = place('x', kind, around.length > 0 ? { parent: 'p0' } : {})
    const problems = broken({ places: [...places, inner] })
    expect(problems.at(-1)?.message).toContain('may not stand')
    expect(problems.at(-1)?.path).toBe(`$.topology.places[${places.length}].parent`)
  })

  test('a chain of 2,000 places is read', () => {
    const places = Array.from({ length: 2000 }, (_, index) =>
      place(`n${index}`, 'network-segment', index === 0 ? {} : { parent: `n${index - 1}` }),
    )
    expect(broken({ places })).toEqual([])
  })

  test('references in properties are for the rules: the drawing may be incomplete', () => {
    const read = broken({ components: [component('n1', 'database-node', { properties: { database: 'not-yet' } })] })
    expect(read).toEqual([])
  })
})

describe('reading', () => {
  test('missing optional sections get their defaults', () => {
    expect(readOf(MINIMAL)).toEqual({
      schemaVersion: 1,
      name: 'acme-prod',
      title: 'acme-prod',
      apimVersion: '4.7.0',
      settings: {},
      topology: { places: [], components: [{ id: 'gw1', kind: 'universal-gateway' }], connections: [] },
      layout: {},
      acknowledged: [],
      story: [],
    })
  })

  test('a byte order mark is skipped', () => {
    expect(readOf(`\ufeff${JSON.stringify(MINIMAL)}`).name).toBe('acme-prod')
  })

  test('layout is kept to hundredths', () => {
    const { layout } = readOf({ ...MINIMAL, layout: { gw1: { x: 1.23456, y: -0.001, width: 10.005 } } })
    expect(layout).toEqual({ gw1: { x: 1.23, y: 0, width: 10.01 } })
  })

  test('the value that is read is not changed', () => {
    const value = deepFreeze({
      ...MINIMAL,
      ...withProperties('database', { databaseMode: 'auto' }),
      layout: { x: { x: 0.001, y: 0 } },
    })
    expect(designFromValue(value).ok).toBe(true)
  })

  test.each([undefined, 1n, Symbol('x'), () => 1, Number.NaN, Number.POSITIVE_INFINITY, new Map(), new Date(0)])(
    'a value that JSON cannot hold is a problem: %s',
    (value) => {
      expect(designFromValue(value).ok).toBe(false)
      expect(designFromValue({ ...MINIMAL, name: value }).ok).toBe(false)
    },
  )
})

describe('writing', () => {
  test('keys stand in declared order, unknown ones by name after them, lists as they are', () => {
    const text = serializeDesign(
      readOf({
        zeta: { b: 1, a: [{ d: 1, c: 2 }] },
        alpha: true,
        topology: {
          note: 'kept',
          components: [
            {
              zone: 1,
              properties: { custom: 1, hostname: 'b', another: 2, portOffset: 1 },
              kind: 'universal-gateway',
              id: 'gw2',
            },
            { kind: 'universal-gateway', id: 'gw1' },
          ],
        },
        apimVersion: '4.7.0',
        name: 'acme',
        schemaVersion: 1,
      }),
    )
    const read = JSON.parse(text)
    expect(Object.keys(read)).toEqual([
      'schemaVersion',
      'name',
      'title',
      'apimVersion',
      'settings',
      'topology',
      'layout',
      'acknowledged',
      'story',
      'alpha',
      'zeta',
    ])
    expect(Object.keys(read.topology)).toEqual(['places', 'components', 'connections', 'note'])
    expect(read.topology.components.map(({ id }: Component) => id)).toEqual(['gw2', 'gw1'])
    expect(Object.keys(read.topology.components[0])).toEqual(['id', 'kind', 'properties', 'zone'])
    expect(Object.keys(read.topology.components[0].properties)).toEqual(['hostname', 'portOffset', 'another', 'custom'])
    expect(JSON.stringify(read.zeta)).toBe('{"a":[{"c":2,"d":1}],"b":1}')
    expect(text.endsWith('}\n')).toBe(true)
    expect(text).toContain('\n  "name": "acme",\n')
  })

  test('facts about the load stand in the order of their form, and unknown ones stay', () => {
    const sizing = { later: true, tokenGrant: 'refresh', analytics: false, targetTps: 6000 } as const
    const read = parseDesign(serializeDesign(design({ settings: { sizing, production: true } })))
    expect(read).toMatchObject({ ok: true, value: { settings: { production: true, sizing } } })
    const written = JSON.parse(serializeDesign(design({ settings: { sizing, production: true } })))
    expect(Object.keys(written.settings)).toEqual(['production', 'sizing'])
    expect(Object.keys(written.settings.sizing)).toEqual(['targetTps', 'analytics', 'tokenGrant', 'later'])
  })

  test('what is written is read as the same design, and written again as the same bytes', () => {
    fc.assert(
      fc.property(arbitraryDesign(), (drawn) => {
        const text = serializeDesign(drawn)
        const read = parseDesign(text)
        expect(read).toEqual({ ok: true, value: drawn })
        if (read.ok) expect(serializeDesign(read.value)).toBe(text)
      }),
      { numRuns: runs(300) },
    )
  })

  test('the order of keys in memory does not show in the bytes', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, turned(inner)]),
      )
    }
    fc.assert(
      fc.property(arbitraryDesign(), (drawn) => {
        expect(serializeDesign(turned(drawn) as Design)).toBe(serializeDesign(drawn))
      }),
      { numRuns: runs(100) },
    )
  })
})

describe('any input', () => {
  /** Replaces, removes or adds one value somewhere in the document. */
  const mutated = fc
    .tuple(
      arbitraryDesign(),
      fc.array(fc.nat(), { maxLength: 8 }),
      fc.jsonValue(),
      fc.constantFrom('id', '__proto__', 'kind', 'x'),
    )
    .map(([drawn, way, value, key]) => {
      const copy: unknown = JSON.parse(serializeDesign(drawn))
      let spot = copy
      for (const [step, choice] of way.entries()) {
        if (typeof spot !== 'object' || spot === null) break
        const keys = Object.keys(spot)
        const chosen = keys[choice % (keys.length + 1)] ?? key
        if (step === way.length - 1) {
          Object.defineProperty(spot, chosen, { value, enumerable: true, configurable: true, writable: true })
        }
        spot = Object.getOwnPropertyDescriptor(spot, chosen)?.value
      }
      return JSON.stringify(copy)
    })

  const truncated = fc.tuple(arbitraryDesign(), fc.nat(), fc.nat({ max: 3 })).map(([drawn, at, cut]) => {
    const text = serializeDesign(drawn)
    const start = at % text.length
    return text.slice(0, start) + text.slice(start + cut * 40)
  })

  test('gives a design or problems with paths; never throws, never pollutes a prototype', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), mutated, truncated), (text) => {
        const result = parseDesign(text)
        if (result.ok) expect(parseDesign(serializeDesign(result.value))).toEqual(result)
        else {
          expect(result.problems.length).toBeGreaterThan(0)
          expect(result.problems.length).toBeLessThanOrEqual(MAX_PROBLEMS)
          for (const { path, message } of result.problems) {
            expect(path).toMatch(/^\$/)
            expect(message).toMatch(/\.$/)
            expect(message).not.toMatch(/\p{Cc}/u)
          }
        }
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
      { numRuns: runs(1000) },
    )
  })

  test('any value, JSON or not, gives a result', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (value) => {
          expect(designFromValue(value).ok).toBe(false)
          expect(typeof designFromValue({ ...MINIMAL, extra: value }).ok).toBe('boolean')
        },
      ),
      { numRuns: runs(500) },
    )
  })
})
