import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assess } from '../capabilities'
import { changesBetween } from '../changes/changes'
import { parseDesign, serializeDesign } from '../document/codec'
import { removeElements, setProperty } from '../document/edits'
import { CARD } from '../layout/boxes'
import { completeLayout } from '../layout/complete-layout'
import { withCompleteLayout } from '../layout/placing'
import { APIM_VERSIONS, type Component, type Design, type Id, KIND_IDS } from '../model/design'
import { componentById } from '../model/queries'
import { PATTERNS, patternById } from '../patterns'
import type { Level, PatternId } from '../patterns/pattern'
import { shapeOfDeployment } from '../patterns/shape'
import { diagnose } from '../rules'
import type { Diagnosis } from '../rules/support/rule'
import { arbitraryDesign } from '../testing/arbitrary'
import { runs, some } from '../testing/breadth'
import { component, connection, deepFreeze, design, place } from '../testing/builders'
import { lostBetween } from '../testing/fixes'
import { fromNotation } from '../testing/notation'
import { REFERENCES } from '../testing/references'
import { resolve } from '../wiring/resolve'
import { gradeOf } from './level'
import { makeIt } from './make-it'
import { recognise } from './recognise'
import { planTo } from './steps-to'

const TEMPLATES = PATTERNS.flatMap((pattern) =>
  some([...APIM_VERSIONS].reverse(), APIM_VERSIONS.length).map((version) => ({
    id: `${pattern.id} on ${version}`,
    source: pattern.template(version),
  })),
)
const FIXTURES = REFERENCES.map(({ id, text, apimVersion, production, tokens }) => ({
  id,
  source: fromNotation(text, { apimVersion, settings: { production, tokens } }),
}))
const IDS = PATTERNS.map(({ id }) => id)

/** What `recognise` says of pattern and level, without the ways to all other patterns, which take it longest. */
function standingOf(of: Design): { readonly pattern: PatternId | null; readonly level: Level | null } {
  const deployment = resolve(of)
  const shape = shapeOfDeployment(deployment)
  return { pattern: shape.kind === 'none' ? null : shape.pattern, level: gradeOf(deployment).level }
}

/** What it lacks, for the message of a test that fails. */
function lackOf(of: Design): string {
  return gradeOf(resolve(of))
    .wired.filter(({ met }) => !met)
    .map(({ lack }) => lack)
    .join('; ')
}

function errorsOf(of: Design): readonly Diagnosis[] {
  return diagnose(resolve(of)).filter(({ severity }) => severity === 'error')
}

/**
 * What a person called things, and in which cluster they put them, is not a pattern's to change: a long name fits some
 * releases and not others, and two servers of a drawing that are made a pair may stand in two clusters.
 */
const THEIRS = ['K8S-14', 'K8S-22']

/** Errors about something that no error of that kind was about before. A second datacenter has those of the first. */
/** Its drawings have several datacenters. */
function hasSeveral(target: PatternId): boolean {
  return target.startsWith('multi') || target === 'disaster-recovery'
}

function broughtErrors(source: Design, made: Design, target: PatternId): readonly string[] {
  const before = errorsOf(source)
  const isOld = (error: Diagnosis) =>
    before.some(
      (old) =>
        old.code === error.code &&
        (hasSeveral(target) || old.message === error.message || old.subjects.some((id) => error.subjects.includes(id))),
    )
  return errorsOf(made)
    .filter((error) => !isOld(error) && !THEIRS.includes(error.code))
    .map(({ code, message }) => `${code}: ${message}`)
}

function working(of: Design): readonly string[] {
  return assess(resolve(of)).flatMap(({ id, status }) => (status === 'working' ? [id] : []))
}

