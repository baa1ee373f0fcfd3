import fc from 'fast-check'
import { KINDS } from '../kinds'
import {
  APIM_VERSIONS,
  type Component,
  type Connection,
  type Design,
  type Id,
  type JsonValue,
  type KindId,
  type Place,
  type PlaceKindId,
  PURPOSE_IDS,
} from '../model/design'
import { mayLoop, mayTouch, purposesToChoose } from '../wiring/judge'
import { design } from './builders'

/**
 * Small deployments for properties of the analysis: few enough elements that every state of them can be asked, and
 * drawn like deployments, so that capabilities are provided, single, doubled, half connected or wrongly connected.
 * They shrink towards fewer components and fewer connections.
 */
export function smallTopology(mostElements = 11): fc.Arbitrary<Design> {
  return fc
    .record({
      core: fc.constantFrom(...CORES),
      extras: fc.array(fc.constantFrom(...EXTRAS), { maxLength: 7 }),
      sites: fc.constantFrom(...SITES),
      people: fc.nat({ max: 7 }),
      density: fc.constantFrom(0.95, 0.85, 0.6, 0.3),
      version: fc.constantFrom(...APIM_VERSIONS),
      shared: fc.nat({ max: 4 }),
      each: fc.array(fc.nat({ max: 2 ** 24 }), { minLength: ROOM, maxLength: ROOM }),
      pairs: fc.array(fc.nat({ max: 2 ** 20 }), { minLength: ROOM * ROOM, maxLength: ROOM * ROOM }),
    })
    .map((wish) => drawn(wish, mostElements))
}

interface Wish {
  readonly core: readonly KindId[]
  readonly extras: readonly KindId[]
  readonly sites: readonly Site[]
  readonly people: number
  readonly density: number
  readonly version: Design['apimVersion']
  readonly shared: number
  /** One number of chance for each component. */
  readonly each: readonly number[]
  /** One for each ordered pair of components. */
  readonly pairs: readonly number[]
}

/** Most components, people included. */
const ROOM = 18

const [GW, AIO, ACP, TM, KM] = [
  'universal-gateway',
  'all-in-one',
  'api-control-plane',
  'traffic-manager',
  'key-manager',
] as const

const CORES: readonly (readonly KindId[])[] = [
  [AIO],
  [AIO, AIO],
  [GW, AIO],
  [GW, ACP],
  [GW, GW, ACP],
  [GW, ACP, TM],
  [GW, GW, AIO, AIO],
  [GW, GW, ACP, TM, TM],
  [GW, GW, ACP, ACP, TM],
  [GW, ACP, ACP, TM, TM],
  [GW, ACP, TM, KM],
  [GW, ACP, KM, KM],
]

const EXTRAS: readonly KindId[] = [
  'load-balancer',
  'load-balancer',
  'floating-address',
  'global-load-balancer',
  'database',
  'database',
  'database-node',
  'database-node',
  'database-node',
  'database-proxy',
  'user-store',
  'redis',
  'identity-server',
  'external-key-manager',
  'analytics',
  'observability',
  'image-registry',
  'secret-store',
  'source-control',
  'federated-gateway',
  'platform-gateway',
  'micro-integrator',
  'backend',
  GW,
  TM,
  ACP,
]

interface Site {
  readonly kind: PlaceKindId
  readonly parent?: number
  readonly label?: string
  /** Number of a hypervisor that it says it is on. */
  readonly on?: number
}

const SITES: readonly (readonly Site[])[] = [
  [],
  [{ kind: 'zone' }, { kind: 'zone' }],
  [{ kind: 'host' }, { kind: 'host' }],
  [{ kind: 'datacenter' }, { kind: 'datacenter' }],
  [{ kind: 'datacenter' }, { kind: 'zone', parent: 0 }, { kind: 'zone', parent: 0 }],
  [{ kind: 'zone' }, { kind: 'host', parent: 0 }, { kind: 'host', parent: 0 }],
  [{ kind: 'hypervisor' }, { kind: 'host', parent: 0 }, { kind: 'host' }],
  [{ kind: 'zone', label: 'a' }, { kind: 'zone', label: 'a' }, { kind: 'zone' }],
  [{ kind: 'zone' }, { kind: 'zone' }, { kind: 'hypervisor', parent: 0 }, { kind: 'host', parent: 1, on: 2 }],
  [{ kind: 'datacenter' }, { kind: 'zone', parent: 0, label: 'a' }, { kind: 'zone', label: 'a' }],
]

const FIGURES = [0.9, 0.99, 0.999, 0.5, 0.25, 1, 0] as const
const MODES = ['single', 'manual', 'auto', 'quorum', 'multiwriter', 'managed', 'geo'] as const

function drawn(wish: Wish, mostElements: number): Design {
  const places = wish.sites.map((site, index): Place => placeOf(site, index, wish))
  const components = componentsOf(wish, places, mostElements - places.length)
  return design({
    apimVersion: wish.version,
    settings: { production: true, tokens: 'jwt', ...(wish.shared === 4 && { distributedThrottling: true }) },
    places,
    components,
    connections: connectionsOf(wish, components),
  })
}

