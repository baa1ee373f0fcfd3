import type { ApimVersion, Design } from '../../../../model/design'
import { connect, design } from '../deployments'

export interface Drawn {
  readonly make: () => Design
  /** Absent = all. */
  readonly versions?: readonly ApimVersion[]
  /** Rules that it breaks by what it is. */
  readonly breaks?: readonly number[]
}

type Topology = Design['topology']

/** Drawings that no pattern has, as people draw them whose deployments grew. */
export const DRAWN: Readonly<Record<string, Drawn>> = {
  'gateways for two environments': { make: environments },
  'gateway groups with entries of their own': { make: gatewayGroups },
  'key manager of another vendor beside the own ones': { make: otherKeyManagers },
  'Identity Server 6 as key manager': { make: () => identityServer('6.1') },
  'counters in Redis': { make: counters, versions: ['4.6.0', '4.7.0'] },
  'key managers that hear events at offsets': { make: eventfulKeyManagers },
  'all-in-ones beside gateways': { make: allInOnes },
  'several key managers': { make: () => keyManagers(3) },
  'traffic managers for each gateway group': { make: trafficManagers },
}

const PEOPLE: Topology['components'] = [
  { id: 'consumer', kind: 'api-consumer' },
  { id: 'developer', kind: 'api-developer' },
  { id: 'publisher', kind: 'api-publisher' },
  { id: 'be', kind: 'backend' },
]
const NAMES = { gatewayHostname: 'gw.acme.com', controlPlaneHostname: 'cp.acme.com', keyManagerHostname: 'km.acme.com' }
const DATABASE: Topology['components'][number] = {
  id: 'db',
  kind: 'database',
  properties: { mode: 'managed', managed: true, hostname: 'db.acme.com' },
}
const BALANCERS = ['lb1', 'lb2'] as const

/** A floating address and the two load balancers under it. */
function balancers(prefix: string, names: Readonly<Record<string, string>>): Topology['components'] {
  return [
    { id: `${prefix}vip`, kind: 'floating-address', properties: names },
    ...BALANCERS.map((id) => ({ id: `${prefix}${id}`, kind: 'load-balancer' as const, properties: names })),
  ]
}

const pair = (prefix: string) => [`${prefix}1`, `${prefix}2`]
const entry = (prefix: string) => BALANCERS.map((id) => `${prefix}${id}`)

/** Control planes and Traffic Managers in pairs, behind one entry; what dials them is given. */
function distributed(gateways: readonly string[]): Topology {
  const [control, managers] = [pair('acp'), pair('tm')]
  return {
    places: [],
    components: [
      ...PEOPLE,
      ...balancers('', NAMES),
      ...control.map((id) => ({ id, kind: 'api-control-plane' as const })),
      ...managers.map((id) => ({ id, kind: 'traffic-manager' as const })),
      DATABASE,
    ],
    connections: [
      ...connect(['consumer', 'developer', 'publisher', ...gateways, ...managers, ...control], ['vip']),
      ...connect(['vip'], entry('')),
      ...connect(entry(''), control),
      ...connect(gateways, managers),
      ...connect([...gateways, ...managers], control, ['events']),
      ...connect(managers, managers),
      ...connect(control, [...control, 'db']),
      ...connect(gateways, ['be']),
    ],
  }
}

/** A drawing of several parts, each with components and connections. */
function merged(...parts: readonly Pick<Topology, 'components' | 'connections'>[]): Design {
  return design({
    components: parts.flatMap(({ components }) => components),
    connections: parts.flatMap(({ connections }) => connections),
  })
}

function gatewaysOf(ids: readonly string[], labels: readonly string[], extra = {}): Topology['components'] {
  return ids.map((id) => ({ id, kind: 'universal-gateway', properties: { gatewayLabels: labels, ...extra } }))
}

/** Two gateways serve an environment of their own and a common one, two others the common one alone. */
function environments(): Design {
  const [inner, outer] = [pair('inner'), pair('outer')]
  return merged(distributed([...inner, ...outer]), {
    components: [...gatewaysOf(inner, ['Internal', 'Common']), ...gatewaysOf(outer, ['Common'])],
    connections: connect(entry(''), [...inner, ...outer]),
  })
}

