import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDesign, serializeDesign } from '../model/codec'
import type { Design } from '../model/design'
import { PATTERNS } from '../patterns'
import { recognise } from '../patterns/recognise'
import { completeWiring } from '../wiring/complete'
import { resolve } from '../wiring/resolve'
import { diagnose } from '.'

/** A template with some components and connections gone, replicas changed and servers moved: odd, but a legal document. */
const bent = fc
  .record({
    pattern: fc.constantFrom(...PATTERNS),
    version: fc.constantFrom('4.5.0' as const, '4.6.0' as const, '4.7.0' as const),
    share: fc.double({ min: 0, max: 0.3, noNaN: true }),
    stream: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ pattern, version, share, stream }): Design => {
    const design = pattern.template(version)
    const hit = () => (stream.next().value ?? 1) < share
    const components = design.topology.components
      .filter(() => !hit())
      .map((component) => (component.kind === 'universal-gateway' && hit() ? { ...component, replicas: 2 } : component))
      .map((component) =>
        component.place?.includes('zone') && hit()
          ? { ...component, place: component.place.replace(/b$/, 'a') }
          : component,
      )
    const ids = new Set(components.map((component) => component.id))
    const connections = design.topology.connections.filter((item) => ids.has(item.from) && ids.has(item.to) && !hit())
    return { ...design, topology: { ...design.topology, components, connections } }
  })

function keys(design: Design): readonly string[] {
  return diagnose(resolve(design)).map((finding) => finding.key)
}

describe('on any drawing', () => {
  test('every fix removes its finding, and leaves a document that reads back', () => {
    fc.assert(
      fc.property(bent, (design) => {
        for (const finding of diagnose(resolve(design))) {
          if (!finding.fix) continue
          const fixed = finding.fix.apply(design)
          expect(keys(fixed), `${finding.key}: ${finding.fix.label}`).not.toContain(finding.key)
          expect(parseDesign(serializeDesign(fixed))).toMatchObject({ ok: true })
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)

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
      { numRuns: 150 },
    )
  }, 60_000)

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
      { numRuns: 150 },
    )
  }, 60_000)

  test('the level ha means that nothing serious is found among what it rests on', () => {
    fc.assert(
      fc.property(bent, (design) => {
        const deployment = resolve(design)
        const { level, missing } = recognise(deployment)
        if (level === 'ha') expect(missing).toEqual([])
        if (level === 'shape' || level === 'wired') expect(missing.length).toBeGreaterThan(0)
      }),
      { numRuns: 150 },
    )
  })
})