function placeOf({ kind, parent, label, on }: Site, index: number, wish: Wish): Place {
  const chance = wish.each[ROOM - 1 - (label === undefined ? index : 0)] ?? 0
  const figure = FIGURES[chance % FIGURES.length] ?? 1
  return {
    id: `p${index}`,
    kind,
    ...(parent !== undefined && { parent: `p${parent}` }),
    ...(label !== undefined && { label }),
    properties: { availability: figure, ...(on !== undefined && { hypervisor: `p${on}` }) },
  }
}

function componentsOf(wish: Wish, places: readonly Place[], room: number): readonly Component[] {
  const people: Component[] = [
    { id: 'consumer', kind: 'api-consumer' },
    { id: 'publisher', kind: 'api-publisher' },
    { id: 'be', kind: 'backend' },
    ...(wish.people & 1 ? [{ id: 'developer', kind: 'api-developer' } as const] : []),
    ...(wish.people & 2 ? [{ id: 'admin', kind: 'administrator' } as const] : []),
    ...(wish.people & 4 ? [{ id: 'pipeline', kind: 'delivery-pipeline' } as const] : []),
  ]
  const made: Component[] = []
  let instances = 0
  for (const kind of [...wish.core, ...wish.extras]) {
    const chance = wish.each[made.length] ?? 0
    const replicas = chance % 11 === 10 && !kind.startsWith('database') ? 2 : 1
    if (instances + replicas > room || made.length + people.length >= ROOM) break
    instances += replicas
    made.push(componentOf(kind, chance, replicas, made, places))
  }
  return [...people, ...made]
}

function componentOf(
  kind: KindId,
  chance: number,
  replicas: number,
  before: readonly Component[],
  places: readonly Place[],
): Component {
  const same = before.filter((component) => component.kind === kind).length
  const place = places[(chance >> 4) % (places.length + 1)]
  const figure = FIGURES[(chance >> 8) % FIGURES.length] ?? 1
  const databases = before.filter((component) => component.kind === 'database')
  const owner = databases[(chance >> 12) % Math.max(1, databases.length)]
  return {
    id: `${KINDS[kind].idPrefix}${same + 1}`,
    kind,
    ...(place && { place: place.id }),
    ...(replicas > 1 && { replicas }),
    properties: {
      availability: figure,
      ...(kind === 'database' && databaseFacts(chance >> 12)),
      ...(kind === 'database-node' && owner && { database: owner.id }),
    },
  }
}

function databaseFacts(chance: number): Readonly<Record<string, JsonValue>> {
  const schemas = [undefined, undefined, undefined, ['apim'], ['shared']][(chance >> 3) % 5]
  return {
    dbms: chance % 13 === 12 ? 'h2' : 'mysql',
    mode: MODES[(chance >> 6) % MODES.length] ?? 'single',
    ...(chance % 7 === 6 && { quorum: 1 + ((chance >> 9) % 3) }),
    ...(schemas && { schemas }),
  }
}

function connectionsOf(wish: Wish, components: readonly Component[]): readonly Connection[] {
  return components.flatMap((from, row) =>
    components.flatMap((to, column): Connection[] => {
      const chance = wish.pairs[row * ROOM + column] ?? 0
      const way = (chance >> 8) & 63
      const bits = chance >> 14
      if ((chance & 255) / 256 < 1 - wish.density) return []
      if (from === to) {
        const loops = purposesToChoose(from.kind, to.kind).filter((purpose) => mayLoop(from.kind, [purpose]))
        return loops.length > 0 && way < 16 ? [line(from.id, to.id, { purposes: loops })] : []
      }
      if (way === 63) return [line(from.id, to.id, { purposes: [PURPOSE_IDS[bits % PURPOSE_IDS.length] ?? 'sql'] })]
      if (!mayTouch(from.kind, to.kind)) return []
      const choices = purposesToChoose(from.kind, to.kind)
      const some = choices.filter((_, index) => (bits >> (index % 6)) & 1)
      if (way >= 48 && some.length > 0) return [line(from.id, to.id, { purposes: some })]
      const narrowed = (['apim', 'shared'] as const)[bits % 2]
      return [line(from.id, to.id, narrowed && way >= 44 && way < 48 ? { schemas: [narrowed] } : {})]
    }),
  )
}

function line(from: Id, to: Id, rest: Partial<Connection>): Connection {
  return { id: `${from}-${to}`, from, to, ...rest }
}

/** A drawing in few lines, for the message of a test that fails. */
export function inLines({ topology, settings, apimVersion }: Design): string {
  const facts = (properties: Component['properties']) =>
    Object.entries(properties ?? {}).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  return [
    `${apimVersion} ${JSON.stringify(settings)}`,
    ...topology.places.map(({ id, kind, parent, label, properties }) =>
      [id, kind, ...(parent ? [`in ${parent}`] : []), ...(label ? [`"${label}"`] : []), ...facts(properties)].join(' '),
    ),
    ...topology.components.map(({ id, kind, place, replicas, properties }) =>
      [id, kind, ...(place ? [`in ${place}`] : []), ...(replicas ? [`x${replicas}`] : []), ...facts(properties)].join(
        ' ',
      ),
    ),
    ...topology.connections.map(({ from, to, purposes, schemas }) =>
      [
        `${from} -> ${to}`,
        ...(purposes ? [`: ${purposes.join()}`] : []),
        ...(schemas ? [`(${schemas.join()})`] : []),
      ].join(' '),
    ),
  ].join('\n')
}
