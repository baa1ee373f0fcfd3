import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recognise } from '../analysis/recognise'
import { assess, type CapabilityResult } from '../capabilities'
import { figuresOf } from '../capabilities/figures'
import { KINDS } from '../kinds'
import { APIM_VERSIONS, type Component, type Design } from '../model/design'
import { PATTERNS } from '../patterns'
import { diagnose } from '../rules'
import { resolve } from '../wiring/resolve'
import { bent } from './bent-templates'
import { some, usually } from './breadth'
import { PRIME, renamed, split, withPrimaries, withTwin } from './drawn-again'
import { fromNotation } from './notation'
import { CAPABILITY_COUNT, Oracle } from './oracle'
import { REFERENCES } from './references'
import { inLines, smallTopology } from './small-topology'

/** What holds of every deployment, whatever it is: all templates on all versions, the reference topologies, and random drawings. */

const DRAWN: readonly (readonly [string, Design])[] = [
  ...some(
    PATTERNS.flatMap((pattern) =>
      APIM_VERSIONS.map((version) => [`${pattern.id} on ${version}`, pattern.template(version)] as const),
    ),
    // Each pattern once, the versions in turn.
    APIM_VERSIONS.length + 1,
  ),
  ...REFERENCES.map(
    ({ id, text, apimVersion, production, tokens }) =>
      [id, fromNotation(text, { apimVersion, settings: { production, tokens } })] as const,
  ),
]

/** `random`: of what else; any drawing at all, unless the check is about drawings that a person could mean. */
function always(
  check: (design: Design, seed: number) => void,
  random: fc.Arbitrary<Design> = fc.oneof(bent, smallTopology()),
): void {
  for (const [, design] of DRAWN) check(design, 811)
  const seeds = fc.integer({ min: 2, max: PRIME - 1 })
  fc.assert(
    fc.property(random, seeds, (design, seed) => check(design, seed)),
    { numRuns: usually(4, 100) },
  )
}

/** The drawing with the message, so that a failure can be drawn. */
function about(design: Design, what = ''): string {
  return `${what}\n${inLines(design)}`
}

const ROUNDING = 1e-12

test('1: a second load balancer beside one, managed or not, lowers no availability but of C5 and C6', () => {
  const mayFall = ['C5', 'C6']
  always((design) => {
    const before = assess(resolve(design))
    for (const balancer of design.topology.components.filter((item) => item.kind === 'load-balancer')) {
      for (const managed of [true, false]) {
        const beside = { ...balancer, properties: { ...balancer.properties, managed } }
        const after = assess(resolve(withTwin(design, beside)))
        for (const [index, { id, availability }] of before.entries()) {
          if (mayFall.includes(id) || availability === null) continue
          const left = after[index]?.availability ?? 0
          expect(left, about(design, `${id} beside ${balancer.id}`)).toBeGreaterThanOrEqual(availability - ROUNDING)
        }
      }
    }
  })
})

test('2: calls with a JWT are no less available than calls with an opaque token', () => {
  always((design) => {
    const of = availabilities(assess(resolve(design)))
    expect(of('C1'), about(design)).toBeGreaterThanOrEqual(of('C2') - ROUNDING)
  })
})

/** What every published pattern is for. C4 and the rest hang on what is drawn beside it. */
const PROVIDED = ['C1', 'C2', 'C3', 'C5', 'C6', 'C7', 'C8', 'C10']
const PEOPLE = ['api-consumer', 'api-publisher', 'api-developer']

test('3: with everything up, a wired pattern provides what it is for', () => {
  always((design) => {
    const deployment = resolve(design)
    const { pattern, level } = recognise(deployment)
    const people = PEOPLE.every((kind) => design.topology.components.some((component) => component.kind === kind))
    if (pattern === null || level === 'shape' || !people) return
    const lacking = assess(deployment).filter(({ id, status }) => PROVIDED.includes(id) && status !== 'working')
    expect(
      lacking.map(({ id, reason }) => `${id}: ${reason}`),
      about(design, pattern),
    ).toEqual([])
  })
})

test('4: a server in another zone of its datacenter leaves the pattern what it is', () => {
  always((design) => {
    const { places } = design.topology
    const { pattern } = recognise(resolve(design))
    for (const component of design.topology.components) {
      const own = places.find((box) => box.id === component.place && box.kind === 'zone')
      for (const zone of places.filter((box) => box.kind === 'zone' && box.parent === own?.parent)) {
        const moved = changed(design, { ...component, place: zone.id })
        if (own) expect(recognise(resolve(moved)).pattern, about(design, `${component.id} in ${zone.id}`)).toBe(pattern)
      }
    }
  })
})

