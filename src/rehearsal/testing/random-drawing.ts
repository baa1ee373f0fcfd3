import { legalBetween } from '../../core/links/legal'
import {
  APIM_VERSIONS,
  type Component,
  DBMS_IDS,
  type Design,
  type Id,
  type JsonValue,
  type KindId,
  NEWEST_VERSION,
} from '../../core/model/design'
import { PATTERNS, patternById } from '../../core/patterns'
import type { Target } from '../../core/serialize/file-tree'
import { change, cut, forget, link, move, put, say, settings, twin, unlink } from '../../core/testing/redrawn'

/** Numbers from 0 to 1, the same ones for one seed. Source: Tommy Ettinger's mulberry32. */
class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = (seed * 2654435761) >>> 0
  }

  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.roll() * items.length)]
  }

  chance(share: number): boolean {
    return this.roll() < share
  }
}

type Change = (design: Design, dice: Dice) => Design

const SERVERS: readonly KindId[] = [
  'all-in-one',
  'api-control-plane',
  'universal-gateway',
  'traffic-manager',
  'key-manager',
]
const FRONTS: readonly KindId[] = ['load-balancer', 'floating-address', 'firewall', 'global-load-balancer', 'dns']

/**
 * A template with up to five things changed that decide who dials whom: lines, load balancers, names, addresses, ports,
 * databases, machines. Most of them can be exported; one number makes one drawing. Those for clusters are changed for all
 * servers of a kind alike, since the pods of a release have one configuration.
 */
export function randomDrawing(seed: number, target: Target = 'vm'): Design {
  const dice = new Dice(seed)
  const pattern = dice.pick(PATTERNS) ?? patternById('pattern-3')
  let design = pattern.template(dice.pick(APIM_VERSIONS) ?? NEWEST_VERSION)
  const changes = Math.floor(dice.roll() * 6)
  for (let made = 0; made < changes; made++) design = (dice.pick(CHANGES[target]) ?? withoutLine)(design, dice)
  return design
}

function some(design: Design, dice: Dice, ...kinds: readonly KindId[]): Component | undefined {
  return dice.pick(design.topology.components.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind)))
}

const withoutLine: Change = (design, dice) => {
  const gone = dice.pick(design.topology.connections)
  return gone ? unlink(design, (line) => line === gone) : design
}

const withoutComponent: Change = (design, dice) => {
  const gone = some(design, dice)
  return gone ? cut(design, gone.id) : design
}

const straightLine: Change = (design, dice) => {
  const from = some(design, dice, ...SERVERS, 'api-consumer', 'api-publisher', 'api-developer')
  const to = from && dice.pick(design.topology.components.filter(({ kind }) => legalBetween(from.kind, kind).size > 0))
  return from && to && from !== to ? joined(design, from.id, to.id) : design
}

const lineToFront: Change = (design, dice) => {
  const from = some(design, dice, ...SERVERS, ...FRONTS, 'api-consumer', 'api-publisher')
  const to = some(design, dice, ...FRONTS)
  return from && to && from !== to ? joined(design, from.id, to.id) : design
}

const lineFromFront: Change = (design, dice) => {
  const from = some(design, dice, ...FRONTS)
  const to = some(design, dice, ...SERVERS)
  return from && to ? joined(design, from.id, to.id) : design
}

const twice: Change = (design, dice) => {
  const item = some(design, dice, ...SERVERS, 'load-balancer')
  return item ? change(design, item.id, { replicas: 2 + Math.floor(dice.roll() * 2) }) : design
}

const oneMore: Change = (design, dice) => {
  const item = some(design, dice, ...SERVERS, 'load-balancer', 'database')
  return item ? twin(design, item.id, freeId(design, item.id)) : design
}

const otherBalancer: Change = (design, dice) => {
  const item = some(design, dice, 'load-balancer', 'floating-address', 'global-load-balancer', 'dns')
  if (!item) return design
  const facts = dice.pick([
    { software: 'haproxy' },
    { software: 'nginx' },
    { layer: 4 },
    { layer: 4, software: 'haproxy' },
    { managed: true },
    { managed: false },
    { sticky: false },
    { healthCheck: 'tcp' },
    { streamingListeners: false },
    { hostname: `${item.id}.acme.com` },
    { gatewayHostname: 'api.acme.com' },
    { controlPlaneHostname: 'manage.acme.com' },
    { keyManagerHostname: 'keys.acme.com' },
    { gatewayHostname: undefined },
    { controlPlaneHostname: undefined },
    { hostname: 'one.acme.com', gatewayHostname: undefined, controlPlaneHostname: undefined },
  ])
  return facts ? told(design, item.id, facts) : design
}

