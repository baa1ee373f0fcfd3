import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recognise } from '../analysis/recognise'
import { parseDesign, serializeDesign } from '../document/codec'
import { addPlace, setProperty, setSizing } from '../document/edits'
import { touches } from '../layout/boxes'
import { completeLayout } from '../layout/complete-layout'
import type { Design, Id, KindId, SizingFacts } from '../model/design'
import { PATTERNS, patternById } from '../patterns'
import { diagnose } from '../rules'
import { isSerious } from '../rules/support/rule'
import { runs } from '../testing/breadth'
import { deepFreeze } from '../testing/builders'
import { loaded } from '../testing/loaded'
import { resolve } from '../wiring/resolve'
import { sizeOf } from '.'
import { additionsText, applySizing } from './apply'
import { removeSpares, sparesOf } from './spare'

const p3 = patternById('pattern-3').template('4.6.0')
const busy = { targetTps: 6000, transformedPercent: 50, analytics: true } satisfies SizingFacts

const numbers = (design: Design): ReadonlyMap<KindId, number> => {
  const found = new Map<KindId, number>()
  for (const { kind } of resolve(design).instances) found.set(kind, (found.get(kind) ?? 0) + 1)
  return found
}
const number = (design: Design, kind: KindId) => numbers(design).get(kind) ?? 0
const zoneOf = (design: Design, id: Id) => resolve(design).instances.find((item) => item.id === id)?.zone?.label