describe.each([...TEMPLATES, ...FIXTURES])('$id', ({ source }) => {
  const before = standingOf(source)
  const known = new Map<PatternId, Design>()
  const madeInto = (target: PatternId): Design => {
    const made = known.get(target) ?? makeIt(deepFreeze(source), target)
    known.set(target, made)
    return made
  }

  test.each(IDS)('becomes %s', (target) => {
    const made = madeInto(target)
    const { pattern, level } = standingOf(made)
    expect(pattern, lackOf(made)).toBe(target)
    expect(before.level === 'ha' && target !== 'pattern-0' ? ['ha'] : ['wired', 'ha'], lackOf(made)).toContain(level)
    expect(parseDesign(serializeDesign(made))).toEqual({ ok: true, value: made })
    expect(broughtErrors(source, made, target)).toEqual([])
    expect(working(source).filter((capability) => !working(made).includes(capability))).toEqual([])
  })

  test('is left alone by the pattern that it is', () => {
    expect(before.pattern && makeIt(source, before.pattern)).toBe(source)
  })

  test.each(IDS)('pays for %s what its steps do', (target) => {
    let current = withCompleteLayout(source)
    for (const { message, cost, apply } of planTo(target, resolve(source)).slice(0, -1)) {
      const next = apply(current)
      expect([message, cost]).toEqual([message, workOf(current, next)])
      current = next
    }
  })

  test.each(IDS)('keeps what is there on the way to %s', (target) => {
    const made = withCompleteLayout(madeInto(target))
    const laidOut = withCompleteLayout(source)
    for (const old of laidOut.topology.components) {
      const now = componentById(made, old.id)
      if (!now) continue
      const known = old.kind === now.kind ? { ...old } : { ...old, kind: now.kind, label: now.label }
      expect({ ...now, ...held(old) }).toEqual({ ...known, ...held(old) })
      // Where a datacenter is drawn around it, its box is relative to that.
      if (old.place === now.place && now.place !== undefined && !hasSeveral(target))
        expect(made.layout[old.id]?.x).toBe(laidOut.layout[old.id]?.x)
    }
    expect(overlaps(made)).toEqual(overlaps(laidOut))
  })
})

/** Where it stands, and what a database says of its members, change with the pattern. */
function held({ kind, place: at }: Component) {
  return { place: at, ...(kind.startsWith('database') && { properties: undefined }) }
}

/** Added components count 3, removed ones 5, changed kinds 4, by their instances; anything less than that 1 a line. */
function workOf(before: Design, after: Design): number {
  const weigh = (of: Design, id: Id) => componentById(of, id)?.replicas ?? 1
  let work = 0
  let lines = 0
  for (const change of changesBetween(before, after)) {
    if (change.type === 'added' && change.what === 'component') work += 3 * weigh(after, change.id)
    if (change.type === 'removed' && change.what === 'component') work += 5 * weigh(before, change.id)
    if (change.type === 'kind' && change.what === 'component') work += 4 * weigh(before, change.id)
    if (change.type === 'instances') work += 5 * (change.before - change.after)
    if ((change.type === 'added' || change.type === 'removed') && change.what === 'connection') lines += 1
  }
  return work > 0 ? work : Math.max(1, lines)
}

/** Pairs of cards in one place that lie over each other. */
function overlaps(of: Design): readonly string[] {
  const layout = completeLayout(of)
  const { components } = of.topology
  return components.flatMap((a, index) =>
    components.slice(index + 1).flatMap((b) => {
      const [one, other] = [layout[a.id], layout[b.id]]
      if (a.place !== b.place || !one || !other) return []
      const apart = Math.abs(one.x - other.x) >= CARD.width || Math.abs(one.y - other.y) >= CARD.height
      return apart ? [] : [`${a.id} ${b.id}`]
    }),
  )
}

