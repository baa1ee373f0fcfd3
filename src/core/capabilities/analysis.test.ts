import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Design } from '../model/design'
import { PATTERNS } from '../patterns'
import { runs } from '../testing/breadth'
import { fromNotation } from '../testing/notation'
import { active, cut, say } from '../testing/redrawn'
import { REFERENCES } from '../testing/references'
import { resolve } from '../wiring/resolve'
import { assess, type CapabilityResult } from '.'
import { Diagram } from './bdd'
import { CAPABILITIES } from './catalogue'
import { figuresOf } from './figures'
import { type Enclosed, enclosureLogic, intervalOf } from './intervals'
import { Model } from './model'
import { SINGLE_FAILURES, unlessFailed } from './single-failures'
import { structureOf } from './structure'

function assessText(text: string): ReadonlyMap<string, CapabilityResult> {
  return byId(fromNotation(text, { apimVersion: '4.7.0', settings: {} }))
}

function byId(design: Design): ReadonlyMap<string, CapabilityResult> {
  return new Map(assess(resolve(design)).map((result) => [result.id, result]))
}

function reference(id: string): ReadonlyMap<string, CapabilityResult> {
  const found = REFERENCES.find((item) => item.id === id)
  return byId(
    fromNotation(found?.text ?? '', {
      apimVersion: found?.apimVersion ?? '4.7.0',
      settings: { tokens: found?.tokens ?? 'jwt' },
    }),
  )
}

function saying(results: ReadonlyMap<string, CapabilityResult>, id: string, element: string): string | undefined {
  return results.get(id)?.points.find((point) => point.element === element)?.message
}

describe('every single point says which path it cuts', () => {
  const r5 = reference('R5')
  const r6 = reference('R6')
  test.each([
    [r5, 'C1', 'lbg', 'lbg alone carries API traffic: without it no API call gets through.'],
    [r5, 'C3', 'km1', 'km1 is the only Key Manager: without it no token can be issued.'],
    [
      r5,
      'C8',
      'p1',
      'p1 is the primary of db1, which nothing replaces by itself: without it nobody can sign in to the portals.',
    ],
    [r5, 'C6', 'lbc', 'lbc alone carries control and management: without it no API can be deployed to the gateways.'],
    [r5, 'C10', 'lbc', 'lbc alone carries control: without it a gateway that restarts stays out.'],
    [
      r5,
      'C7',
      'zone:a',
      'Zone a holds the only Key Manager and the primary of db1: without it nobody can subscribe or make keys.',
    ],
    [r6, 'C5', 'tm3', 'tm3 is the only Traffic Manager in s: without it rate limits are not enforced.'],
    [
      r6,
      'C3',
      'datacenter:m',
      'Datacenter m holds both API Control Planes, lbc and the only server of db1: without it no token can be issued.',
    ],
  ] as const)('%#: %s', (results, id, element, message) => {
    expect(saying(results, id, element)).toBe(message)
  })

  test('a zone that takes the quorum of a database', () => {
    const results = assessText(`
lb1 lb managed=true
aio1 aio host=h1 zone=a
aio2 aio host=h2 zone=b
n1 db host=h3 zone=a
n2 db host=h4 zone=a
n3 db host=h5 zone=b
db db1 apim+shared mode=quorum members=n1,n2,n3
cons -> lb1 : data,token
lb1 -> aio1,aio2 : data,token
aio1,aio2 -> be : be
aio1,aio2 -> db1 : sql`)
    expect(saying(results, 'C3', 'zone:a')).toBe(
      'Zone a holds 2 of 3 servers of db1: without it there is no quorum, so no token can be issued.',
    )
  })

  test.each(REFERENCES.map((item) => item.id))(
    '%s has one sentence for each point, and its subjects are drawn',
    (id) => {
      for (const result of reference(id).values()) {
        expect(result.points.map(({ element }) => element)).toEqual(result.singlePointsOfFailure)
        for (const { message, subjects } of result.points) {
          expect(message).toMatch(/^\S.*\.$/)
          expect(subjects.length).toBeGreaterThan(0)
        }
      }
    },
  )
})

