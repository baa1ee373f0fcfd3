import { RELAYED, type ServiceId } from '../../../links/passage'
import type { Design, Id, KindId, Properties } from '../../../model/design'
import { purposesToChoose } from '../../../wiring/judge'
import { resolve } from '../../../wiring/resolve'
import { connect, design, type Sample, SERVERS, single } from './deployments'

/** What each service that may stand behind a load balancer is called from. */
const CALLERS: Readonly<Record<ServiceId, readonly Id[]>> = {
  redis: ['gw1', 'gw2', 'tm1'],
  'user-store': ['acp1', 'acp2', 'km1'],
  database: ['acp1', 'acp2', 'km1'],
  backend: ['gw1', 'gw2'],
  analytics: ['gw1', 'gw2'],
  observability: ['gw1', 'gw2'],
  'key-manager': ['acp1', 'acp2'],
  'other-gateway': ['acp1', 'acp2'],
  'source-control': ['acp1', 'acp2'],
  images: ['gw1', 'gw2'],
  secrets: ['gw1', 'gw2'],
}

export const SERVICE_IDS = Object.keys(CALLERS) as ServiceId[]

/** Kinds that a load balancer leads to for a service; a database is led to by its servers. */
export function kindsBehind(id: ServiceId): readonly KindId[] {
  const kinds = RELAYED.find((service) => service.id === id)?.kinds ?? []
  return kinds.filter((kind) => kind !== 'database')
}

const FACTS: Partial<Record<KindId, Properties>> = {
  'database-node': { database: 'db' },
  'user-store': { type: 'ldap' },
  observability: { product: 'zipkin' },
  analytics: { product: 'choreo' },
}

/** Two of every kind of the services behind one load balancer: that of `single`, or one that has nothing else behind it. */
export function beforeServices(properties: Properties, ids: readonly ServiceId[], beside: boolean): Design {
  const whole = beside ? single(properties as Record<string, string>) : design({ components: SERVERS, connections: [] })
  const lb = beside ? 'lb1' : 'lbs'
  const behind = ids.flatMap((id) => kindsBehind(id).map((kind) => ({ id, kind })))
  return {
    ...whole,
    topology: {
      ...whole.topology,
      components: [
        ...whole.topology.components,
        ...(beside ? [] : [{ id: lb, kind: 'load-balancer' as const, properties }]),
        ...(ids.includes('database') ? [{ id: 'db', kind: 'database' as const, properties: { mode: 'auto' } }] : []),
        ...behind.flatMap(({ kind }) =>
          [1, 2].map((number) => ({ id: `${kind}-${number}`, kind, properties: FACTS[kind] ?? {} })),
        ),
      ],
      connections: [
        ...whole.topology.connections,
        ...behind.flatMap(({ id, kind }) => {
          const service = RELAYED.find((known) => known.id === id)
          const purposes = purposesToChoose('load-balancer', kind).filter((one) => service?.purposes.includes(one))
          return connect([lb], [`${kind}-1`, `${kind}-2`], purposes)
        }),
        ...ids.flatMap((id) => {
          const purposes = RELAYED.find((service) => service.id === id)?.purposes.slice(0, 1)
          return connect(CALLERS[id], [lb], purposes).map((line) => ({ ...line, id: `${line.id}-${id}` }))
        }),
      ],
    },
  }
}

/** Load balancers that pass connections on to every service, with all of API Manager behind them too or not. */
export function serviceSamples(): Sample[] {
  const balancers: readonly Properties[] = [
    {},
    { software: 'haproxy' },
    { layer: 4 },
    { software: 'haproxy', layer: 4 },
    { software: 'haproxy', healthCheck: 'tcp' },
  ]
  return balancers.flatMap((properties) =>
    [true, false].map((beside) => ({
      name: `services behind ${JSON.stringify(properties)}${beside ? ', beside servers' : ''}`,
      version: '4.7.0',
      deployment: resolve(beforeServices(properties, SERVICE_IDS, beside)),
    })),
  )
}