describe('what a person said stays', () => {
  const two = patternById('pattern-2').template('4.7.0')

  test('a label of a person is kept when the kind changes, one that only says the kind says the new one', () => {
    const named = {
      ...two,
      topology: {
        ...two.topology,
        components: two.topology.components.map((item) =>
          item.id === 'aio2' ? { ...item, label: 'Colombo brain' } : item,
        ),
      },
    }
    const made = makeIt(named, 'pattern-3')
    expect(componentById(made, 'aio1')).toMatchObject({ kind: 'api-control-plane', label: 'Control Plane 1' })
    expect(componentById(made, 'aio2')).toMatchObject({ kind: 'api-control-plane', label: 'Colombo brain' })
  })

  test('facts that the new kind takes stay', () => {
    const said = setProperty(setProperty(two, 'aio1', 'hostname', 'brain.example.com'), 'aio1', 'heapMb', 4096)
    expect(componentById(makeIt(said, 'pattern-3'), 'aio1')?.properties).toEqual({
      hostname: 'brain.example.com',
      heapMb: 4096,
    })
  })

  test('a narrowed line keeps the purposes that still make sense', () => {
    const reference = REFERENCES.find(({ id }) => id === 'R4')
    if (!reference) throw new Error('R4')
    const source = fromNotation(reference.text, { apimVersion: '4.7.0', settings: { production: true, tokens: 'jwt' } })
    const made = makeIt(source, 'pattern-4')
    const carried = (from: Id, to: Id) =>
      made.topology.connections.find((item) => item.from === from && item.to === to)?.purposes
    expect(carried('lbc', 'acp1')).toEqual(['management', 'control'])
    expect(carried('gw1', 'acp1')).toEqual(['events'])
    expect(carried('gw1', 'lbc')).toEqual(['control', 'key-management'])
  })

  test('what leads nowhere any more is led to who does the work now', () => {
    const reference = REFERENCES.find(({ id }) => id === 'R5')
    if (!reference) throw new Error('R5')
    const source = fromNotation(reference.text, { apimVersion: '4.5.0', settings: { production: true, tokens: 'jwt' } })
    const made = makeIt(source, 'pattern-3')
    const ends = made.topology.connections.filter(({ from }) => from === 'lbk').map(({ to }) => to)
    expect(ends).toEqual(['acp1', 'acp2'])
  })

  test.each<PatternId>(['multi-dc-active-active', 'disaster-recovery'])(
    'servers of a region that gets a control plane leave the central one for %s',
    (target) => {
      const made = makeIt(patternById('multi-dc-active-passive').template('4.7.0'), target)
      const remote = made.topology.connections.filter(
        ({ from, to }) => /^region-(?:gw|tm)/.test(from) && /^(?:vip|lb[12]|acp[12]|tm[12])$/.test(to),
      )
      expect(remote).toEqual([])
    },
  )

  test('new servers use the user store that their kind, or all, use', () => {
    const withStore: Design = {
      ...two,
      topology: {
        ...two.topology,
        components: [...two.topology.components, { id: 'us1', kind: 'user-store', label: 'LDAP', place: 'dc1' }],
        connections: [...two.topology.connections, connection('aio1', 'us1'), connection('aio2', 'us1')],
      },
    }
    const made = makeIt(withStore, 'pattern-5')
    const users = made.topology.connections.filter(({ to }) => to === 'us1').map(({ from }) => from)
    expect(users.sort()).toEqual(['aio1', 'aio2', 'km1', 'km2'])
  })
})

