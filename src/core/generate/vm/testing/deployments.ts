import type { ApimVersion, DbmsId, Design } from '../../../model/design'
import { APIM_VERSIONS } from '../../../model/design'
import { PATTERNS } from '../../../patterns'
import type { Deployment } from '../../../wiring/deployment'
import { resolve } from '../../../wiring/resolve'

export interface Sample {
  readonly name: string
  readonly version: ApimVersion
  readonly deployment: Deployment
}

/** Every pattern on every version. */
export function patternSamples(): Sample[] {
  return PATTERNS.flatMap((pattern) =>
    APIM_VERSIONS.map((version) => ({
      name: `${pattern.id} ${version}`,
      version,
      deployment: resolve(pattern.template(version)),
    })),
  )
}

/** The same with every database of another system. */
export function patternSamplesOn(dbms: DbmsId): Sample[] {
  return PATTERNS.flatMap((pattern) =>
    APIM_VERSIONS.map((version) => {
      const { topology, ...template } = pattern.template(version)
      const components = topology.components.map((component) =>
        component.kind === 'database' ? { ...component, properties: { ...component.properties, dbms } } : component,
      )
      return {
        name: `${pattern.id} ${version} on ${dbms}`,
        version,
        deployment: resolve({ ...template, topology: { ...topology, components } }),
      }
    }),
  )
}

/** A design written out by hand: everything that is not given takes a plain value. */
export function design(
  topology: Partial<Design['topology']>,
  head: Partial<Pick<Design, 'apimVersion' | 'settings' | 'title' | 'name'>> = {},
): Design {
  return {
    schemaVersion: 1,
    name: 'acme',
    title: 'ACME',
    apimVersion: '4.7.0',
    settings: { domain: 'acme.internal' },
    topology: { places: [], components: [], connections: [], ...topology },
    layout: {},
    acknowledged: [],
    story: [],
    ...head,
  }
}

/** `connect(['a', 'b'], ['c'])`: a connection from each to each. */
export function connect(
  from: readonly string[],
  to: readonly string[],
  purposes?: Design['topology']['connections'][number]['purposes'],
): Design['topology']['connections'][number][] {
  return from.flatMap((source) =>
    to
      .filter((target) => target !== source)
      .map((target) => ({ id: `${source}-${target}`, from: source, to: target, ...(purposes && { purposes }) })),
  )
}

/** Load balancers of every sort: HAProxy, layer 4, managed, in a chain, for people outside only. */
export function balancerSamples(): Sample[] {
  return Object.entries(BALANCER_DESIGNS).map(([name, make]) => ({
    name,
    version: '4.7.0',
    deployment: resolve(make()),
  }))
}

export const SERVERS: Design['topology']['components'] = [
  { id: 'gw1', kind: 'universal-gateway' },
  { id: 'gw2', kind: 'universal-gateway', properties: { portOffset: 1 } },
  { id: 'acp1', kind: 'api-control-plane' },
  { id: 'acp2', kind: 'api-control-plane' },
  { id: 'tm1', kind: 'traffic-manager' },
  { id: 'km1', kind: 'key-manager' },
  { id: 'consumer', kind: 'api-consumer' },
  { id: 'developer', kind: 'api-developer' },
]

const NAMES = { gatewayHostname: 'gw.acme.com', controlPlaneHostname: 'cp.acme.com', keyManagerHostname: 'km.acme.com' }

/** One load balancer in front of everything. */
export function single(properties: Readonly<Record<string, string | number | boolean>>): Design {
  return design({
    components: [...SERVERS, { id: 'lb1', kind: 'load-balancer', properties: { ...NAMES, ...properties } }],
    connections: [
      ...connect(['consumer', 'developer', 'gw1', 'gw2', 'tm1', 'km1', 'acp1', 'acp2'], ['lb1']),
      ...connect(['lb1'], ['gw1', 'gw2', 'acp1', 'acp2', 'km1']),
      ...connect(['gw1', 'gw2'], ['tm1']),
      ...connect(['gw1', 'gw2', 'tm1', 'km1'], ['acp1', 'acp2'], ['events']),
      ...connect(['acp1', 'acp2'], ['acp1', 'acp2']),
    ],
  })
}

