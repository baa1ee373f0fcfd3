import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../document/codec'
import { addPlace, emptyDesign, setProperty, setSettings, setSizing, setVersion } from '../document/edits'
import type { Design, KindId, SizingFacts } from '../model/design'
import { patternById } from '../patterns'
import type { PatternId } from '../patterns/pattern'
import { diagnose } from '../rules'
import { SEVERITIES } from '../rules/support/rule'
import { runs } from '../testing/breadth'
import { leftByFix } from '../testing/fixes'
import { loaded } from '../testing/loaded'
import { resolve } from '../wiring/resolve'
import { type Sizing, sizeOf } from '.'
import { additionsText } from './apply'
import { RUN_CONDITIONS } from './figures'

const of = (id: PatternId) => patternById(id).template('4.6.0')
const p3 = of('pattern-3')
const p4 = of('pattern-4')
const example = { targetTps: 6000, transformedPercent: 50, analytics: true } satisfies SizingFacts

function sizing(design: Design, facts: SizingFacts): Sizing {
  const found = sizeOf(resolve(setSizing(design, facts)))
  if (!found) throw new Error('no target')
  return found
}
function row(design: Design, facts: SizingFacts, kind: KindId, region = 0) {
  const found = sizing(design, facts).regions[region]?.rows.find((item) => item.kind === kind)
  if (!found) throw new Error(kind)
  return found
}
const needed = (...args: Parameters<typeof row>) => row(...args).needed
const zones = (design: Design, ...labels: string[]) =>
  labels.reduce((drawn, label) => addPlace(drawn, { id: `zone-${label}`, kind: 'zone', parent: 'dc1', label }), design)
const replicated = (design: Design, replicas: number): Design => ({
  ...design,
  topology: {
    ...design.topology,
    components: design.topology.components.map((item) => (item.id === 'gw1' ? { ...item, replicas } : item)),
  },
})

describe('gateways', () => {
  test('the worked example: 6000 calls/s, half of them transformed, with analytics, over three zones take six', () => {
    const { load, gateway, regions } = sizing(zones(p3, 'c'), example)
    expect(Math.round(gateway.measured)).toBe(2674)
    expect(gateway.factors).toEqual([{ label: 'Analytics are published', factor: 0.85 }])
    expect(Math.round(gateway.calls)).toBe(2273)
    expect(load.calls).toBe(6000)
    const [gateways, managers, control] = regions[0]?.rows ?? []
    expect([gateways?.needed, managers?.needed, control?.needed]).toEqual([6, 2, 2])
    expect(gateways?.why).toBe(
      '6,000 calls/s take 5 at 60 % of 2,273 each; 6 leave 4 when one of 3 zones fails, at up to 80 %.',
    )
  })

  test('rest on the published run of the version, and say the conditions', () => {
    const basis = (design: Design) => row(design, example, 'universal-gateway').basis[0]
    expect(basis(p3)).toMatchObject({
      sentence: expect.stringContaining('run 531, 2025-09-28'),
      source: expect.stringContaining('wso2/performance-apim'),
      conditions: RUN_CONDITIONS,
    })
    expect(basis(p3)?.sentence).not.toContain('4.7.0')
    expect(basis(setVersion(p3, '4.5.0'))?.sentence).toContain('run 496, 2025-03-19')
    expect(basis(setVersion(p3, '4.7.0'))?.sentence).toContain('No figures of 4.7.0 are published')
  })

  test('grow with the years', () => {
    const { load } = sizing(p3, { targetTps: 1000, growthPercent: 20, growthYears: 3 })
    expect(load.calls).toBeCloseTo(1728, 6)
    expect(load.callsToday).toBe(1000)
  })

  test('each take what their machine has, shared by the servers on it; those without one are like the smallest', () => {
    const host = addPlace(p3, { id: 'vm1', kind: 'host', parent: 'zone-a', label: 'vm1' })
    const housed: Design = {
      ...setProperty(host, 'vm1', 'cores', 8),
      topology: {
        ...setProperty(host, 'vm1', 'cores', 8).topology,
        components: host.topology.components.map((item) =>
          item.id === 'gw1' || item.id === 'tm1' ? { ...item, place: 'vm1' } : item,
        ),
      },
    }
    const { gateway, regions } = sizing(housed, { targetTps: 100, analytics: false })
    expect(gateway.cores).toBe(4)
    expect(gateway.calls).toBeCloseTo(3465 * 2 ** 0.9, 6)
    expect(regions[0]?.rows[0]?.demand?.capacities.flat().map(Math.round)).toEqual([6466, 6466])
    const larger = sizing(housed, { targetTps: 100, gatewayCores: 2 })
    expect(larger.regions[0]?.rows[0]?.demand?.capacities.flat().map(Math.round)).toEqual([6466, 3465])
  })

  test('in one zone are one more than the load takes', () => {
    const flat: Design = {
      ...p3,
      topology: {
        ...p3.topology,
        places: p3.topology.places.filter((place) => place.kind === 'datacenter'),
        components: p3.topology.components.map((item) =>
          item.place?.startsWith('zone') ? { ...item, place: 'dc1' } : item,
        ),
      },
    }
    expect(needed(flat, example, 'universal-gateway')).toBe(6)
    expect(row(flat, example, 'universal-gateway').demand?.loss).toBe('one gateway')
    expect(needed(flat, { ...example, zones: 2 }, 'universal-gateway')).toBe(8)
    expect(row(flat, { ...example, zones: 2 }, 'universal-gateway').demand?.loss).toBe('one of 2 zones')
  })

  test('that are too many to draw are not offered, and the reason is', () => {
    const huge = row(p3, { targetTps: 1_000_000, payloadKib: 100, transformedPercent: 100 }, 'universal-gateway')
    expect(huge.additions).toEqual([])
    expect(huge.obstacle).toContain('too many to draw')
    expect(huge.needed).toBeGreaterThan(LIMITS.components)
  })

  test('that the drawing shows to publish analytics pay for it until somebody says otherwise', () => {
    const drawn: Design = {
      ...p3,
      topology: {
        ...p3.topology,
        components: [...p3.topology.components, { id: 'elk', kind: 'analytics' }],
        connections: [...p3.topology.connections, { id: 'gw1-elk', from: 'gw1', to: 'elk' }],
      },
    }
    expect(sizing(drawn, { targetTps: 1 }).gateway.factors.map(({ factor }) => factor)).toEqual([0.85])
    expect(sizing(drawn, { targetTps: 1, analytics: false }).gateway.factors).toEqual([])
    expect(
      sizing(setSettings(drawn, { tokens: 'opaque' }), {
        targetTps: 1,
        heavyAuthentication: true,
        accessLog: true,
      }).gateway.factors.map(({ factor }) => factor),
    ).toEqual([0.85, 0.9, 0.9, 0.8])
  })
})

