import fc from 'fast-check'
import { addPlace, setSizing } from '../document/edits'
import { APIM_VERSIONS, type Design } from '../model/design'
import { PATTERNS } from '../patterns'

/** A template under some load, with some of its components gone and some gateways drawn as several. */
export const loaded: fc.Arbitrary<Design> = fc
  .record({
    pattern: fc.constantFrom(...PATTERNS),
    version: fc.constantFrom(...APIM_VERSIONS),
    targetTps: fc.integer({ min: 1, max: 30_000 }),
    transformedPercent: fc.integer({ min: 0, max: 100 }),
    tokenTps: fc.option(fc.integer({ min: 0, max: 3000 }), { nil: undefined }),
    tokens: fc.constantFrom('jwt' as const, 'opaque' as const),
    gone: fc.nat(),
    replicas: fc.constantFrom(1, 1, 2, 3),
    thirdZone: fc.boolean(),
  })
  .map(({ pattern, version, gone, replicas, thirdZone, tokens, tokenTps, ...load }) => {
    const drawn = pattern.template(version)
    const lost = drawn.topology.components[gone % (2 * drawn.topology.components.length)]?.id
    const { components, connections } = drawn.topology
    const design: Design = {
      ...drawn,
      settings: { ...drawn.settings, tokens },
      topology: {
        ...drawn.topology,
        components: components
          .filter((item) => item.id !== lost)
          .map((item) => (item.kind === 'universal-gateway' && replicas > 1 ? { ...item, replicas } : item)),
        connections: connections.filter((item) => item.from !== lost && item.to !== lost),
      },
    }
    const dc = design.topology.places.find((place) => place.kind === 'datacenter')?.id
    const grown = thirdZone && dc ? addPlace(design, { id: 'zone-3', kind: 'zone', parent: dc, label: 'c' }) : design
    return setSizing(grown, { ...load, ...(tokenTps !== undefined && { tokenTps }) })
  })
