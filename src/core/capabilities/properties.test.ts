import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KINDS } from '../kinds'
import { numberOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import type { Component, Design } from '../model/design'
import { PATTERNS } from '../patterns'
import { runs, usually } from '../testing/breadth'
import { PRIME, renamed, reordered, withPrimaries, withTwin } from '../testing/drawn-again'
import { fromNotation } from '../testing/notation'
import { CAPABILITY_COUNT, Oracle } from '../testing/oracle'
import { REFERENCES } from '../testing/references'
import { inLines, smallTopology } from '../testing/small-topology'
import type { Deployment } from '../wiring/deployment'
import { neverDialled } from '../wiring/dials'
import { resolve } from '../wiring/resolve'
import { assess, type CapabilityResult, stateOf } from '.'
import { figuresOf } from './figures'

/** Every state of a drawing, as the oracle sees it. States are bits of failed elements. */
interface World {
  readonly elements: readonly string[]
  /** For each state, the capabilities that hold: bit n for C(n + 1). */
  readonly holding: readonly number[]
  /** For each state, how likely it is. */
  readonly chance: readonly number[]
}

function worldOf(deployment: Deployment): World {
  const oracle = new Oracle(deployment)
  const { elements } = oracle
  const holding = Array.from({ length: 2 ** elements.length }, (_, failed) => oracle.holding(failed))
  const figures = drawnFigures(deployment)
  const chance = elements.reduce<readonly number[]>(
    (before, element) => {
      const up = figures.get(element) ?? Number.NaN
      return [...before.map((share) => share * up), ...before.map((share) => share * (1 - up))]
    },
    [1],
  )
  return { elements, holding, chance }
}

/** What the drawing says of every element; of a domain that several boxes make, the first. */
function drawnFigures(deployment: Deployment): ReadonlyMap<string, number | undefined> {
  return new Map([
    ...deployment.instances.map(({ id, component }) => [id, numberOf(component, 'availability')] as const),
    ...deployment.domains.map(
      ({ key, places: [box] }) => [key, box ? numberOf(box, 'availability') : undefined] as const,
    ),
  ])
}

interface Expected {
  readonly id: string
  readonly status: string
  readonly singlePointsOfFailure: readonly string[]
  readonly pairs: readonly string[]
  readonly availability: number | null
}

/** Single points, pairs and availability by the book: fail everything in turn, and add up every state. */
function bruteForce({ elements, holding, chance }: World): readonly Expected[] {
  return Array.from({ length: CAPABILITY_COUNT }, (_, index): Expected => {
    const id = `C${index + 1}`
    const holds = (failed: number) => (((holding[failed] ?? 0) >> index) & 1) === 1
    if (!holds(0)) return { id, status: 'not-provided', singlePointsOfFailure: [], pairs: [], availability: null }
    const single = elements.filter((_, a) => !holds(1 << a))
    const pairs = elements.flatMap((first, a) =>
      elements.flatMap((second, b) =>
        a < b && holds(1 << a) && holds(1 << b) && !holds((1 << a) | (1 << b)) ? [`${first} ${second}`] : [],
      ),
    )
    const availability = chance.reduce((sum, share, failed) => (holds(failed) ? sum + share : sum), 0)
    return { id, status: 'working', singlePointsOfFailure: single, pairs: pairs.sort(), availability }
  })
}

function saying(design: Design, what: string): Error {
  return new Error(`${what}\n\n${inLines(design)}`)
}

function compare(design: Design, got: readonly CapabilityResult[], expected: readonly Expected[]): void {
  for (const [index, want] of expected.entries()) {
    const have = got[index]
    if (have?.id !== want.id) throw saying(design, `${want.id} is missing`)
    const said = (value: unknown) => JSON.stringify(value)
    const pairs = have.pairs.map((pair) => pair.join(' '))
    for (const [name, a, b] of [
      ['status', have.status, want.status],
      ['single points', have.singlePointsOfFailure, want.singlePointsOfFailure],
      ['pairs', pairs, want.pairs],
    ] as const) {
      if (said(a) !== said(b)) throw saying(design, `${want.id} has ${name} ${said(a)}, and should have ${said(b)}`)
    }
    const off =
      want.availability === null
        ? Number(have.availability !== null)
        : Math.abs((have.availability ?? Number.NaN) - want.availability)
    if (!(off < 1e-12)) {
      throw saying(design, `${want.id} is available ${have.availability}, and should be ${want.availability}`)
    }
  }
}

/** The formulas as they stand, in one state, against the oracle. */
function compareState(design: Design, deployment: Deployment, world: World, failed: number): void {
  const names = world.elements.filter((_, index) => ((failed >> index) & 1) === 1)
  const state = stateOf(deployment, new Set(names))
  for (let index = 0; index < CAPABILITY_COUNT; index++) {
    const id = `C${index + 1}` as const
    const holds = state.get(id) === null
    if (holds !== ((((world.holding[failed] ?? 0) >> index) & 1) === 1)) {
      throw saying(
        design,
        `${id} ${holds ? 'holds' : 'does not hold'} when ${names.join(', ') || 'nothing'} has failed`,
      )
    }
  }
}

describe('on random small deployments', () => {
  test('single points, pairs and availability are those of asking every state', () => {
    fc.assert(
      fc.property(smallTopology(), fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), (design, some) => {
        const deployment = resolve(design)
        const world = worldOf(deployment)
        compare(design, assess(deployment), bruteForce(world))
        for (const state of [0, ...some]) compareState(design, deployment, world, state % world.holding.length)
      }),
      { numRuns: usually(150, 10_000) },
    )
  })

  test('the formulas are those of the reference in every state', () => {
    fc.assert(
      fc.property(smallTopology(), (design) => {
        const deployment = resolve(design)
        const world = worldOf(deployment)
        for (let state = 0; state < world.holding.length; state++) compareState(design, deployment, world, state)
      }),
      { numRuns: runs(60) },
    )
  })
})