describe('regions', () => {
  test('a region sees its own entrance and gateways, and the central token endpoint', () => {
    const calls = reference('R6').get('C1')?.regions
    expect(calls?.map(({ region, singlePointsOfFailure }) => [region, ...singlePointsOfFailure])).toEqual([
      ['m', 'datacenter:m', 'lbg1'],
      ['s', 'datacenter:s', 'lbg2'],
    ])
    const tokens = reference('R6').get('C3')?.regions
    expect(tokens?.map(({ singlePointsOfFailure }) => singlePointsOfFailure)).toEqual([
      ['datacenter:m', 'lbc', 'm1'],
      ['datacenter:m', 'lbc', 'm1'],
    ])
    const limits = reference('R6').get('C5')?.regions
    expect(limits?.map(({ singlePointsOfFailure }) => singlePointsOfFailure)).toEqual([
      ['datacenter:m'],
      ['datacenter:s', 'tm3', 'zone:sa'],
    ])
  })

  test('a call that any region may answer is at least as available as in each region', () => {
    const calls = reference('R6').get('C1')
    // The entrance of all is no part of a region: it stands before the choice.
    const entrance = 0.9999
    for (const { availability } of calls?.regions ?? []) {
      expect(calls?.availability ?? 0).toBeGreaterThanOrEqual((availability ?? 1) * entrance)
    }
    expect(calls?.regions).toHaveLength(2)
  })

  test('the only gateway of a region is a single point there, and not of the whole', () => {
    const results = byId(cut(active, 'east-gw2'))
    const calls = results.get('C1')
    const [east, west] = ['east', 'west'].map((label) => calls?.regions.find(({ region }) => region === label))
    expect(east?.singlePointsOfFailure).toContain('east-gw1')
    expect(east?.availability).toBeLessThan(west?.availability ?? 0)
    expect(calls?.singlePointsOfFailure).not.toContain('east-gw1')
    expect(results.get('C10')?.regions.map(({ status }) => status)).toEqual(['working', 'working'])
  })

  test('one datacenter has no regions', () => {
    for (const result of reference('R4').values()) expect(result.regions).toEqual([])
  })
})

describe('what an element costs', () => {
  /** A random function over six variables, as a diagram and as a table. */
  const functions = fc.array(fc.boolean(), { minLength: 64, maxLength: 64 })

  test('importance is the difference that an element makes, by enumeration', () => {
    fc.assert(
      fc.property(
        functions,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
        (table, up) => {
          const diagram = new Diagram()
          const minterm = (state: number) =>
            up.reduce((node, _, v) => {
              const x = diagram.variable(v)
              return diagram.and(node, (state >> v) & 1 ? x : diagram.not(x))
            }, 1)
          const node = table.reduce((sum, holds, state) => (holds ? diagram.or(sum, minterm(state)) : sum), 0)
          const chance = (given: readonly number[]) =>
            table.reduce(
              (sum, holds, state) =>
                holds ? sum + given.reduce((p, a, v) => p * ((state >> v) & 1 ? a : 1 - a), 1) : sum,
              0,
            )
          const importance = diagram.importance(node, up)
          up.forEach((_, v) => {
            const difference = chance(up.with(v, 1)) - chance(up.with(v, 0))
            expect(importance.get(v) ?? 0).toBeCloseTo(difference, 10)
          })
        },
      ),
      { numRuns: runs(200) },
    )
  })

  test('the dearest element comes first, and a lone element in series bears about its own share', () => {
    const [first, second] = reference('R2').get('C3')?.contributions ?? []
    expect(first?.element).toBe('m1')
    expect(first?.share).toBeCloseTo(0.0005 / (1 - 0.9993972), 2)
    expect(second?.element).toBe('lb1')
  })
})

describe('all single failures at once', () => {
  test('equal the formula in every state with at most one failure', () => {
    type Formula = {
      readonly eval: (failed: number | null) => boolean
      readonly flips: () => ReturnType<typeof SINGLE_FAILURES.not>
    }
    const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
      formula: fc.oneof(
        { maxDepth: 6 },
        fc.nat(5).map((v): Formula => ({ eval: (failed) => failed !== v, flips: () => unlessFailed(v) })),
        tie('formula').map((a): Formula => ({ eval: (f) => !a.eval(f), flips: () => SINGLE_FAILURES.not(a.flips()) })),
        fc.tuple(tie('formula'), tie('formula')).map(
          ([a, b]): Formula => ({
            eval: (f) => a.eval(f) && b.eval(f),
            flips: () => SINGLE_FAILURES.and(a.flips(), b.flips),
          }),
        ),
        fc.tuple(tie('formula'), tie('formula')).map(
          ([a, b]): Formula => ({
            eval: (f) => a.eval(f) || b.eval(f),
            flips: () => SINGLE_FAILURES.or(a.flips(), b.flips),
          }),
        ),
      ),
    }))
    fc.assert(
      fc.property(formula, (tree) => {
        const { base, by } = tree.flips()
        expect(base).toBe(tree.eval(null))
        expect([0, 1, 2, 3, 4, 5].filter((v) => tree.eval(v) !== base)).toEqual(by)
      }),
    )
  })
})

