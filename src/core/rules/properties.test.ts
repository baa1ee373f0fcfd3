import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KINDS } from '../kinds'
import { parseDesign, serializeDesign } from '../model/codec'
import type { Component, Design, JsonValue, Properties } from '../model/design'
import { PATTERNS } from '../patterns'
import { recognise } from '../patterns/recognise'
import { leftByFix } from '../testing/fixes'
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

/** A template with one thing changed: something gone, moved to the other zone, or drawn as two replicas. */
const onceBent = fc
  .record({
    pattern: fc.constantFrom(...PATTERNS),
    what: fc.constantFrom('component', 'connection', 'zone', 'replicas'),
    at: fc.nat(),
  })
  .map(({ pattern, what, at }): Design => {
    const design = pattern.template('4.7.0')
    const { components, connections } = design.topology
    const chosen = components[at % components.length]
    const changed = (patch: Partial<Component>) => ({
      components: components.map((item) => (item === chosen ? { ...item, ...patch } : item)),
    })
    const other = chosen?.place?.replace(/[ab]$/, (zone) => (zone === 'a' ? 'b' : 'a'))
    const topology = () => {
      if (what === 'connection') return { connections: connections.filter((_, at_) => at_ !== at % connections.length) }
      if (what === 'zone')
        return changed(other === undefined || !chosen?.place?.includes('zone') ? {} : { place: other })
      if (what === 'replicas') return changed({ replicas: 2 })
      return {
        components: components.filter((item) => item !== chosen),
        connections: connections.filter((item) => item.from !== chosen?.id && item.to !== chosen?.id),
      }
    }
    return { ...design, topology: { ...design.topology, ...topology() } }
  })

/** A template in which a third of the components say every other fact, whether it makes sense or not. */
const puzzled = fc
  .record({ pattern: fc.constantFrom(...PATTERNS), at: fc.nat(), facts: fc.infiniteStream(fc.nat()) })
  .map(({ pattern, at, facts }): Design => {
    const design = pattern.template('4.7.0')
    const components = design.topology.components.map((component, index) => {
      if ((index + at) % 3 !== 0) return component
      return { ...component, properties: { ...component.properties, ...saidBy(component, facts) } }
    })
    return { ...design, topology: { ...design.topology, components } }
  })

function saidBy({ kind }: Component, facts: fc.Stream<number>): Properties {
  const said: Record<string, JsonValue> = {}
  for (const field of KINDS[kind].fields) {
    const pick = facts.next().value ?? 0
    if (field.group !== 'For the analysis' || pick % 2 === 0) continue
    if (field.type === 'flag') said[field.key] = pick % 3 === 0
    if (field.type === 'choice') said[field.key] = field.choices[pick % field.choices.length]?.value ?? ''
    if (field.type === 'integer') said[field.key] = Math.min(field.max, Math.max(field.min, pick % 100_000))
    if (field.type === 'number') said[field.key] = pick % 3
  }
  return said
}

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
      { numRuns: 100 },
    )
  }, 60_000)

  test('where one thing is wrong, its fix leaves nothing behind that is as bad', () => {
    fc.assert(
      fc.property(fc.oneof(onceBent, puzzled), (design) => {
        const found = diagnose(resolve(design))
        for (const finding of found) {
          if (!finding.fix) continue
          expect(leftByFix(design, found, finding), `${finding.key}: ${finding.fix.label}`).toEqual([])
        }
      }),
      { numRuns: 100 },
    )
  }, 60_000)

  test('no two findings have the same key, by which they are acknowledged and mended', () => {
    fc.assert(
      fc.property(fc.oneof(bent, puzzled), (design) => {
        const keys = diagnose(resolve(design)).map((finding) => finding.key)
        expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
      }),
      { numRuns: 200 },
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
      { numRuns: 100 },
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
      { numRuns: 100 },
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
      { numRuns: 100 },
    )
  })
})
