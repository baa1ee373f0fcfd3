import type { Design, Place } from '../model/design'
import { patternById } from '../patterns'

const HOST: Place = { id: 'crowded', kind: 'host', parent: 'zone-a', label: 'crowded' }

/** Pattern 1 with both servers on one machine and the same ports: a design that opens, and has an error (PL-07). */
export function designWithPortCollision(): Design {
  const design = patternById('pattern-1').template('4.7.0')
  const { places, components } = design.topology
  const crowded = components.map((component) =>
    component.kind === 'all-in-one' ? { ...component, place: HOST.id } : component,
  )
  return { ...design, topology: { ...design.topology, places: [...places, HOST], components: crowded } }
}