/** One load balancer, behind which some gateways are drawn without WebSocket and WebSub APIs. */
export function withoutStreaming(ids: readonly string[]): Design {
  const whole = single({ software: 'haproxy' })
  return {
    ...whole,
    topology: {
      ...whole.topology,
      components: whole.topology.components.map((component) =>
        ids.includes(component.id)
          ? { ...component, properties: { ...component.properties, streaming: false } }
          : component,
      ),
    },
  }
}

const BALANCER_DESIGNS: Readonly<Record<string, () => Design>> = {
  haproxy: () => single({ software: 'haproxy', headerLimitKb: 64 }),
  'haproxy, TCP checks': () => single({ software: 'haproxy', healthCheck: 'tcp', sticky: false }),
  'haproxy on layer 4': () => single({ software: 'haproxy', layer: 4 }),
  'haproxy on layer 4, TCP checks': () => single({ software: 'haproxy', layer: 4, healthCheck: 'tcp' }),
  'nginx on layer 4': () => single({ layer: 4 }),
  'one name for all': () =>
    single({
      gatewayHostname: 'api.acme.com',
      controlPlaneHostname: 'api.acme.com',
      keyManagerHostname: 'api.acme.com',
    }),
  'a very long name': () =>
    single({ gatewayHostname: `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.acme.com`, layer: 4 }),
  managed: () => single({ managed: true }),
  'without streaming listeners': () => single({ streamingListeners: false, layer: 4 }),
  'one gateway of two streams': () => withoutStreaming(['gw1']),
  'no gateway streams': () => withoutStreaming(['gw1', 'gw2']),
  'public portals': () =>
    design({
      components: [
        ...SERVERS,
        {
          id: 'lb1',
          kind: 'load-balancer',
          properties: { gatewayHostname: 'gw.acme.com', controlPlaneHostname: 'portals.acme.com' },
        },
        {
          id: 'lb2',
          kind: 'load-balancer',
          properties: { software: 'haproxy', controlPlaneHostname: 'open.acme.com' },
        },
        { id: 'lb3', kind: 'load-balancer', properties: { hostname: 'inner.acme.com' } },
      ],
      connections: [
        ...connect(['consumer'], ['lb1']),
        ...connect(['developer'], ['lb1', 'lb2']),
        ...connect(['lb1', 'lb2'], ['acp1', 'acp2']),
        ...connect(['lb1'], ['gw1', 'gw2']),
        ...connect(['gw1', 'gw2', 'tm1'], ['lb3']),
        ...connect(['lb3'], ['acp1', 'acp2']),
        ...connect(['gw1', 'gw2'], ['tm1']),
        ...connect(['gw1', 'gw2', 'tm1'], ['acp1', 'acp2'], ['events']),
        ...connect(['acp1', 'acp2'], ['acp1', 'acp2']),
      ],
    }),
  'one behind the other': () =>
    design({
      components: [
        ...SERVERS,
        { id: 'outer', kind: 'load-balancer', properties: { hostname: 'api.acme.com' } },
        { id: 'wall', kind: 'firewall' },
        { id: 'inner', kind: 'ingress', properties: { hostname: 'inner.acme.com' } },
      ],
      connections: [
        ...connect(['consumer'], ['outer']),
        ...connect(['outer'], ['wall']),
        ...connect(['wall'], ['inner']),
        ...connect(['inner'], ['gw1', 'gw2']),
        ...connect(['gw1', 'gw2'], ['acp1', 'tm1']),
        ...connect(['tm1'], ['acp1']),
      ],
    }),
}