describe('new servers', () => {
  test('come as a pair over two zones in a highly available drawing for production, else alone', () => {
    const pair = makeIt(patternById('pattern-2').template('4.7.0'), 'pattern-3')
    const managers = (of: Design) => of.topology.components.filter(({ kind }) => kind === 'traffic-manager')
    expect(managers(pair).map(({ label, place: at }) => [label, at])).toEqual([
      ['Traffic Manager 1', 'zone-a'],
      ['Traffic Manager 2', 'zone-b'],
    ])
    const trial = { ...patternById('pattern-2').template('4.7.0'), settings: { production: false } }
    expect(managers(makeIt(trial, 'pattern-3')).map(({ label }) => label)).toEqual(['Traffic Manager'])
    const uneven = removeElements(patternById('pattern-2').template('4.7.0'), ['gw2'])
    expect(managers(makeIt(uneven, 'pattern-3'))).toHaveLength(1)
  })

  test('stand on no machine that is drawn', () => {
    const source = design({
      places: [
        place('az', 'zone'),
        place('vm1', 'host', { parent: 'az' }),
        place('dmz', 'network-segment', { parent: 'vm1' }),
      ],
      components: [component('aio1', 'all-in-one', { place: 'dmz' })],
    })
    const places = makeIt(source, 'pattern-4')
      .topology.components.filter(({ id }) => id !== 'aio1')
      .map((item) => item.place)
    expect(new Set(places)).toEqual(new Set(['az', undefined]))
  })

  test('stand where those stand that they work with, in the same network', () => {
    const source = design({
      places: [
        place('dc', 'datacenter'),
        place('outer', 'network-segment', { parent: 'dc', label: 'dmz' }),
        place('inner', 'network-segment', { parent: 'dc', label: 'app' }),
      ],
      components: [
        component('gw1', 'universal-gateway', { place: 'outer' }),
        component('acp1', 'api-control-plane', { place: 'inner' }),
        component('tm1', 'traffic-manager', { place: 'inner' }),
      ],
    })
    expect(componentById(makeIt(source, 'pattern-4'), 'km1')?.place).toBe('inner')
  })

  test('stand in no other network to be apart', () => {
    const source = design({
      settings: { production: true },
      places: [
        place('dc', 'datacenter'),
        place('dmz', 'network-segment', { parent: 'dc', label: 'dmz' }),
        place('zone-a', 'zone', { parent: 'dmz', label: 'a' }),
        place('zone-b', 'zone', { parent: 'dmz', label: 'b' }),
        place('inner', 'network-segment', { parent: 'dc', label: 'app' }),
      ],
      components: [
        component('gw1', 'universal-gateway', { place: 'zone-a' }),
        component('gw2', 'universal-gateway', { place: 'zone-b' }),
        ...['acp1', 'acp2'].map((id) => component(id, 'api-control-plane', { place: 'inner' })),
        ...['tm1', 'tm2'].map((id) => component(id, 'traffic-manager', { place: 'inner' })),
      ],
    })
    const made = makeIt(source, 'pattern-4')
    expect(['km1', 'km2'].map((id) => componentById(made, id)?.place)).toEqual(['inner', 'inner'])
  })
})

test('an empty drawing becomes every pattern', () => {
  for (const target of IDS) {
    const made = makeIt(design(), target)
    expect(recognise(resolve(made))).toMatchObject({ pattern: target, level: expect.stringMatching(/wired|ha/) })
  }
})

test('datacenters that are drawn keep their servers; one that goes takes its places with it', () => {
  const wide = patternById('multi-dc-active-active').template('4.7.0')
  const made = makeIt(wide, 'pattern-3')
  expect(made.topology.places.map(({ id }) => id).sort()).toEqual(['dc-east', 'east-zone-a', 'east-zone-b'])
  const people = made.topology.components.filter(({ kind }) => kind === 'api-developer' || kind === 'backend')
  const joined = (id: Id) => made.topology.connections.some(({ from, to }) => from === id || to === id)
  expect(people).toHaveLength(4)
  expect(people.every(({ id }) => joined(id))).toBe(true)
})

/** A template that somebody has been at: elements gone, servers as two instances, lines narrowed. */
const bent = fc
  .record({
    pattern: fc.constantFrom(...PATTERNS),
    version: fc.constantFrom(...APIM_VERSIONS),
    share: fc.double({ min: 0, max: 0.4, noNaN: true }),
    stream: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ pattern, version, share, stream }): Design => {
    const source = pattern.template(version)
    const hit = () => (stream.next().value ?? 1) < share
    const gone = [...source.topology.components, ...source.topology.connections].filter(hit).map(({ id }) => id)
    const left = removeElements(source, gone)
    const purposes = resolve(left).purposes
    return {
      ...left,
      topology: {
        ...left.topology,
        components: left.topology.components.map((item) => (hit() ? { ...item, replicas: 2 } : item)),
        connections: left.topology.connections.map((item) => {
          const carried = purposes.get(item.id) ?? []
          return hit() && carried.length > 0 ? { ...item, purposes: carried } : item
        }),
      },
    }
  })