const otherServer: Change = (design, dice) => {
  const item = some(design, dice, ...SERVERS)
  const facts = dice.pick([
    { portOffset: 1 },
    { portOffset: 10 },
    { brokerTls: true },
    { streaming: false },
    { gatewayLabels: ['Internal'] },
    { hostname: 'node.acme.com' },
  ])
  return item && facts ? say(design, item.id, facts) : design
}

const allOverTls: Change = (design) =>
  design.topology.components
    .filter(({ kind }) => SERVERS.includes(kind) && kind !== 'universal-gateway')
    .reduce((told, { id }) => say(told, id, { brokerTls: true }), design)

const onAMachine: Change = (design, dice) => {
  const item = some(design, dice, ...SERVERS, 'load-balancer', 'floating-address')
  if (!item) return design
  const id = freeId(design, 'vm')
  const { places } = design.topology
  const parent = places.find((place) => place.id === item.place && ['zone', 'datacenter'].includes(place.kind))
  const address = `10.0.0.${10 + places.length}`
  const properties = dice.chance(0.7) ? { address } : {}
  const made = put(design, [], [{ id, kind: 'host', ...(parent && { parent: parent.id }), properties }])
  const mate = some(design, dice, ...SERVERS)
  const moved = move(made, id, item.id)
  return mate && mate !== item && dice.chance(0.3) ? move(say(moved, mate.id, { portOffset: 2 }), id, mate.id) : moved
}

const otherDatabase: Change = (design, dice) => {
  const database = some(design, dice, 'database')
  if (!database) return design
  const dbms = dice.pick(DBMS_IDS.filter((id) => id !== 'h2')) ?? 'mysql'
  const mode = dice.pick(['single', 'manual', 'auto', 'quorum', 'multiwriter']) ?? 'single'
  const nodes = Array.from({ length: 1 + Math.floor(dice.roll() * 3) }, (_, at) => `${database.id}n${at}`)
  const made = put(
    design,
    nodes
      .filter((id) => !design.topology.components.some((item) => item.id === id))
      .map((id) => ({ id, kind: 'database-node', properties: { database: database.id } })),
  )
  const facts = dice.pick([{ dbms }, { dbms, mode, managed: false }, { dbms, mode, managed: false, members: nodes }])
  const said = say(dice.chance(0.5) ? made : design, database.id, facts ?? {})
  return dice.chance(0.4) ? forget(said, database.id, 'hostname') : said
}

const databaseProxy: Change = (design, dice) => {
  const line = dice.pick(design.topology.connections.filter(({ to }) => kindOf(design, to) === 'database'))
  if (!line) return design
  const id = freeId(design, 'proxy')
  return link(
    link(
      put(
        unlink(design, (item) => item === line),
        [{ id, kind: 'database-proxy' }],
      ),
      line.from,
      id,
    ),
    id,
    line.to,
  )
}

const between: Change = (design, dice) => {
  const line = dice.pick(
    design.topology.connections.filter(({ from, to }) =>
      [from, to].every((id) => SERVERS.concat(FRONTS).includes(kindOf(design, id))),
    ),
  )
  if (!line) return design
  const kind = dice.pick(['floating-address', 'load-balancer', 'firewall'] as const) ?? 'firewall'
  const id = freeId(design, kind === 'firewall' ? 'fw' : 'mid')
  return link(
    link(
      put(
        unlink(design, (item) => item === line),
        [{ id, kind }],
      ),
      line.from,
      id,
    ),
    id,
    line.to,
  )
}

const before: Change = (design, dice) => {
  const fronted = some(design, dice, 'load-balancer', 'floating-address')
  const caller = some(design, dice, 'api-consumer', 'api-publisher', 'universal-gateway')
  if (!fronted || !caller) return design
  const kind =
    dice.pick(['dns', 'global-load-balancer', 'floating-address', 'cdn', 'web-application-firewall'] as const) ?? 'dns'
  const id = freeId(design, 'front')
  return link(link(put(design, [{ id, kind }]), caller.id, id), id, fronted.id)
}