describe('Traffic Managers', () => {
  test('are a pair for ten gateways and for 20,000 events a second', () => {
    expect(needed(p3, { targetTps: 5000 }, 'traffic-manager')).toBe(2)
    expect(needed(p3, { targetTps: 20_000, gatewayCores: 8 }, 'traffic-manager')).toBe(2)
    expect(needed(p3, { targetTps: 20_001, gatewayCores: 8 }, 'traffic-manager')).toBe(4)
    expect(needed(p3, { targetTps: 20_001, gatewayCores: 8, throttledPercent: 50 }, 'traffic-manager')).toBe(2)
    expect(needed(replicated(p3, 10), { targetTps: 100 }, 'traffic-manager')).toBe(4)
  })

  test('beyond one pair mean groups of gateways, or distributed throttling where the version has it', () => {
    const wide = { targetTps: 20_001 }
    expect(row(p3, wide, 'traffic-manager')).toMatchObject({
      additions: [],
      obstacle: expect.stringMatching(/groups, each with a pair of its own, or turn on distributed throttling/),
    })
    expect(row(setVersion(p3, '4.5.0'), wide, 'traffic-manager').obstacle).not.toContain('distributed')
    const shared = setSettings(p3, { distributedThrottling: true })
    expect(row(shared, wide, 'traffic-manager')).toMatchObject({ needed: 4 })
    expect(row(shared, wide, 'traffic-manager').additions).toHaveLength(2)
  })

  test('stay one pair in a version without distributed throttling, whatever the design asks for', () => {
    const asked = setVersion(setSettings(p3, { distributedThrottling: true }), '4.5.0')
    expect(row(asked, { targetTps: 20_001 }, 'traffic-manager')).toMatchObject({
      additions: [],
      obstacle: expect.stringMatching(/groups, each with a pair of its own\.$/),
    })
  })
})

