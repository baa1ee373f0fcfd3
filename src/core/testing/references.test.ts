import { describe, expect, test } from 'vitest'
import { recognise } from '../analysis/recognise'
import { assess } from '../capabilities'
import type { Design } from '../model/design'
import { diagnose } from '../rules'
import { resolve } from '../wiring/resolve'
import { fromNotation } from './notation'
import { REFERENCES } from './references'

describe.each(REFERENCES)('reference topology $id', (reference) => {
  const { apimVersion, production, tokens } = reference
  const deployment = resolve(fromNotation(reference.text, { apimVersion, settings: { production, tokens } }))

  test('is recognised as the pattern and level that are printed', () => {
    const { pattern, level, missing } = recognise(deployment)
    expect({ pattern, level }, missing.join('; ')).toEqual({ pattern: reference.pattern, level: reference.level })
  })

  test('has exactly the findings that are printed', () => {
    const found = diagnose(deployment).map((finding) => `${finding.code} ${finding.severity} ${finding.subjects[0]}`)
    expect(found.sort()).toEqual([...reference.findings])
  })

  test('has exactly the single points of failure that are printed', () => {
    const results = assess(deployment)
    const points = Object.fromEntries(
      Object.keys(reference.points).map((id) => [
        id,
        results.find((result) => result.id === id)?.singlePointsOfFailure,
      ]),
    )
    expect(points).toEqual(reference.points)
  })

  test('has exactly the pairs of instances that are printed', () => {
    const results = assess(deployment)
    const isInstance = (pair: readonly [string, string]) => pair.every((element) => !element.includes(':'))
    const pairs = Object.fromEntries(
      Object.keys(reference.pairs).map((id) => [
        id,
        results.find((result) => result.id === id)?.pairs.filter(isInstance),
      ]),
    )
    const sorted = Object.fromEntries(Object.entries(reference.pairs).map(([id, list]) => [id, [...list].sort()]))
    expect(pairs).toEqual(sorted)
  })

  test('has the availability that is printed', () => {
    const results = assess(deployment)
    for (const [id, expected] of Object.entries(reference.availability)) {
      const availability = results.find((result) => result.id === id)?.availability
      expect(Math.abs((availability ?? 0) - expected), `${id}: ${availability}`).toBeLessThanOrEqual(1.01e-7)
    }
  })
})

test('a drawn H2 database runs inside its server, so R1 reads the same with it', () => {
  const [r1] = REFERENCES
  if (!r1) throw new Error('R1')
  const plain = fromNotation(r1.text, { apimVersion: r1.apimVersion, settings: { production: false, tokens: 'jwt' } })
  const drawn: Design = {
    ...plain,
    topology: {
      ...plain.topology,
      components: [
        ...plain.topology.components,
        { id: 'h2', kind: 'database', properties: { dbms: 'h2', members: ['aio1'] } },
      ],
      connections: [...plain.topology.connections, { id: 'x', from: 'aio1', to: 'h2', purposes: ['sql'] }],
    },
  }
  const deployment = resolve(drawn)
  expect(assess(deployment)).toEqual(assess(resolve(plain)))
  const found = diagnose(deployment).map((finding) => `${finding.code} ${finding.severity} ${finding.subjects[0]}`)
  expect(found.sort()).toEqual([...r1.findings])
})

test.each(REFERENCES.map((reference) => [reference.id, reference] as const))(
  '%s drawn with plain lines, whose purposes follow from the kinds, reads the same',
  (_id, reference) => {
    const { apimVersion, production, tokens } = reference
    const drawn = fromNotation(reference.text, { apimVersion, settings: { production, tokens } })
    const lines = new Map<string, Design['topology']['connections'][number]>()
    for (const { id, from, to } of drawn.topology.connections) {
      if (from !== to && !lines.has(`${from}>${to}`)) lines.set(`${from}>${to}`, { id, from, to })
    }
    const deployment = resolve({ ...drawn, topology: { ...drawn.topology, connections: [...lines.values()] } })
    const { pattern, level } = recognise(deployment)
    expect({ pattern, level }).toEqual({ pattern: reference.pattern, level: reference.level })
    const found = diagnose(deployment).map((finding) => `${finding.code} ${finding.severity} ${finding.subjects[0]}`)
    expect(found.sort()).toEqual([...reference.findings])
  },
)
