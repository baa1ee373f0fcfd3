import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Component, Connection, Design } from '../model/design'
import { PATTERNS } from '../patterns'
import { fromNotation } from '../testing/notation'
import { REFERENCES } from '../testing/references'
import type { Deployment } from '../wiring/deployment'
import { resolve } from '../wiring/resolve'
import { assess, type CapabilityResult, stateOf } from '.'
import { Diagram, type Node } from './bdd'
import { CAPABILITIES } from './catalogue'
import { figuresOf } from './figures'
import { structureOf } from './structure'

function working(deployment: Deployment, failed: readonly string[]): readonly string[] {
  return [...stateOf(deployment, new Set(failed))].filter(([, reason]) => reason === null).map(([id]) => id)
}

/** A random part of a template: some connections and components gone, so that odd topologies come up too. */
const ruined = fc
  .tuple(
    fc.constantFrom(...PATTERNS),
    fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    fc.double({ min: 0, max: 0.25, noNaN: true }),
  )
  .map(([pattern, stream, share]): Design => {
    const design = pattern.template('4.7.0')
    const keep = () => (stream.next().value ?? 1) >= share
    const components = design.topology.components.filter((component) => component.kind === 'api-consumer' || keep())
    const ids = new Set(components.map((component) => component.id))
    const connections = design.topology.connections.filter((item) => ids.has(item.from) && ids.has(item.to) && keep())
    return { ...design, topology: { ...design.topology, components, connections } }
  })

describe('the diagrams agree with the formulas', () => {
  test('on single points of failure, by failing every element', () => {
    fc.assert(
      fc.property(ruined, (design) => {
        const deployment = resolve(design)
        const results = assess(deployment)
        const provided = working(deployment, [])
        expect(results.filter((result) => result.status === 'working').map((result) => result.id)).toEqual(provided)
        const { elements } = structureOf(deployment)
        const points = new Map<string, string[]>(provided.map((id) => [id, []]))
        for (const element of elements) {
          const left = working(deployment, [element])
          for (const id of provided) if (!left.includes(id)) points.get(id)?.push(element)
        }
        for (const [id, expected] of points) expect(pointsOf(results, id), id).toEqual(expected.sort())
      }),
      { numRuns: 60 },
    )
  })

  test('on pairs, by failing every two elements', () => {
    fc.assert(
      fc.property(ruined, (design) => {
        const deployment = resolve(design)
        const { elements } = structureOf(deployment)
        for (const result of assess(deployment).filter((item) => item.status === 'working')) {
          const single = new Set(result.singlePointsOfFailure)
          const others = elements.filter((element) => !single.has(element))
          const expected = others.flatMap((a, i) =>
            others
              .slice(i + 1)
              .filter((b) => stateOf(deployment, new Set([a, b])).get(result.id) !== null)
              .map((b) => [a, b].sort().join(' ')),
          )
          expect(
            result.pairs.map((pair) => pair.join(' ')),
            result.id,
          ).toEqual(expected.sort())
        }
      }),
      { numRuns: 3 },
    )
  })

  test.each(REFERENCES.slice(0, 3).map((reference) => [reference.id, reference] as const))(
    'on the availability of %s, by full enumeration',
    (_id, reference) => {
      const deployment = resolve(
        fromNotation(reference.text, { apimVersion: reference.apimVersion, settings: { tokens: reference.tokens } }),
      )
      const { elements } = structureOf(deployment)
      const figures = new Map([...figuresOf(deployment, elements)].map(([id, figure]) => [id, figure.availability]))
      const sums = new Map<string, number>()
      for (let mask = 0; mask < 2 ** elements.length; mask++) {
        const failed = elements.filter((_, bit) => (mask >> bit) & 1)
        const chance = elements.reduce(
          (product, element, bit) =>
            product * ((mask >> bit) & 1 ? 1 - (figures.get(element) ?? 1) : (figures.get(element) ?? 1)),
          1,
        )
        for (const id of working(deployment, failed)) sums.set(id, (sums.get(id) ?? 0) + chance)
      }
      for (const result of assess(deployment).filter((item) => item.status === 'working')) {
        expect(Math.abs((result.availability ?? 0) - (sums.get(result.id) ?? 0)), result.id).toBeLessThan(1e-12)
      }
    },
  )
})

function pointsOf(results: readonly CapabilityResult[], id: string): readonly string[] {
  return results.find((result) => result.id === id)?.singlePointsOfFailure ?? []
}

describe('failures that are not monotone', () => {
  const r6 = REFERENCES[5]
  const deployment = resolve(fromNotation(r6?.text ?? '', { apimVersion: '4.6.0', settings: { tokens: 'jwt' } }))
  test.each([
    [['datacenter:m'], ['C1', 'C5']],
    [['tm3'], ['C1', 'C2', 'C3', 'C4', 'C6', 'C7', 'C8', 'C10', 'C12', 'C13']],
    [
      ['tm3', 'gw3', 'gw4'],
      ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C10', 'C11', 'C12', 'C13'],
    ],
  ] as const)('with %j down, what is left is as printed', (failed, left) => {
    const got = working(deployment, failed)
    const tabled = (ids: readonly string[]) =>
      ids.filter((id) => ['C1', 'C2', 'C3', 'C5', 'C6', 'C7', 'C8', 'C10'].includes(id))
    expect(tabled(got)).toEqual(tabled(left))
  })
})

test('the availability of a call is never below that of a call with an opaque token', () => {
  for (const pattern of PATTERNS) {
    const results = assess(resolve(pattern.template('4.7.0')))
    const of = (id: string) => results.find((result) => result.id === id)?.availability ?? 0
    expect(of('C1'), pattern.id).toBeGreaterThanOrEqual(of('C2'))
  }
})