describe('applying a sizing', () => {
  test('adds what is missing over the zones, connected like the others', () => {
    const design = deepFreeze(setSizing(p3, busy))
    const sizing = sizeOf(resolve(design))
    expect(sizing && additionsText(sizing)).toBe('6 gateways')
    const after = applySizing(design)
    expect(number(after, 'universal-gateway')).toBe(8)
    expect(['gw3', 'gw4', 'gw5'].map((id) => zoneOf(after, id))).toEqual(['a', 'b', 'a'])
    expect(recognise(resolve(after))).toMatchObject({ pattern: 'pattern-3', level: 'ha' })
    expect(diagnose(resolve(after)).map((finding) => finding.code)).toEqual(
      diagnose(resolve(p3)).map(({ code }) => code),
    )
  })

  test('uses a third zone that is drawn, and then needs two fewer', () => {
    const wide = addPlace(setSizing(p3, busy), { id: 'zone-c', kind: 'zone', parent: 'dc1', label: 'c' })
    const after = applySizing(wide)
    expect(number(after, 'universal-gateway')).toBe(6)
    const zones = resolve(after)
      .instances.filter((item) => item.kind === 'universal-gateway')
      .map((item) => item.zone?.label)
    expect(zones.sort()).toEqual(['a', 'a', 'b', 'b', 'c', 'c'])
  })

  test('adds to a lopsided drawing until the loss of its fullest zone is borne', () => {
    const crowd = { ...setSizing(p3, busy) }
    const lopsided: Design = {
      ...crowd,
      topology: {
        ...crowd.topology,
        components: crowd.topology.components.map((item) => (item.id === 'gw1' ? { ...item, replicas: 7 } : item)),
      },
    }
    const row = sizeOf(resolve(lopsided))?.regions[0]?.rows[0]
    expect([row?.needed, row?.drawn.length, row?.additions.length]).toEqual([8, 8, 3])
    expect(row?.notes.join(' ')).toContain('spread them evenly')
    const after = applySizing(lopsided)
    expect(
      resolve(after).instances.filter((item) => item.kind === 'universal-gateway' && item.zone?.label === 'b'),
    ).toHaveLength(4)
  })

  test('gives a gateway the machine that its like has', () => {
    const placed = addPlace(setSizing(p3, busy), { id: 'vm1', kind: 'host', parent: 'zone-a', label: 'vm1' })
    const cores = setProperty(setProperty(placed, 'vm1', 'cores', 4), 'vm1', 'address', '10.0.1.11')
    const housed: Design = {
      ...cores,
      topology: {
        ...cores.topology,
        components: cores.topology.components.map((item) => (item.id === 'gw1' ? { ...item, place: 'vm1' } : item)),
      },
    }
    const after = applySizing(housed)
    const added = after.topology.places.filter((place) => place.kind === 'host' && place.id !== 'vm1')
    expect(added.length).toBeGreaterThan(0)
    for (const host of added) expect(host.properties).toEqual({ cores: 4 })
    expect(sizeOf(resolve(after))?.regions[0]?.rows[0]?.additions).toEqual([])
  })

  test('raises the number of pods where gateways run in a cluster', () => {
    const cluster = addPlace(setSizing(p3, busy), {
      id: 'k8s',
      kind: 'kubernetes-cluster',
      parent: 'dc1',
      label: 'cluster',
    })
    const podded: Design = {
      ...setProperty(cluster, 'k8s', 'zones', 3),
    }
    const moved: Design = {
      ...podded,
      topology: {
        ...podded.topology,
        components: podded.topology.components.map((item) =>
          item.kind === 'universal-gateway' ? { ...item, place: 'k8s' } : item,
        ),
      },
    }
    const after = applySizing(moved)
    expect(after.topology.components).toHaveLength(moved.topology.components.length)
    expect(number(after, 'universal-gateway')).toBe(6)
  })

  test('does nothing without a target, and nothing where nothing is missing', () => {
    expect(applySizing(p3)).toBe(p3)
    const enough = setSizing(p3, { targetTps: 100 })
    expect(applySizing(enough)).toBe(enough)
  })

  test('says why it can not add an All-in-One that keeps its data to itself', () => {
    const design = setSizing(patternById('pattern-0').template('4.7.0'), { targetTps: 100 })
    expect(applySizing(design)).toBe(design)
    expect(sizeOf(resolve(design))?.regions[0]?.rows[0]).toMatchObject({
      needed: 2,
      additions: [],
      obstacle: expect.stringContaining('database'),
    })
  })

  test('of any drawing adds exactly what it says, keeps everything, and is then done', () => {
    fc.assert(
      fc.property(loaded, (design) => {
        const sizing = sizeOf(resolve(design))
        if (!sizing) throw new Error('no target')
        const after = applySizing(design)
        expect(after === design).toBe(additionsText(sizing) === '')
        for (const component of design.topology.components)
          expect(after.topology.components.find((item) => item.id === component.id)).toMatchObject({
            kind: component.kind,
          })
        for (const row of sizing.regions.flatMap((region) => region.rows)) {
          const same = sizing.regions.flatMap((region) => region.rows).filter(({ kind }) => kind === row.kind)
          const added = same.reduce((sum, { additions }) => sum + additions.length, 0)
          expect(number(after, row.kind) - number(design, row.kind), row.kind).toBe(added)
        }
        // Completing the wiring may remove an obstacle; then there is more to add.
        const held = sizing.regions.some((region) => region.rows.some((row) => row.obstacle !== undefined))
        if (!held) expect(applySizing(after)).toBe(after)
        for (const row of sizeOf(resolve(after))?.regions.flatMap((region) => region.rows) ?? [])
          if (!held) expect(row.drawn.length, row.kind).toBeGreaterThanOrEqual(row.needed)
        expect(parseDesign(serializeDesign(after))).toEqual({ ok: true, value: after })
      }),
      { numRuns: runs(100) },
    )
  })

  test('brings no serious finding about what it adds', () => {
    fc.assert(
      fc.property(loaded, (design) => {
        const known = new Set([...design.topology.places, ...design.topology.components].map((item) => item.id))
        const codes = new Set(diagnose(resolve(design)).map((finding) => finding.code))
        const brought = diagnose(resolve(applySizing(design))).filter(
          (finding) =>
            isSerious(finding.severity) && !codes.has(finding.code) && finding.subjects.some((id) => !known.has(id)),
        )
        expect(brought.map((finding) => `${finding.code} ${finding.message}`)).toEqual([])
      }),
      { numRuns: runs(100) },
    )
  })

  test('lays everything out so that no cards overlap and frames reach around what they hold', () => {
    for (const pattern of PATTERNS) {
      const after = applySizing(setSizing(pattern.template('4.6.0'), busy))
      expect(completeLayout(after)).toBe(after.layout)
      for (const place of [undefined, ...after.topology.places.map((item) => item.id)]) {
        const boxes = [...after.topology.components, ...after.topology.places].flatMap((item) => {
          const holder = 'parent' in item ? item.parent : 'place' in item ? item.place : undefined
          const box = after.layout[item.id]
          return holder === place && box ? [{ ...box, width: box.width ?? 0, height: box.height ?? 0 }] : []
        })
        for (const a of boxes) for (const b of boxes) if (a !== b) expect(touches(a, b)).toBe(false)
      }
    }
  })
})

