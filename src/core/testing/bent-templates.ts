import fc from 'fast-check'
import { KINDS } from '../kinds'
import type { Component, Design, JsonValue, Properties } from '../model/design'
import { PATTERNS } from '../patterns'

/** A template with some components and connections gone, replicas changed and servers moved: odd, but a legal document. */
export const bent = fc
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
export const onceBent = fc
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
export const puzzled = fc
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