const beside: Change = (design, dice) => {
  const kind = dice.pick([
    'user-store',
    'redis',
    'analytics',
    'observability',
    'external-key-manager',
    'identity-server',
  ] as const)
  if (!kind) return design
  const id = freeId(design, kind.slice(0, 3))
  const facts: Readonly<Partial<Record<KindId, Component['properties']>>> = {
    'user-store': { type: dice.pick(['ldap', 'active-directory', 'jdbc']) ?? 'ldap' },
    analytics: { product: dice.pick(['elk', 'moesif', 'choreo']) ?? 'elk' },
    observability: { product: dice.pick(['otel', 'jaeger', 'prometheus']) ?? 'otel' },
    'identity-server': { vendor: dice.pick(['WSO2 Identity Server 5.11', 'WSO2 Identity Server 7.1']) ?? '' },
  }
  const properties = facts[kind]
  const made = put(design, [{ id, kind, ...(properties && { properties }) }])
  return design.topology.components
    .filter((item) => legalBetween(item.kind, kind).size > 0 && dice.chance(0.8))
    .reduce((drawn, item) => joined(drawn, item.id, id), made)
}

const otherSetting: Change = (design, dice) =>
  settings(
    design,
    dice.pick([
      { distributedThrottling: true },
      { tokens: 'opaque' as const },
      { dbms: 'postgresql' as const },
      { domain: 'acme.com' },
    ]) ?? {},
  )

/** No line from servers of one kind to what is of another. */
const withoutLines: Change = (design, dice) => {
  const gone = dice.pick(design.topology.connections)
  if (!gone) return design
  const [from, to] = [kindOf(design, gone.from), kindOf(design, gone.to)]
  return unlink(design, (line) => kindOf(design, line.from) === from && kindOf(design, line.to) === to)
}

/** All servers that may be connected to something new are. */
const besideAll: Change = (design, dice) => {
  const made = beside(design, dice)
  const added = made.topology.components.find(({ id }) => !design.topology.components.some((item) => item.id === id))
  if (!added) return design
  return design.topology.components
    .filter((item) => legalBetween(item.kind, added.kind).size > 0)
    .reduce((drawn, item) => joined(drawn, item.id, added.id), made)
}

const otherWayIn: Change = (design, dice) =>
  settings(design, { exposure: dice.pick(['gateway-api', 'ingress', 'route'] as const) ?? 'ingress' })

const namesOfOthers: Change = (design) =>
  design.topology.components
    .filter(({ kind }) => kind === 'load-balancer' || kind === 'floating-address')
    .reduce((drawn, { id }) => told(drawn, id, { gatewayHostname: 'api.acme.com' }), design)

const CHANGES: Readonly<Record<Target, readonly Change[]>> = {
  vm: [
    withoutLine,
    withoutComponent,
    straightLine,
    straightLine,
    lineToFront,
    lineFromFront,
    twice,
    oneMore,
    otherBalancer,
    otherBalancer,
    otherServer,
    allOverTls,
    onAMachine,
    onAMachine,
    otherDatabase,
    databaseProxy,
    between,
    before,
    beside,
    otherSetting,
  ],
  kubernetes: [
    withoutLines,
    withoutLines,
    withoutComponent,
    twice,
    oneMore,
    oneMore,
    otherDatabase,
    besideAll,
    besideAll,
    otherWayIn,
    namesOfOthers,
    otherSetting,
  ],
}

function kindOf(design: Design, id: Id): KindId {
  return design.topology.components.find((item) => item.id === id)?.kind ?? 'backend'
}

/** With other facts; `undefined` forgets one. */
function told(design: Design, id: Id, facts: Readonly<Record<string, JsonValue | undefined>>): Design {
  return Object.entries(facts).reduce(
    (drawn, [key, value]) => (value === undefined ? forget(drawn, id, key) : say(drawn, id, { [key]: value })),
    design,
  )
}

/** Two lines between the same two are one. */
function joined(design: Design, from: Id, to: Id): Design {
  const known = design.topology.connections.some((line) => line.from === from && line.to === to)
  return known ? design : link(design, from, to)
}

function freeId(design: Design, base: Id): Id {
  const { components, places } = design.topology
  const taken = new Set([...components, ...places].map(({ id }) => id))
  for (let number = 7; ; number++) if (!taken.has(`${base}${number}`)) return `${base}${number}`
}