describe('taking out what is spare', () => {
  const grown = applySizing(setSizing(p3, busy))
  const calmer = setSizing(grown, { targetTps: 3000 })

  test('names the servers, and leaves what the load takes', () => {
    expect(sizeOf(resolve(calmer))?.regions[0]?.rows[0]?.needed).toBe(4)
    expect(
      sparesOf(resolve(calmer))
        .map(({ label }) => label)
        .sort()
        .reverse(),
    ).toEqual(['Gateway 8', 'Gateway 7', 'Gateway 6', 'Gateway 5'])
    const after = removeSpares(calmer)
    expect(number(after, 'universal-gateway')).toBe(4)
    expect(applySizing(after)).toBe(after)
    expect(['gw1', 'gw2', 'gw3', 'gw4'].map((id) => zoneOf(after, id))).toEqual(['a', 'b', 'a', 'b'])
  })

  test('prefers servers like the others, and says what else would go with one', () => {
    const own = setProperty(setProperty(calmer, 'gw8', 'hostname', 'gw8.acme.com'), 'gw7', 'heapMb', 4096)
    const named = (design: Design) =>
      sparesOf(resolve(design))
        .map(({ component, loses }) => [component, ...loses].join(' '))
        .sort()
    expect(named(own)).toEqual(['gw3', 'gw4', 'gw5', 'gw6'])
    const all = ['gw1', 'gw2', 'gw3', 'gw4', 'gw5', 'gw6'].reduce(
      (design, id) => setProperty(design, id, 'hostname', `${id}.acme.com`),
      own,
    )
    expect(named(all)).toEqual(['gw5 host name', 'gw6 host name', 'gw7 heap', 'gw8 host name'])
  })

  test('keeps two of every gateway label, and everything while no target is said', () => {
    const labelled = ['gw1', 'gw2', 'gw3'].reduce(
      (design, id) => setProperty(design, id, 'gatewayLabels', ['Partner']),
      setSizing(grown, { targetTps: 100 }),
    )
    const left = removeSpares(labelled).topology.components.filter((item) => item.kind === 'universal-gateway')
    expect(left.filter((item) => item.properties?.gatewayLabels !== undefined)).toHaveLength(2)
    expect(left).toHaveLength(4)
    const unsaid = setSizing(grown, { targetTps: undefined })
    expect(removeSpares(unsaid)).toBe(unsaid)
  })

  test('lowers the number of instances before it takes a drawing out', () => {
    const several: Design = {
      ...p3,
      topology: {
        ...p3.topology,
        components: p3.topology.components.map((item) => (item.id.startsWith('gw') ? { ...item, replicas: 3 } : item)),
      },
    }
    const after = removeSpares(setSizing(several, { targetTps: 100 }))
    expect(
      after.topology.components.filter((item) => item.id.startsWith('gw')).map((item) => item.replicas ?? 1),
    ).toEqual([1, 1])
  })

  test('never leaves too few', () => {
    fc.assert(
      fc.property(loaded, fc.integer({ min: 1, max: 30_000 }), (design, targetTps) => {
        const calm = setSizing(applySizing(design), { targetTps })
        const before = sizeOf(resolve(calm))?.regions.flatMap((region) => region.rows) ?? []
        const after = sizeOf(resolve(removeSpares(calm)))?.regions.flatMap((region) => region.rows) ?? []
        for (const [index, row] of after.entries())
          if (before[index]?.additions.length === 0) expect(row.additions, row.kind).toEqual([])
      }),
      { numRuns: runs(60) },
    )
  })
})

describe('a load beyond anything', () => {
  const most: SizingFacts = {
    targetTps: 1_000_000,
    payloadKib: 10_240,
    transformedPercent: 100,
    growthPercent: 1000,
    growthYears: 20,
  }

  test.each(PATTERNS.map(({ id, template }) => [id, template('4.7.0')] as const))(
    'is counted, and %s gets no more cards at once than a picture bears',
    (_, design) => {
      const demanding = setSizing(design, most)
      expect(diagnose(resolve(demanding)).some(({ code }) => code.startsWith('SZ') || code.startsWith('HA'))).toBe(true)
      const before = demanding.topology.components.length
      expect(applySizing(demanding).topology.components.length).toBeLessThan(before + 400)
    },
  )
})
