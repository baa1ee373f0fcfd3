import fc from 'fast-check'
import {
  APIM_VERSIONS,
  type Component,
  type DbmsId,
  type Design,
  type JsonValue,
  type Place,
} from '../../../../model/design'
import { PATTERNS } from '../../../../patterns'
import { onDbms } from './matrix'

/**
 * Templates drawn as customers draw them: other names, offsets, shared machines, other software, more gateways, TLS
 * between brokers. What comes out is legal, and seldom a draft.
 */
export const legalDrawing: fc.Arbitrary<Design> = fc
  .record({
    pattern: fc.constantFrom(...PATTERNS),
    version: fc.constantFrom(...APIM_VERSIONS),
    dbms: fc.constantFrom<DbmsId>('mysql', 'postgresql', 'oracle', 'mssql'),
    software: fc.constantFrom('nginx', 'haproxy'),
    layer: fc.constantFrom(7, 7, 4),
    offsets: fc.infiniteStream(fc.nat({ max: 40 })),
    machines: fc.constantFrom<Placing>('as drawn', 'one each', 'shared'),
    names: fc.boolean(),
    brokerTls: fc.boolean(),
    thirdGateway: fc.boolean(),
    labels: fc.constantFrom<readonly string[] | undefined>(undefined, ['Internal use'], ['Default', 'Partners']),
    settings: fc.record(
      {
        adminUsername: fc.constantFrom('admin', 'ops.admin'),
        domain: fc.constantFrom('acme.internal', 'a.b.example.org'),
        installDirectory: fc.constantFrom('/opt/wso2', '/srv/apim'),
        serviceUser: fc.constantFrom('wso2carbon', 'apim'),
      },
      { requiredKeys: [] },
    ),
  })
  .map((wish) => drawn(wish))

type Placing = 'as drawn' | 'one each' | 'shared'

interface Wish {
  readonly pattern: (typeof PATTERNS)[number]
  readonly version: Design['apimVersion']
  readonly dbms: DbmsId
  readonly software: string
  readonly layer: number
  readonly offsets: fc.Stream<number>
  readonly machines: Placing
  readonly names: boolean
  readonly brokerTls: boolean
  readonly thirdGateway: boolean
  readonly labels: readonly string[] | undefined
  readonly settings: Design['settings']
}

const SERVERS = ['all-in-one', 'api-control-plane', 'key-manager', 'traffic-manager', 'universal-gateway']
const BROKERS = ['all-in-one', 'api-control-plane', 'traffic-manager']

function drawn(wish: Wish): Design {
  const template = onDbms(wish.pattern.template(wish.version), wish.dbms)
  const grown = wish.thirdGateway ? withGateway(template) : template
  const places: Place[] = []
  const components = grown.topology.components.map((component): Component => {
    if (component.kind === 'load-balancer') {
      return said(component, { software: wish.software, layer: wish.layer })
    }
    if (!SERVERS.includes(component.kind)) return component
    const place = placeOf(component, wish.machines)
    if (place && !places.some(({ id }) => id === place.id)) places.push(place)
    const own = said(component, {
      portOffset: wish.offsets.next().value ?? 0,
      ...(wish.names && component.kind !== 'universal-gateway' && { hostname: `${component.id}-node.acme.test` }),
      ...(wish.brokerTls && BROKERS.includes(component.kind) && { brokerTls: true }),
      ...(wish.labels && component.kind === 'universal-gateway' && { gatewayLabels: wish.labels }),
    })
    return place ? { ...own, place: place.id } : own
  })
  return {
    ...grown,
    settings: { ...grown.settings, ...wish.settings },
    topology: { ...grown.topology, places: [...grown.topology.places, ...places], components },
  }
}

function said(component: Component, properties: Readonly<Record<string, JsonValue>>): Component {
  return { ...component, properties: { ...component.properties, ...properties } }
}

/** The machine that a server stands on; none where the drawing is left as it is. */
function placeOf({ id, place }: Component, machines: Placing): Place | undefined {
  if (machines === 'as drawn') return undefined
  const name = machines === 'shared' ? `${place ?? 'all'}-vm${/2$/.test(id) ? 2 : 1}` : `vm-${id}`
  return { id: name, kind: 'host', ...(place !== undefined && { parent: place }) }
}

/** One gateway more, which talks to whom the first one talks to. */
function withGateway(design: Design): Design {
  const { components, connections } = design.topology
  const first = components.find(({ kind }) => kind === 'universal-gateway')
  if (!first) return design
  const id = 'gw-third'
  const wires = connections
    .filter(({ from, to }) => from === first.id || to === first.id)
    .map((wire) => ({
      ...wire,
      id: `${wire.id}-third`,
      from: wire.from === first.id ? id : wire.from,
      to: wire.to === first.id ? id : wire.to,
    }))
  return {
    ...design,
    topology: {
      ...design.topology,
      components: [...components, { ...first, id, label: 'Third gateway' }],
      connections: [...connections, ...wires],
    },
  }
}
