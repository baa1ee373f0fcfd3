import type { Id } from '../../model/design'
import type { Address, Instance } from '../../wiring/deployment'
import type { Cluster, Plan, Release } from './plan'
import { dial, firstOf, instanceHosts, keyManagerOf, unionOf } from './references'
import { BINARY_PORT, BINARY_TLS_PORT, BROKER_PORT, SERVLET_PORT } from './services'

/** A connection from one cluster into another: the charts open no such way, so the bundle does. */
export interface Crossing {
  readonly from: Release
  readonly to: Release
  /** One instance, counted from 1; absent = any pod of the release. */
  readonly ordinal?: number
  /** Name that the values dial; DNS of the calling cluster must know it. */
  readonly host: string
  readonly port: number
  readonly targetPort: number
  readonly use: string
  readonly subjects: readonly Id[]
}

/** Every connection between clusters, each once, in a steady order. */
export function crossingsOf(plan: Plan): readonly Crossing[] {
  const found = new Map<string, Crossing>()
  for (const release of plan.releases) {
    for (const crossing of crossingsFrom(plan, release)) {
      const { from, to, ordinal, host, port } = crossing
      found.set([to.cluster, to.name, ordinal ?? 0, port, host, from.cluster, from.name].join(' '), crossing)
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, crossing]) => crossing)
}

export function crossingsInto(crossings: readonly Crossing[], cluster: Cluster): readonly Crossing[] {
  return crossings.filter(({ to }) => to.cluster === cluster.name)
}

function crossingsFrom(plan: Plan, from: Release): Crossing[] {
  const { kind } = from
  // Charts of Traffic Managers and Key Managers dial 9443 whatever the drawing's port is.
  const fixed = kind === 'traffic-manager' || kind === 'key-manager'
  const service = (address: Address | undefined, use: string): Crossing[] => {
    if (address === undefined) return []
    const reached = dial(plan, from, address)
    if (!reached.remote || !reached.target) return []
    const port = fixed ? SERVLET_PORT : reached.port
    return [
      {
        from,
        to: reached.target,
        host: reached.host,
        port,
        targetPort: SERVLET_PORT,
        use,
        subjects: [...from.subjects, ...reached.target.subjects],
      },
    ]
  }
  const instances = (drawn: readonly Instance[], ports: readonly number[], use: string): Crossing[] => {
    const { hosts, seats } = instanceHosts(plan, from, drawn)
    return seats.flatMap(({ release, ordinal }, at) =>
      release.cluster === from.cluster
        ? []
        : ports.map((port) => ({
            from,
            to: release,
            ordinal,
            host: hosts[at] ?? '',
            port,
            targetPort: port,
            use,
            subjects: [...from.subjects, ...release.subjects],
          })),
    )
  }
  const control = firstOf(from, (server) => server.control)
  const throttlers = unionOf(from, (server) => [...server.throttlers, ...server.deciders])
  const brokers = unionOf(from, (server) => server.brokers)
  const subscribers = kind === 'universal-gateway' || fixed
  return [
    ...(subscribers ? service(control, 'loads APIs, applications and policies') : []),
    ...(kind === 'key-manager' ? [] : service(keyManagerOf(plan, from), 'asks the key manager')),
    ...(subscribers ? instances(brokers, [BROKER_PORT], 'listens for changes') : []),
    ...(kind === 'universal-gateway'
      ? instances(throttlers, [BROKER_PORT, BINARY_PORT, BINARY_TLS_PORT], 'reports and receives request counts')
      : []),
    ...instances(
      unionOf(from, (server) => server.crossRegion),
      [BROKER_PORT],
      'publishes events to the other region',
    ),
  ]
}