test('every capability has an id and a name of its own', () => {
  expect(CAPABILITIES.map((capability) => capability.id)).toEqual(
    Array.from({ length: 17 }, (_, index) => `C${index + 1}`),
  )
  expect(new Set(CAPABILITIES.map((capability) => capability.name)).size).toBe(17)
})

describe('decision diagrams', () => {
  type Formula = { op: 'var'; index: number } | { op: 'not'; a: Formula } | { op: 'and' | 'or'; a: Formula; b: Formula }
  const formula: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => ({
    formula: fc.oneof(
      { maxDepth: 5 },
      fc.record({ op: fc.constant('var' as const), index: fc.nat({ max: 5 }) }),
      fc.record({ op: fc.constant('not' as const), a: tie('formula') }),
      fc.record({ op: fc.constantFrom('and' as const, 'or' as const), a: tie('formula'), b: tie('formula') }),
    ),
  })).formula
  const build = (diagram: Diagram, f: Formula): Node => {
    if (f.op === 'var') return diagram.variable(f.index)
    if (f.op === 'not') return diagram.not(build(diagram, f.a))
    const [a, b] = [build(diagram, f.a), build(diagram, f.b)]
    return f.op === 'and' ? diagram.and(a, b) : diagram.or(a, b)
  }
  const value = (f: Formula, failed: ReadonlySet<number>): boolean => {
    if (f.op === 'var') return !failed.has(f.index)
    if (f.op === 'not') return !value(f.a, failed)
    return f.op === 'and' ? value(f.a, failed) && value(f.b, failed) : value(f.a, failed) || value(f.b, failed)
  }
  const states = Array.from({ length: 64 }, (_, mask) => new Set([0, 1, 2, 3, 4, 5].filter((bit) => (mask >> bit) & 1)))

  test('equal functions are one node, and every state has the value of the formula', () => {
    fc.assert(
      fc.property(formula, formula, (f, g) => {
        const diagram = new Diagram()
        const [a, b] = [build(diagram, f), build(diagram, g)]
        for (const failed of states) expect(diagram.holds(a, failed)).toBe(value(f, failed))
        expect(a === b).toBe(states.every((failed) => value(f, failed) === value(g, failed)))
      }),
    )
  })

  test('probability is the sum over states', () => {
    const up = [0.9, 0.8, 0.7, 0.6, 0.5, 0.99]
    fc.assert(
      fc.property(formula, (f) => {
        const diagram = new Diagram()
        const sum = states
          .filter((failed) => value(f, failed))
          .reduce(
            (total, failed) => total + up.reduce((product, p, index) => product * (failed.has(index) ? 1 - p : p), 1),
            0,
          )
        expect(diagram.probability(build(diagram, f), up)).toBeCloseTo(sum, 12)
      }),
    )
  })
})

describe('a drawing that is too large for diagrams', () => {
  /** Every gateway is wired to a random few of many Traffic Managers and control planes, so no order of variables is good. */
  function tangled(gateways: number): Design {
    const some = (seed: number, prefix: string, count: number) =>
      [1, 2, 3].map((n) => `${prefix}${((seed * seed * (n * 31 + 7) + seed * n * 101 + n * n * 13) % count) + 1}`)
    const many = (prefix: string, kind: Component['kind'], count: number): Component[] =>
      Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index + 1}`, kind }))
    const line = (from: string, to: string, purposes: Connection['purposes']): Connection => ({
      id: `${from}-${to}`,
      from,
      to,
      ...(purposes && { purposes }),
    })
    const wires = many('gw', 'universal-gateway', gateways).flatMap(({ id }, seed) => [
      line(id, 'be', ['backend']),
      line('consumer', id, ['api-traffic']),
      ...[...new Set(some(seed, 'tm', 29))].map((to) => line(id, to, ['throttle-events', 'throttle-decisions'])),
      ...[...new Set(some(seed + 3, 'acp', 29))].map((to) => line(id, to, ['control', 'events', 'key-management'])),
    ])
    const template = PATTERNS[3]?.template('4.7.0')
    if (!template) throw new Error('pattern 3')
    return {
      ...template,
      topology: {
        places: [],
        components: [
          ...many('gw', 'universal-gateway', gateways),
          ...many('tm', 'traffic-manager', 29),
          ...many('acp', 'api-control-plane', 29),
          { id: 'be', kind: 'backend' },
          { id: 'consumer', kind: 'api-consumer' },
          { id: 'publisher', kind: 'api-publisher' },
        ],
        connections: [
          ...wires,
          ...many('acp', 'api-control-plane', 29).map(({ id }) => line('publisher', id, ['management'])),
        ],
      },
    }
  }

  const deployment = resolve(tangled(90))
  const results = assess(deployment)
  const limits = results.find((result) => result.id === 'C5')

  test('says so, and gives bounds instead of a figure', () => {
    expect(limits).toMatchObject({ status: 'working', availability: null, pairs: [] })
    expect(limits?.bounds?.low).toBeGreaterThan(0)
    expect(limits?.bounds?.high).toBeGreaterThan(limits?.bounds?.low ?? 1)
    expect(limits?.bounds?.high).toBeLessThanOrEqual(1)
  })

  test('still has its single points of failure, exact', () => {
    const { elements } = structureOf(deployment)
    for (const id of ['C1', 'C5', 'C6'] as const) {
      const expected = elements.filter((element) => stateOf(deployment, new Set([element])).get(id) !== null)
      expect(pointsOf(results, id), id).toEqual(expected.sort())
    }
  })

  test('answers the others as exactly as ever', () => {
    expect(results.find((result) => result.id === 'C1')?.availability).toBeGreaterThan(0.99)
  })
})