describe('Key Managers', () => {
  test('carry the token requests at 60 %, and one more', () => {
    expect(needed(p4, { targetTps: 1 }, 'key-manager')).toBe(2)
    expect(needed(p4, { targetTps: 1, tokenTps: 458 }, 'key-manager')).toBe(2)
    expect(needed(p4, { targetTps: 1, tokenTps: 459 }, 'key-manager')).toBe(3)
    expect(needed(p4, { targetTps: 1, tokenTps: 459, tokenGrant: 'password' }, 'key-manager')).toBe(4)
  })

  test('count clients by what they ask for within a lifetime, drawn or said', () => {
    const rate = (design: Design, facts: SizingFacts) => sizing(design, { targetTps: 1, ...facts }).load.tokens
    expect(rate(p4, { clients: 36_000 })).toBeCloseTo(10, 6)
    expect(rate(p4, { clients: 36_000, tokenCalls: 3 })).toBeCloseTo(30, 6)
    expect(rate(setProperty(p4, 'km1', 'tokenLifetime', 900), { clients: 36_000 })).toBeCloseTo(40, 6)
    expect(rate(p4, { clients: 36_000, tokenLifetime: 7200, growthPercent: 100 })).toBeCloseTo(10, 6)
    expect(rate(p4, { clients: 36_000, tokenTps: 5 })).toBe(5)
    expect(rate(p4, {})).toBeUndefined()
  })

  test('are as many as opaque tokens take', () => {
    const opaque = setSettings(p4, { tokens: 'opaque' })
    expect(needed(opaque, { targetTps: 15_000, gatewayCores: 2 }, 'universal-gateway')).toBe(14)
    expect(needed(opaque, { targetTps: 15_000, gatewayCores: 2 }, 'key-manager')).toBe(7)
    const forgetful = ['gw1', 'gw2'].reduce((design, id) => setProperty(design, id, 'tokenCache', false), opaque)
    expect(needed(forgetful, { targetTps: 15_000, gatewayCores: 2 }, 'key-manager')).toBe(14)
  })

  test('are asked for where a pair of control planes does not issue enough', () => {
    const notes = (tokenTps: number) => row(p3, { targetTps: 1, tokenTps }, 'api-control-plane').notes.join(' ')
    expect(notes(458)).toBe('')
    expect(notes(459)).toContain('Put Key Managers of their own beside the pair (Pattern 4)')
    expect(needed(p3, { targetTps: 1, tokenTps: 5000 }, 'api-control-plane')).toBe(2)
  })
})

describe('All-in-Ones', () => {
  test('do not go beyond a pair', () => {
    const busy = row(of('pattern-1'), example, 'all-in-one')
    expect(busy).toMatchObject({ needed: 8, additions: [], obstacle: expect.stringContaining('Pattern 2') })
    expect(busy.basis.map(({ sentence }) => sentence).join(' ')).toContain('500 calls/s of one All-in-One')
    expect(needed(of('pattern-1'), { targetTps: 1000 }, 'all-in-one')).toBe(2)
  })

  test('beside gateways are two, whatever the calls', () => {
    expect(needed(of('pattern-2'), example, 'all-in-one')).toBe(2)
    expect(needed(of('pattern-2'), example, 'universal-gateway')).toBe(8)
  })
})

describe('several datacenters', () => {
  const active = of('multi-dc-active-active')
  const central = of('multi-dc-active-passive')
  const calls = (design: Design, facts: SizingFacts) =>
    sizing(design, facts).regions.map(({ rows }) => Math.round(rows[0]?.demand?.calls ?? 0))

  test('active-active are each sized for all calls, unless none may fail', () => {
    expect(calls(active, { targetTps: 6000 })).toEqual([6000, 6000])
    expect(calls(active, { targetTps: 6000, survivesDatacenter: false })).toEqual([3000, 3000])
  })

  test('under a central control plane are sized for their own calls and a part of those of the lost one', () => {
    expect(calls(central, { targetTps: 6000 })).toEqual([6000, 6000])
    const north: Design = {
      ...central,
      topology: {
        ...central.topology,
        places: [...central.topology.places, { id: 'dc-north', kind: 'datacenter', label: 'north' }],
        components: [...central.topology.components, { id: 'north-gw1', kind: 'universal-gateway', place: 'dc-north' }],
        connections: [
          ...central.topology.connections,
          { id: 'n1', from: 'north-gw1', to: 'vip' },
          { id: 'n2', from: 'north-gw1', to: 'acp1', purposes: ['events'] },
        ],
      },
    }
    expect(calls(north, { targetTps: 6000 })).toEqual([3000, 3000, 3000])
    const uneven = setProperty(setProperty(north, 'dc-central', 'trafficShare', 60), 'dc-north', 'trafficShare', 10)
    // Without the centre, 60 % come to the others as 10 to 30; without the region, 30 % as 60 to 10.
    expect(calls(uneven, { targetTps: 1000 })).toEqual([
      Math.round(600 + (300 * 60) / 70),
      Math.round(100 + (600 * 10) / 40),
      Math.round(300 + (600 * 30) / 40),
    ])
  })

  test('that stand by take nothing until another fails, then all', () => {
    const standby = setProperty(central, 'dc-region', 'standby', true)
    const shares = sizing(standby, { targetTps: 6000 }).regions.map(({ rows }) => rows[0]?.demand?.ownCalls)
    expect(shares).toEqual([6000, 0])
    expect(calls(standby, { targetTps: 6000 })).toEqual([6000, 6000])
  })

  test('issue the tokens where the control plane is', () => {
    const kinds = sizing(central, { targetTps: 1, tokenTps: 5000 }).regions.map(({ rows }) =>
      rows.some(({ notes }) => notes.join(' ').includes('Key Managers of their own')),
    )
    expect(kinds).toEqual([true, false])
  })
})

