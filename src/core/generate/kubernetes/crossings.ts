import { KINDS } from '../../kinds'
import { numberOf, textOf } from '../../kinds/properties'
import { hasRole } from '../../kinds/roles'
import { leadsTo } from '../../links/passage'
import type { Id, PurposeId } from '../../model/design'
import type { Address, Instance } from '../../wiring/deployment'
import { graphOf } from '../../wiring/graph'
import { hopsFrom } from '../../wiring/hops'
import { TRACERS } from '../../wiring/outside'
import { outsideIssuers } from '../../wiring/outside-issuers'
import { relaysAt } from '../../wiring/relays'
import { portOf } from '../../wiring/servers'
import { componentOf } from '../shared/urls'
import { type Cluster, type KubernetesPlan, type Release, releaseServing } from './plan'
import {
  dial,
  firstOf,
  instanceHosts,
  keyManagerOf,
  separateKeyManager,
  throttlersOf,
  throttlingService,
  unionOf,
} from './references'
import { BINARY_PORT, BINARY_TLS_PORT, BROKER_PORT, hasInstanceServices, SERVLET_PORT } from './services'
import { externalDatabases } from './values/common-values'
import { throttleStoreOf } from './values/throttle-store-values'

/** An address that the pods of a release dial, by the name that its values give. */
export interface Reach {
  readonly from: Release
  readonly host: string
  /** Absent = not in the drawing: a backend's port is in each API. */
  readonly port?: number
  readonly use: string
  readonly subjects: readonly Id[]
  /** The release behind it, and the instance when it is one; absent = outside the clusters. */
  readonly to?: Release
  readonly ordinal?: number
  /** Port of the pods behind it, where it is another one. */
  readonly podPort?: number
}

/** A connection from one cluster into another: the charts open no such way, so the bundle does. */
export interface Crossing extends Reach {
  readonly to: Release
  readonly port: number
}

/** Everything that the servers of a release dial, each address once. */
export function reachOf(plan: KubernetesPlan, from: Release): readonly Reach[] {
  const found = new Map<string, Reach>()
  for (const reach of [...serverReach(plan, from), ...outsideReach(plan, from)]) {
    const key = `${reach.host} ${reach.port ?? ''}`
    const known = found.get(key)
    found.set(
      key,
      known && known.use !== reach.use ? { ...known, use: `${known.use}; ${reach.use}` } : (known ?? reach),
    )
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reach]) => reach)
}

export function crossingsOf(plan: KubernetesPlan): readonly Crossing[] {
  return plan.releases.flatMap((release) =>
    reachOf(plan, release).flatMap(({ to, port, ...reach }) =>
      to && port !== undefined && to.cluster !== release.cluster ? [{ ...reach, to, port }] : [],
    ),
  )
}

export function crossingsInto(crossings: readonly Crossing[], cluster: Cluster): readonly Crossing[] {
  return crossings.filter(({ to }) => to.cluster === cluster.name)
}

function serverReach(plan: KubernetesPlan, from: Release): Reach[] {
  const { kind } = from
  const subscribes = !hasRole(kind, 'control-plane')
  const control = firstOf(from, (server) => server.control)
  const keys = subscribes ? keyManagerOf(plan, from) : separateKeyManager(plan, from)
  return [
    ...(subscribes ? service(plan, from, control, 'loads APIs, applications and policies') : []),
    ...(kind === 'key-manager' ? [] : service(plan, from, keys, 'asks the key manager')),
    ...(subscribes
      ? instances(
          plan,
          from,
          unionOf(from, (server) => server.brokers),
          [BROKER_PORT],
          'listens for changes',
        )
      : []),
    ...(kind === 'universal-gateway' ? throttlingReach(plan, from) : []),
    ...environmentReach(plan, from),
    ...instances(
      plan,
      from,
      unionOf(from, (server) => server.crossRegion),
      [BROKER_PORT],
      'publishes events to the other region',
    ),
  ]
}

/** Servers that count requests, and the service of theirs that the chart names; in another cluster it has one of them. */
function throttlingReach(plan: KubernetesPlan, from: Release): Reach[] {
  const use = 'counts requests'
  const found = throttlingService(plan, from)
  return [
    ...instances(plan, from, throttlersOf(from), [BROKER_PORT, BINARY_PORT, BINARY_TLS_PORT], use),
    ...(found?.target
      ? [
          {
            from,
            host: found.host,
            port: found.port,
            use,
            subjects: [...from.subjects, ...found.target.subjects],
            to: found.target,
            ...(found.remote && { ordinal: found.ordinal }),
          },
        ]
      : []),
  ]
}

/** Gateways of its own cluster: those of others are no service that the charts write into the environment. */
function environmentReach(plan: KubernetesPlan, from: Release): Reach[] {
  const environments = firstOf(from, (server) => (server.environments.length > 0 ? server.environments : undefined))
  return (environments ?? []).flatMap((environment) => {
    const serving = releaseServing(plan, environment, from.cluster)
    if (!serving || serving === from || serving.cluster !== from.cluster) return []
    const targets = serving.servers.map(({ instance }) => instance.id)
    return service(plan, from, { ...environment.service, targets }, `manages gateways of ${environment.name}`)
  })
}