/** As the table of capabilities has them: what holds still holds when more is up, and when more is drawn. */
const MONOTONE = ['C1', 'C2', 'C3', 'C7', 'C8', 'C10']

describe('one more of the same kind, wired as its sibling', () => {
  test('never adds a single point to a monotone capability', () => {
    fc.assert(
      fc.property(smallTopology(), fc.nat(), (design, which) => {
        const candidates = design.topology.components.filter((component) => isRedundantWhenDoubled(component, design))
        const original = candidates[which % Math.max(1, candidates.length)]
        if (original) compareWithTwin(design, original)
      }),
      { numRuns: runs(1_000) },
    )
  })

  test.each(PATTERNS.map((pattern) => [pattern.id, pattern] as const))(
    'never adds one to a monotone capability of the template of %s',
    (_id, pattern) => {
      const design = pattern.template('4.7.0')
      for (const component of design.topology.components) {
        if (isRedundantWhenDoubled(component, design)) compareWithTwin(design, component)
      }
    },
  )

  test('may take away what is asked of every broker: a control plane without a copy of the events of the other', () => {
    const text = `
      acp1 acp
      gw1 gw
      cons -> gw1 : data
      cons -> acp1 : token
      gw1 -> be : be
      gw1 -> acp1 : jms,ctl
      acp1 -> acp1 : evp
    `
    const one = fromNotation(text, { apimVersion: '4.7.0', settings: {} })
    const control = one.topology.components.find((component) => component.id === 'acp1')
    if (!control) throw new Error('no control plane')
    const statusOf = (design: Design) => assess(resolve(design)).find((result) => result.id === 'C4')?.status
    expect([statusOf(one), statusOf(withTwin(one, control))]).toEqual(['working', 'not-provided'])
  })
})

test('a second server that is its own key manager makes both ask by the balancer that leads to them', () => {
  const text = `
    aio1 aio
    lb1 lb
    cons -> aio1 : data,token
    pub -> lb1 : mgmt
    lb1 -> aio1 : mgmt
    aio1 -> be : be
  `
  const one = fromNotation(text, { apimVersion: '4.7.0', settings: {} })
  const [server] = one.topology.components.filter(({ kind }) => kind === 'all-in-one')
  if (!server) throw new Error('no server')
  const pointsOf = (design: Design) => assess(resolve(design)).find(({ id }) => id === 'C2')?.singlePointsOfFailure
  expect([pointsOf(one), pointsOf(withTwin(one, server))]).toEqual([['aio1'], ['lb1']])
})

/** One more member of a majority is no spare: more must then be up. Actors and backends without a figure never fail. */
function isRedundantWhenDoubled(component: Component, { topology }: Design): boolean {
  const owner = topology.components.find((other) => other.id === component.properties?.database)
  return KINDS[component.kind].actor !== true && owner?.properties?.mode !== 'quorum'
}

function compareWithTwin(design: Design, original: Component): void {
  const twinned = resolve(withTwin(design, original))
  // Two stand for each other by the entry before them, which one alone does not need: it asks itself.
  const asksItself = resolve(design).server.get(original.id)?.peers.length === 0
  if (asksItself && twinned.server.get(original.id)?.keyManager?.via !== original.id) return
  const after = assess(twinned)
  for (const [index, { id, status, singlePointsOfFailure }] of assess(resolve(design)).entries()) {
    if (!MONOTONE.includes(id) || status !== 'working') continue
    if (['C2', 'C7'].includes(id) && hasRole(original.kind, 'control-plane')) continue
    const added = after[index]?.singlePointsOfFailure.filter((point) => !singlePointsOfFailure.includes(point))
    if (after[index]?.status !== 'working' || added?.length !== 0) {
      throw saying(
        design,
        `with a twin of ${original.id}, ${id} is ${after[index]?.status}, and has ${added?.join()} too`,
      )
    }
  }
}