/** Two environments, each with gateways and an entry of its own. */
function gatewayGroups(): Design {
  const [production, sandbox] = [pair('prod'), pair('sand')]
  return merged(distributed([...production, ...sandbox]), {
    components: [
      ...gatewaysOf(production, ['Production']),
      ...gatewaysOf(sandbox, ['Sandbox gateways'], { environments: 'sandbox' }),
      ...balancers('s-', { gatewayHostname: 'sandbox.acme.com' }),
    ],
    connections: [
      ...connect(entry(''), production),
      ...connect(['consumer', ...pair('acp')], ['s-vip']),
      ...connect(['s-vip'], entry('s-')),
      ...connect(entry('s-'), sandbox),
    ],
  })
}

/** Each group of gateways is counted by Traffic Managers of its own. */
function trafficManagers(): Design {
  const [east, west] = [pair('east'), pair('west')]
  const [own, other] = [pair('tm'), pair('wtm')]
  const base = distributed([...east, ...west])
  return merged(
    { ...base, connections: base.connections.filter(({ from, to }) => !(west.includes(from) && own.includes(to))) },
    {
      components: [
        ...gatewaysOf(east, ['East']),
        ...gatewaysOf(west, ['West']),
        ...other.map((id) => ({ id, kind: 'traffic-manager' as const })),
      ],
      connections: [
        ...connect(entry(''), [...east, ...west]),
        ...connect(west, other),
        ...connect(other, other),
        ...connect(other, ['vip']),
        ...connect(other, pair('acp'), ['events']),
      ],
    },
  )
}

function keyManagers(count: number, properties?: (index: number) => Readonly<Record<string, number>>): Design {
  const gateways = pair('gw')
  const managers = Array.from({ length: count }, (_, index) => `km${index + 1}`)
  return merged(distributed(gateways), {
    components: [
      ...gatewaysOf(gateways, ['Default']),
      ...managers.map((id, index) => ({
        id,
        kind: 'key-manager' as const,
        ...(properties && { properties: properties(index) }),
      })),
    ],
    connections: [
      ...connect(entry(''), [...gateways, ...managers]),
      ...connect(managers, ['vip', 'db']),
      ...connect(managers, pair('acp'), ['events']),
    ],
  })
}

function eventfulKeyManagers(): Design {
  return keyManagers(2, (index) => ({ portOffset: 11 * (index + 1) }))
}

function otherKeyManagers(): Design {
  const { topology, ...head } = keyManagers(2)
  return {
    ...head,
    topology: {
      ...topology,
      components: [
        ...topology.components,
        { id: 'okta', kind: 'external-key-manager', properties: { vendor: 'Okta', hostname: 'acme.okta.com' } },
      ],
      connections: [...topology.connections, ...connect([...pair('gw'), ...pair('acp')], ['okta'])],
    },
  }
}

function identityServer(version: string): Design {
  const gateways = pair('gw')
  return merged(distributed(gateways), {
    components: [
      ...gatewaysOf(gateways, ['Default']),
      {
        id: 'is',
        kind: 'identity-server',
        properties: { vendor: `WSO2 Identity Server ${version}`, hostname: 'is.acme.com' },
      },
    ],
    connections: [...connect(entry(''), gateways), ...connect([...gateways, ...pair('acp')], ['is'])],
  })
}

function counters(): Design {
  const gateways = pair('gw')
  const drawn = merged(distributed(gateways), {
    components: [
      ...gatewaysOf(gateways, ['Default']),
      { id: 'redis', kind: 'redis', properties: { hostname: 'redis.acme.com' } },
    ],
    connections: [...connect(entry(''), gateways), ...connect([...gateways, ...pair('tm')], ['redis'])],
  })
  return { ...drawn, settings: { ...drawn.settings, distributedThrottling: true } }
}

/** A pair of All-in-Ones that serves calls itself, and gateways that serve another environment. */
function allInOnes(): Design {
  const [all, gateways] = [pair('aio'), pair('gw')]
  return merged({
    components: [
      ...PEOPLE,
      ...balancers('', NAMES),
      ...all.map((id) => ({ id, kind: 'all-in-one' as const, properties: { gatewayLabels: ['Internal'] } })),
      ...gatewaysOf(gateways, ['External']),
      DATABASE,
    ],
    connections: [
      ...connect(['consumer', 'developer', 'publisher', ...gateways, ...all], ['vip']),
      ...connect(['vip'], entry('')),
      ...connect(entry(''), [...all, ...gateways]),
      ...connect(gateways, all, ['events', 'throttle-events', 'throttle-decisions']),
      ...connect(all, [...all, 'db']),
      ...connect([...gateways, ...all], ['be']),
    ],
  })
}