describe('a sizing', () => {
  test('is none without a target, and starts from nothing on an empty drawing', () => {
    expect(sizeOf(resolve(p3))).toBeNull()
    expect(sizeOf(resolve(setSizing(p3, { payloadKib: 10, tokenTps: 100 })))).toBeNull()
    const { regions } = sizing(emptyDesign(), { targetTps: 6000 })
    expect(regions[0]?.rows.map(({ kind, needed: number, drawn }) => [kind, number, drawn.length])).toEqual([
      ['universal-gateway', 4, 0],
      ['traffic-manager', 2, 0],
      ['api-control-plane', 2, 0],
    ])
    expect(regions[0]?.rows[0]?.obstacle).toContain('start from a pattern')
  })

  test('says what it took where nothing was said', () => {
    expect(sizing(p3, { targetTps: 1 }).load.assumed).toContain('a payload of 1 KiB')
    expect(sizing(p3, { targetTps: 1, payloadKib: 1 }).load.assumed).not.toContain('a payload of 1 KiB')
  })

  test('counts the connections that the databases must take', () => {
    expect(sizing(p4, { targetTps: 1, tokenTps: 1000 }).databaseConnections).toBe(600)
  })

  test('never needs fewer servers for more calls, and never fewer than two of any', () => {
    fc.assert(
      fc.property(loaded, fc.integer({ min: 1, max: 60_000 }), (design, more) => {
        const before = design.settings.sizing?.targetTps ?? 1
        const [low, high] = [Math.min(before, more), Math.max(before, more)].map(
          (targetTps) => sizing(design, { targetTps }).regions,
        )
        for (const [at, region] of (low ?? []).entries()) {
          for (const [index, { kind, needed: few }] of region.rows.entries()) {
            expect(few, kind).toBeGreaterThanOrEqual(2)
            expect(high?.[at]?.rows[index]?.needed, kind).toBeGreaterThanOrEqual(few)
          }
        }
      }),
      { numRuns: runs(200) },
    )
  })

  test('agrees with the findings: gateways are missing exactly where one says so', () => {
    fc.assert(
      fc.property(loaded, (design) => {
        const found = diagnose(resolve(design)).filter(({ code }) =>
          ['HA-01', 'HA-07', 'MDC-20', 'SZ-01'].includes(code),
        )
        const short = sizeOf(resolve(design))?.regions.some(({ rows }) =>
          rows.some(({ demand }) => demand && demand.additions.length > 0 && demand.drawn.length > 0),
        )
        expect(found.some(({ code }) => code !== 'HA-01') && !short).toBe(false)
        expect(short && found.length === 0).toBe(false)
      }),
      { numRuns: runs(100) },
    )
  })

  test('its fixes leave nothing behind that is as bad', () => {
    const own = ['HA-07', 'MDC-20', 'SZ-01', 'SZ-02', 'SZ-03']
    fc.assert(
      fc.property(loaded, fc.boolean(), (drawn, production) => {
        const design = setSettings(drawn, { production })
        const found = diagnose(resolve(design))
        for (const finding of found) {
          if (!finding.fix || !own.includes(finding.code)) continue
          expect(finding.fix.label).toBe(`Add ${additionsText(sizing(design, {}))}`)
          const left = leftByFix(design, found, finding).filter(({ made }) => made)
          expect(left, `${SEVERITIES.indexOf(finding.severity)} ${finding.key}`).toEqual([])
        }
      }),
      { numRuns: runs(100) },
    )
  })
})