describe('the analysis does not depend on', () => {
  test('the order in which things were drawn', () => {
    fc.assert(
      fc.property(smallTopology(), fc.integer({ min: 1, max: PRIME - 1 }), (design, seed) => {
        const redrawn = reordered(design, seed)
        compareResults(design, assess(resolve(redrawn)), assess(resolve(design)), (element) => element)
      }),
      { numRuns: runs(800) },
    )
  })

  test('the ids of things, when all are renamed', () => {
    fc.assert(
      fc.property(smallTopology(), fc.integer({ min: 1, max: PRIME - 1 }), (drawn, seed) => {
        const design = withPrimaries(drawn)
        const { design: other, to } = renamed(design, seed)
        const [before, after] = [resolve(design), resolve(other)]
        // Of several that are drawn where a file holds one address, the first by id is dialled.
        fc.pre(neverDialled(before).length === 0)
        const names = new Map(
          before.domains.map(({ key, places }) => {
            const ids = new Set(places.map((box) => to(box.id)))
            return [
              key,
              after.domains.find((domain) => domain.places.every((box) => ids.has(box.id)))?.key ?? '',
            ] as const
          }),
        )
        const nameOfElement = (element: string) => {
          const [id = '', ordinal] = element.split('#')
          return names.get(element) ?? [to(id), ...(ordinal ? [ordinal] : [])].join('#')
        }
        compareResults(design, assess(after), assess(before), nameOfElement)
      }),
      { numRuns: runs(800) },
    )
  })
})

function compareResults(
  design: Design,
  got: readonly CapabilityResult[],
  before: readonly CapabilityResult[],
  nameOfElement: (element: string) => string,
): void {
  const expected = before.map(({ id, status, singlePointsOfFailure, pairs, availability }) => ({
    id,
    status,
    singlePointsOfFailure: singlePointsOfFailure.map(nameOfElement).sort(),
    pairs: pairs.map((pair) => pair.map(nameOfElement).sort().join(' ')).sort(),
    availability,
  }))
  compare(design, got, expected)
}

const KNOWN: readonly (readonly [string, Design])[] = [
  ...REFERENCES.map(
    ({ id, text, apimVersion, production, tokens }) =>
      [id, fromNotation(text, { apimVersion, settings: { production, tokens } })] as const,
  ),
  ...PATTERNS.map((pattern) => [pattern.id, pattern.template('4.7.0')] as const),
]

describe.each(KNOWN)('of %s', (_name, design) => {
  const deployment = resolve(design)
  const oracle = new Oracle(deployment)
  const { elements } = oracle
  const results = assess(deployment)

  test('single points and pairs are those of failing every one and every two', () => {
    const holding = (failed: number) => oracle.holding(failed)
    const states = { elements, holding: failuresUpTo(2, elements.length, holding), chance: [] }
    const expected = bruteForce(states)
    for (const [index, { id, status, singlePointsOfFailure, pairs }] of expected.entries()) {
      const got = results[index]
      expect([got?.status, got?.singlePointsOfFailure], id).toEqual([status, singlePointsOfFailure])
      expect(
        got?.pairs.map((pair) => pair.join(' ')),
        id,
      ).toEqual(pairs)
    }
  })

  test('availability is that of up to four failures, within 1e-8', () => {
    const figures = figuresOf(deployment, elements)
    const up = elements.map((element) => figures.get(element)?.availability ?? Number.NaN)
    const whole = up.reduce((product, share) => product * share, 1)
    const sums = new Array<number>(CAPABILITY_COUNT).fill(0)
    eachFailure(4, elements.length, (failed, members) => {
      const share = members.reduce((chance, index) => (chance * (1 - (up[index] ?? 1))) / (up[index] ?? 1), whole)
      const held = oracle.holding(failed)
      for (let index = 0; index < CAPABILITY_COUNT; index++) {
        if ((held >> index) & 1) sums[index] = (sums[index] ?? 0) + share
      }
    })
    for (const [index, { id, status, availability }] of results.entries()) {
      if (status === 'working') expect(Math.abs((availability ?? 0) - (sums[index] ?? 0)), id).toBeLessThan(1e-8)
    }
  })
})

/** States by their bits, those with more failures left out. */
function failuresUpTo(most: number, count: number, holding: (failed: number) => number): readonly number[] {
  const states: number[] = []
  eachFailure(most, count, (failed) => {
    states[failed] = holding(failed)
  })
  return states
}

function eachFailure(
  most: number,
  count: number,
  visit: (failed: number, members: readonly number[]) => void,
  members: readonly number[] = [],
  failed = 0,
): void {
  visit(failed, members)
  if (members.length === most) return
  for (let index = (members.at(-1) ?? -1) + 1; index < count; index++) {
    eachFailure(most, count, visit, [...members, index], failed | (1 << index))
  }
}
