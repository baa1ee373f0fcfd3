import fc from 'fast-check'
import { expect, test } from 'vitest'
import { generate } from '../../../../bundle'
import type { Design } from '../../../../model/design'
import { bent, onceBent } from '../../../../testing/bent-templates'
import { runs } from '../../../../testing/breadth'
import { resolve } from '../../../../wiring/resolve'
import { disagreements } from './agreement'
import { legalDrawing } from './legal-drawings'
import { type AuditBundle, readBundle } from './read-bundle'
import { auditRules } from './rules'

/** Holds the bundles of random drawings to something, and returns how many of them are no drafts. */
function held(drawings: fc.Arbitrary<Design>, numRuns: number, check: (bundle: AuditBundle) => void): number {
  let sound = 0
  fc.assert(
    fc.property(drawings, (design) => {
      const { files } = generate(resolve(design), 'vm')
      if (files.some(({ path }) => path === 'DRAFT.md')) return
      sound++
      check(readBundle(files))
    }),
    { numRuns },
  )
  return sound
}

const errors = (bundle: AuditBundle) => auditRules(bundle).filter(({ severity }) => severity === 'E')

test('drawings of customers make bundles that break no rule and agree', () => {
  const sound = held(legalDrawing, runs(40), (bundle) => {
    expect(errors(bundle)).toEqual([])
    expect(disagreements(bundle)).toEqual([])
  })
  expect(sound).toBeGreaterThan(runs(40) / 3)
})

/** What lines of the drawing bring: where one is missing, its bundle cannot have it. */
const OF_LINES = [1, 5, 14, 18, 29]
const ROWS_OF_LINES = [
  'gateways load labels that are environments of a control plane',
  'load balancers that hold one address listen alike',
  'names that machines have to resolve are those of the firewall list',
]

test('drawings from which something is missing make bundles that agree with themselves', () => {
  const sound = held(fc.oneof(bent, onceBent), runs(40), (bundle) => {
    expect(errors(bundle).filter(({ rule }) => !OF_LINES.includes(rule))).toEqual([])
    expect(disagreements(bundle).filter(({ says }) => !ROWS_OF_LINES.includes(says))).toEqual([])
  })
  expect(sound).toBeGreaterThan(runs(40) / 5)
})