const SERVERS = KIND_IDS.filter((kind) =>
  /all-in-one|control-plane|universal|manager|balancer|address|^database|consumer|publisher|backend|user-store/.test(
    kind,
  ),
)

describe('any drawing', () => {
  test.each([
    ['that was a template', bent, 60],
    ['of anything', arbitraryDesign(), 25],
    ['of servers and what is around them', arbitraryDesign({ kinds: SERVERS, maxConnections: 30 }), 50],
  ])('%s becomes every pattern, and reads back', (_what, drawing, numRuns) => {
    fc.assert(
      fc.property(drawing, (source) => {
        for (const target of IDS) {
          const made = makeIt(source, target)
          const { pattern, level } = standingOf(made)
          expect([target, pattern, level === 'shape'], lackOf(made)).toEqual([target, target, false])
          expect(parseDesign(serializeDesign(made))).toMatchObject({ ok: true })
        }
      }),
      { numRuns: runs(numRuns) },
    )
  })

  test('without facts gets no errors that it did not have', () => {
    fc.assert(
      fc.property(
        fc.oneof(bent, arbitraryDesign({ kinds: SERVERS, maxConnections: 30 }).map(withoutFacts)),
        (source) => {
          for (const target of IDS) expect(broughtErrors(source, makeIt(source, target), target), target).toEqual([])
        },
      ),
      { numRuns: runs(60) },
    )
  })

  test('keeps what it provides', () => {
    fc.assert(
      fc.property(bent, (source) => {
        for (const target of IDS) expect(lostBetween(source, makeIt(source, target)), target).toEqual([])
      }),
      { numRuns: runs(250) },
    )
  })

  test('gives the same whatever the order of drawing', () => {
    fc.assert(
      fc.property(bent, fc.constantFrom<PatternId>(...IDS), (source, target) => {
        const { places, components, connections } = source.topology
        const redrawn: Design = {
          ...source,
          topology: {
            places: [...places].reverse(),
            components: [...components].reverse(),
            connections: [...connections].reverse(),
          },
        }
        const steps = (of: Design) => planTo(target, resolve(of)).map(({ message, cost }) => [message, cost])
        expect(steps(redrawn)).toEqual(steps(source))
      }),
      { numRuns: runs(60) },
    )
  })
})

describe('a drawing that shows a fault', () => {
  const folder = join(import.meta.dirname, '../testing/cases')
  const cases = readdirSync(folder).map((file) => {
    const read = parseDesign(readFileSync(join(folder, file), 'utf8'))
    if (!read.ok) throw new Error(file)
    return [file.replace('.topology.json', ''), read.value] as const
  })

  test.each(some(cases, 4))(
    '%s becomes every pattern, keeps what it provides and gets no new errors',
    (_name, source) => {
      const faults = IDS.flatMap((target) => {
        const made = makeIt(source, target)
        const { pattern, level } = standingOf(made)
        return [
          ...(pattern === target && level !== 'shape' ? [] : [`is ${pattern} ${level}: ${lackOf(made)}`]),
          ...broughtErrors(source, made, target),
          ...lostBetween(source, made).map((id) => `takes ${id} away`),
        ].map((fault) => `${target} ${fault}`)
      })
      expect(faults).toEqual([])
    },
  )
})

/** Dormant facts, such as a database that is far away, are errors of their own once something uses them. */
function withoutFacts(of: Design): Design {
  const components = of.topology.components.map(({ properties: _, ...item }) => item)
  const { production } = of.settings
  return {
    ...of,
    settings: { ...(production !== undefined && { production }) },
    topology: { ...of.topology, components },
  }
}
