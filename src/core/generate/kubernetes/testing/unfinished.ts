import fc from 'fast-check'
import type { Design } from '../../../model/design'
import { patternById } from '../../../patterns'

const TEMPLATES = (['pattern-4', 'pattern-5', 'multi-dc-active-active', 'multi-dc-active-passive'] as const).map((id) =>
  patternById(id).template('4.6.0'),
)

/** Templates of 4.6.0 without some of their components and connections, as they are while somebody draws. */
export const unfinished: fc.Arbitrary<Design> = fc
  .tuple(fc.constantFrom(...TEMPLATES), fc.array(fc.nat(), { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 6 }))
  .map(([design, cut, gone]) => {
    const { components, connections } = design.topology
    const removed = new Set(gone.map((n) => components[n % components.length]?.id))
    const missing = new Set(cut.map((n) => connections[n % connections.length]?.id))
    return {
      ...design,
      topology: {
        ...design.topology,
        components: components.filter(({ id }) => !removed.has(id)),
        connections: connections.filter(
          ({ id, from, to }) => !missing.has(id) && !removed.has(from) && !removed.has(to),
        ),
      },
    }
  })
