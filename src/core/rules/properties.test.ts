import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recognise } from '../analysis/recognise'
import { parseDesign, serializeDesign } from '../document/codec'
import { completeWiring } from '../fixes/complete'
import type { Design } from '../model/design'
import { bent, onceBent, puzzled } from '../testing/bent-templates'
import { runs } from '../testing/breadth'
import { leftByFix } from '../testing/fixes'
import { resolve } from '../wiring/resolve'
import { diagnose } from '.'

describe('on any drawing', () => {
  test('every fix removes its finding, brings none that is as bad, and leaves a document that reads back', () => {
    fc.assert(
      fc.property(bent, (design) => {
        const found = diagnose(resolve(design))
        for (const finding of found) {
          if (!finding.fix) continue
          const brought = leftByFix(design, found, finding).filter((left) => left.made)
          expect(brought, `${finding.key}: ${finding.fix.label}`).toEqual([])
          expect(parseDesign(serializeDesign(finding.fix.apply(design)))).toMatchObject({ ok: true })
        }
      }),
      { numRuns: runs(100) },
    )
  })

  test('where one thing is wrong, its fix leaves nothing behind that is as bad', () => {
    fc.assert(
      fc.property(fc.oneof(onceBent, puzzled), (design) => {
        const found = diagnose(resolve(design))
        for (const finding of found) {
          if (!finding.fix) continue
          expect(leftByFix(design, found, finding), `${finding.key}: ${finding.fix.label}`).toEqual([])
        }
      }),
      { numRuns: runs(100) },
    )
  })

  test('no two findings have the same key, by which they are acknowledged and mended', () => {
    fc.assert(
      fc.property(fc.oneof(bent, puzzled), (design) => {
        const keys = diagnose(resolve(design)).map((finding) => finding.key)
        expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
      }),
      { numRuns: runs(200) },
    )
  })

  test('completing the wiring ends, draws nothing illegal and is complete when done', () => {
    fc.assert(
      fc.property(bent, (design) => {
        const { design: completed } = completeWiring(design)
        expect(completeWiring(completed).added).toEqual([])
        expect(
          diagnose(resolve(completed)).filter((finding) => finding.code === 'EDGE-01' || finding.code === 'LB-07'),
        ).toEqual([])
        expect(parseDesign(serializeDesign(completed))).toMatchObject({ ok: true })
      }),
      { numRuns: runs(100) },
    )
  })

  test('findings, recognition and messages do not depend on the order of drawing', () => {
    fc.assert(
      fc.property(bent, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (design, stream) => {
        const shuffled = <T>(items: readonly T[]) =>
          items
            .map((item) => ({ item, at: stream.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item)
        const { places, components, connections } = design.topology
        const redrawn = {
          ...design,
          topology: { places: shuffled(places), components: shuffled(components), connections: shuffled(connections) },
        }
        const seen = (of: Design) => {
          const deployment = resolve(of)
          return JSON.stringify([
            recognise(deployment),
            diagnose(deployment).map((finding) => [finding.key, finding.severity, finding.message]),
          ])
        }
        expect(seen(redrawn)).toBe(seen(design))
      }),
      { numRuns: runs(100) },
    )
  })

  test('the level ha means that nothing serious is found among what it rests on', () => {
    fc.assert(
      fc.property(bent, (design) => {
        const deployment = resolve(design)
        const { level, missing } = recognise(deployment)
        if (level === 'ha') expect(missing).toEqual([])
        if (level === 'shape' || level === 'wired') expect(missing.length).toBeGreaterThan(0)
      }),
      { numRuns: runs(100) },
    )
  })
})