describe('5: drawn differently, it is the same', () => {
  test('with other ids', () => {
    always((drawn, seed) => {
      const design = withPrimaries(drawn)
      const { design: other, to } = renamed(design, seed)
      const says = (of: Design, name: (id: string) => string) =>
        diagnose(resolve(of)).map(({ code, severity, subjects }) =>
          [code, severity, ...subjects.map(name).sort()].join(' '),
        )
      expect(says(other, (id) => id).sort(), about(design)).toEqual(says(design, to).sort())
      const [a, b] = [recognise(resolve(other)), recognise(resolve(design))]
      expect([a.pattern, a.level], about(design)).toEqual([b.pattern, b.level])
      expectSameFigures(design, assess(resolve(other)), assess(resolve(design)))
    }, bent)
  })

  test('with two components for two replicas, but for HA-12 and K8S-01', () => {
    const aboutReplicas = ['HA-12', 'K8S-01']
    always((drawn, seed) => {
      const candidates = drawn.topology.components.filter((component) => mayBeTwo(component, drawn))
      const chosen = candidates[seed % Math.max(1, candidates.length)]
      if (!chosen) return
      const two: Component = { ...chosen, replicas: 2 }
      const design = changed(drawn, two)
      const says = (of: Design) =>
        diagnose(resolve(of))
          .map(({ code, severity }) => `${code} ${severity}`)
          .filter((line) => !aboutReplicas.some((code) => line.startsWith(code)))
      const apart = split(design, two)
      expect([...new Set(says(apart))], about(design, chosen.id)).toEqual([...new Set(says(design))])
      const [a, b] = [recognise(resolve(apart)), recognise(resolve(design))]
      expect([a.pattern, a.level], about(design, chosen.id)).toEqual([b.pattern, b.level])
      expectSameFigures(design, assess(resolve(apart)), assess(resolve(design)))
    })
  })
})

test('6: every finding is about something that is drawn, and its fix, applied, removes it', () => {
  always((design) => {
    const { places, components, connections } = design.topology
    const ids = new Set([...places, ...components, ...connections].map((item) => item.id))
    for (const { key, subjects, fix } of diagnose(resolve(design))) {
      expect(subjects.length, about(design, key)).toBeGreaterThan(0)
      expect(
        subjects.filter((id) => !ids.has(id)),
        about(design, key),
      ).toEqual([])
      if (!fix) continue
      const left = diagnose(resolve(fix.apply(design))).map((finding) => finding.key)
      expect(left.includes(key), about(design, `${key}: ${fix.label}`)).toBe(false)
    }
  })
})

test('7: the availability is that of the states with up to four failures, within 1e-8', () => {
  for (const [name, design] of DRAWN) {
    const deployment = resolve(design)
    const oracle = new Oracle(deployment)
    const figures = figuresOf(deployment, oracle.elements)
    const up = oracle.elements.map((element) => figures.get(element)?.availability ?? Number.NaN)
    const sums = new Array<number>(CAPABILITY_COUNT).fill(0)
    const add = (failed: number, chance: number, from: number, more: number) => {
      const held = oracle.holding(failed)
      for (let index = 0; index < CAPABILITY_COUNT; index++) {
        if ((held >> index) & 1) sums[index] = (sums[index] ?? 0) + chance
      }
      if (more === 0) return
      for (let index = from; index < up.length; index++) {
        const share = up[index] ?? Number.NaN
        add(failed | (1 << index), (chance * (1 - share)) / share, index + 1, more - 1)
      }
    }
    add(
      0,
      up.reduce((product, share) => product * share, 1),
      0,
      4,
    )
    for (const [index, { id, availability }] of assess(deployment).entries()) {
      if (availability === null) continue
      expect(Math.abs(availability - (sums[index] ?? 0)), `${name}: ${id}`).toBeLessThan(1e-8)
    }
  }
})

function changed(design: Design, component: Component): Design {
  const components = design.topology.components.map((item) => (item.id === component.id ? component : item))
  return { ...design, topology: { ...design.topology, components } }
}

/** Databases and their servers are one each; replicas that stand in a datacenter itself are spread over its zones. */
function mayBeTwo({ kind, place }: Component, { topology }: Design): boolean {
  const box = topology.places.find((item) => item.id === place)
  return KINDS[kind].actor !== true && !kind.startsWith('database') && box?.kind !== 'datacenter'
}

function availabilities(results: readonly CapabilityResult[]): (id: string) => number {
  return (id) => results.find((result) => result.id === id)?.availability ?? 0
}

function expectSameFigures(
  design: Design,
  got: readonly CapabilityResult[],
  expected: readonly CapabilityResult[],
): void {
  for (const [index, { id, status, singlePointsOfFailure, pairs, availability }] of expected.entries()) {
    const other = got[index]
    expect(other?.status, about(design, id)).toBe(status)
    expect(other?.singlePointsOfFailure.length, about(design, id)).toBe(singlePointsOfFailure.length)
    expect(other?.pairs.length, about(design, id)).toBe(pairs.length)
    expect(Math.abs((other?.availability ?? 0) - (availability ?? 0)), about(design, id)).toBeLessThan(ROUNDING)
  }
}