describe('time that the availability does not count', () => {
  const pattern = (id: string) => PATTERNS.find((item) => item.id === id)?.template('4.7.0')
  const central = pattern('multi-dc-active-passive')

  test('a managed database over zones fails over twice a year for 90 s', () => {
    const failover = central && byId(central).get('C3')?.failover
    expect(failover?.map(({ minutes }) => minutes)).toEqual([3])
  })

  test('the drawing\u2019s own figures come first', () => {
    const design = central && {
      ...central,
      topology: {
        ...central.topology,
        components: central.topology.components.map((component) =>
          component.kind === 'database'
            ? { ...component, properties: { ...component.properties, failoverSeconds: 30, failuresPerYear: 4 } }
            : component,
        ),
      },
    }
    expect(
      design &&
        byId(design)
          .get('C3')
          ?.failover.map(({ minutes }) => minutes),
    ).toEqual([2])
  })

  test('calls do not wait for the database, only for another region', () => {
    const failover = central && byId(central).get('C1')?.failover
    expect(failover?.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Global load balancer leads clients of a lost datacenter elsewhere within 90 s/),
    ])
  })

  test('clients with tokens in hand see less than those without, and no more than calls themselves', () => {
    for (const { id } of REFERENCES) {
      const results = reference(id)
      const calls = results.get('C1')
      const { availability = 0, without = 0, seconds } = calls?.grace ?? {}
      expect(seconds).toBe(1800)
      expect(without).toBeLessThanOrEqual(availability)
      expect(availability).toBeLessThanOrEqual(calls?.availability ?? 0)
    }
  })

  test('C1 and C3 together are not their product: what they share counts once', () => {
    expect(reference('R4').get('C1')?.grace?.without).toBeCloseTo(0.9992972, 7)
  })

  test('a cache of 15 minutes leaves exp(-0.25) of failures that take an hour', () => {
    const c2 = assessText(`
gw1 gw
acp1 acp
cons -> gw1 : data
gw1 -> be : be
gw1 -> acp1 : km,ctl,jms`).get('C2')
    expect(c2?.grace?.without).toBeCloseTo(0.998001, 9)
    expect(1 - (c2?.grace?.availability ?? 0)).toBeCloseTo((1 - 0.998001) * Math.exp(-0.25), 9)
  })
})

describe('the drawing\u2019s figures of what fails', () => {
  test('say how often clients are led to another datacenter: the mean of all, 90 s each time', () => {
    const [lost, kept] = active.topology.places.filter(({ kind }) => kind === 'datacenter').map(({ id }) => id)
    const told = say(say(active, lost ?? '', { availability: 0.99, mttrHours: 10 }), kept ?? '', {
      availability: 0.999,
      mttrHours: 4,
    })
    const [outage] = byId(told).get('C1')?.failover ?? []
    expect(outage?.minutes).toBeCloseTo((((8.76 + 2.19) / 2) * 90) / 60, 9)
  })

  test('may say that two are never up: then neither costs anything alone, and nothing is outlived', () => {
    const drawn = fromNotation('gw1 gw\nacp1 acp\ncons -> gw1 : data\ngw1 -> be : be\ngw1 -> acp1 : km,ctl,jms', {
      apimVersion: '4.7.0',
      settings: {},
    })
    const told = say(say(drawn, 'gw1', { availability: 0 }), 'acp1', { availability: 0 })
    expect(byId(told).get('C2')?.grace).toMatchObject({ without: 0, availability: 0 })
  })

  test('say how long what clients outlive may last, each by what it costs', () => {
    const drawn = fromNotation(
      'gw1 gw\nacp1 acp\ncons -> gw1 : data\ncons -> acp1 : token\ngw1 -> be : be\ngw1 -> acp1 : ctl,jms',
      {
        apimVersion: '4.7.0',
        settings: {},
      },
    )
    const [gw, acp] = [0.9, 0.8]
    const told = say(say(drawn, 'gw1', { availability: gw, mttrHours: 1 }), 'acp1', {
      availability: acp,
      mttrHours: 10,
    })
    const calls = byId(told).get('C1')
    expect(calls?.availability).toBeCloseTo(gw, 9)
    expect(calls?.grace?.without).toBeCloseTo(gw * acp, 9)
    const [ofGateway, ofControl] = [acp * (1 - gw), gw * (1 - acp)]
    const left = (ofGateway * Math.exp(-0.5) + ofControl * Math.exp(-0.05)) / (ofGateway + ofControl)
    expect(calls?.grace?.availability).toBeCloseTo(gw - (gw - gw * acp) * left, 9)
  })
})

describe('a function that is too large is enclosed', () => {
  const drawings = [
    ...REFERENCES.map(
      ({ id, text, apimVersion, tokens }) => [id, fromNotation(text, { apimVersion, settings: { tokens } })] as const,
    ),
    ...PATTERNS.map(({ id, template }) => [id, template('4.7.0')] as const),
  ]
  test.each(drawings)('%s: the exact figure lies between the bounds, however little room there is', (_, design) => {
    const deployment = resolve(design)
    const parts = structureOf(deployment)
    const figures = figuresOf(deployment, parts.elements)
    const up = parts.elements.map((element) => figures.get(element)?.availability ?? 1)
    const index = new Map(parts.elements.map((element, at) => [element, at]))
    for (const result of assess(deployment).filter(({ status }) => status === 'working')) {
      const capability = CAPABILITIES.find(({ id }) => id === result.id)
      for (const together of [0, 20, 60]) {
        const diagram = new Diagram()
        const logic = enclosureLogic(diagram, up, { step: 8, together })
        const variables = parts.elements.map((_, variable) => diagram.variable(variable))
        const model = new Model<Enclosed>(parts, logic, (element) => variables[index.get(element) ?? 0] ?? 1)
        const value = model.all(capability?.clauses ?? [], (clause) => clause.holds(model))
        const { low, high } = intervalOf(value, diagram, up)
        expect(low).toBeLessThanOrEqual((result.availability ?? 0) + 1e-12)
        expect(high).toBeGreaterThanOrEqual((result.availability ?? 1) - 1e-12)
      }
    }
  })
})