function service(plan: KubernetesPlan, from: Release, address: Address | undefined, use: string): Reach[] {
  if (address === undefined) return []
  // Charts of Traffic Managers and Key Managers dial 9443, whatever port the drawing has.
  const fixed = from.kind === 'traffic-manager' || from.kind === 'key-manager'
  const { host, port, target, remote } = dial(plan, from, address)
  // A name leads to one way in: where the drawing dials a server itself, to that of its broker.
  const seat = remote ? plan.seats.get(address.via) : undefined
  return [
    {
      from,
      host,
      port: fixed ? SERVLET_PORT : port,
      use,
      subjects: [...from.subjects, ...(target?.subjects ?? []), ...address.connections],
      podPort: SERVLET_PORT,
      ...(target && { to: target }),
      ...(seat && hasInstanceServices(seat.release.kind) && { ordinal: seat.ordinal }),
    },
  ]
}

function instances(
  plan: KubernetesPlan,
  from: Release,
  drawn: readonly Instance[],
  ports: readonly number[],
  use: string,
): Reach[] {
  const { hosts, seats } = instanceHosts(plan, from, drawn)
  return seats.flatMap(({ release, ordinal }, at) =>
    ports.map((port) => ({
      from,
      host: hosts[at] ?? '',
      port,
      use,
      subjects: [...from.subjects, ...release.subjects],
      to: release,
      ordinal,
    })),
  )
}

function outsideReach(plan: KubernetesPlan, from: Release): Reach[] {
  const databases = externalDatabases(plan, from).flatMap((target) =>
    target.addresses.map((address) => ({
      from,
      ...address,
      use: 'opens its databases',
      subjects: [...from.subjects, target.database.component.id, ...target.connections],
    })),
  )
  const store = throttleStoreOf(plan, from)
  return [
    ...databases,
    ...(store
      ? [
          {
            from,
            host: store.addresses[0].host,
            port: store.addresses[0].port,
            use: 'shares counters',
            subjects: [...from.subjects, store.service.component.id, ...store.addresses[0].connections],
          },
        ]
      : []),
    ...userStoreReach(from),
    ...from.servers.flatMap((server) =>
      outsideIssuers(plan.deployment, server).map(({ host, port, targets, connections }) => ({
        from,
        host,
        port,
        use: 'asks another key manager',
        subjects: [...from.subjects, ...targets.map(componentOf), ...connections],
      })),
    ),
    ...linked(plan, from),
  ]
}

function userStoreReach(from: Release): Reach[] {
  const store = firstOf(from, (server) => server.userStore)
  return (store?.addresses ?? []).map(({ host, port, connections }) => ({
    from,
    host,
    port,
    use: 'looks up users',
    subjects: [...from.subjects, ...(store ? [store.service.component.id] : []), ...connections],
  }))
}

/** What else is drawn outside the servers. Each API has ports of its own; nodes keep the time of pods. */
const LINKED: Partial<Record<PurposeId, { readonly use: string; readonly anyPort?: true }>> = {
  backend: { use: 'forwards API calls', anyPort: true },
  analytics: { use: 'reports analytics' },
  observability: { use: 'sends traces and metrics' },
  federation: { use: "administers another vendor's gateway" },
  'webhook-callback': { use: 'delivers to webhook subscribers', anyPort: true },
  'source-control': { use: 'keeps configuration as code' },
  'file-system': { use: 'shares files' },
  secrets: { use: 'reads secrets' },
}

/** The port that a drawn element says, else the one that the values name, else that of its kind. */
function outsidePort(target: Instance, anyPort = false): number | undefined {
  const said = numberOf(target.component, 'port')
  if (said !== undefined || anyPort) return said
  return TRACERS[textOf(target.component, 'product') ?? '']?.port ?? portOf(target, 'service') ?? undefined
}

/** What the drawing connects a release to outside its servers, by the address that leads to it. */
function linked(plan: KubernetesPlan, from: Release): Reach[] {
  const graph = graphOf(plan.deployment)
  const purposes = (Object.keys(LINKED) as PurposeId[]).sort()
  return from.servers.flatMap(({ instance }) =>
    purposes.flatMap((purpose) =>
      hopsFrom(graph, instance.id, purpose).flatMap((hop): Reach[] => {
        const { to, connections } = hop
        const linked = LINKED[purpose]
        if (!linked || plan.seats.has(to.id)) return []
        const reach = {
          from,
          use: linked.use,
          subjects: [...from.subjects, to.component.id, ...connections],
        }
        if (KINDS[to.kind].transit) {
          const relays = relaysAt(plan.deployment.relays, to.id).filter(({ service }) => leadsTo(service, purpose))
          return relays.map(({ host, port }) => ({ ...reach, host, port }))
        }
        const port = outsidePort(to, linked.anyPort)
        return [{ ...reach, host: to.hostname, ...(port !== undefined && { port }) }]
      }),
    ),
  )
}
