import type { Id } from '../../model/design'
import type { Address, DatabaseTarget, Instance, Server } from '../../wiring/deployment'
import { nearFirst } from '../../wiring/near-first'
import type { KubernetesPlan, Release, ReleaseMember } from './plan'
import { hasInstanceServices, instanceService, SERVLET_PORT, sharedService } from './services'

/** How a release reaches the 9443 service of others. */
export interface Dial {
  readonly host: string
  readonly port: number
  readonly connections: readonly Id[]
  /** Absent = it is not part of this bundle, such as an identity server. */
  readonly target?: Release
  /** The target runs in another cluster and is reached by the name that the drawing gives. */
  readonly remote: boolean
}

/** The service behind an address: by its Kubernetes name inside the cluster, by the drawing's name from outside. */
export function dial(plan: KubernetesPlan, from: Release, address: Address): Dial {
  const seats = address.targets.flatMap((id) => plan.seats.get(id) ?? [])
  const target = (seats.find(({ release }) => release.cluster === from.cluster) ?? seats[0])?.release
  const { connections } = address
  if (!target) return { host: address.host, port: address.port, connections, remote: false }
  if (target.cluster !== from.cluster) {
    return { host: address.host, port: address.port, connections, target, remote: true }
  }
  return {
    host: qualified(sharedService(target), from, target),
    port: SERVLET_PORT,
    connections,
    target,
    remote: false,
  }
}

/** A broker or data receiver of one instance. Its ports are the standard ones: offsets are no use in a pod. */
export interface Instances {
  readonly hosts: readonly string[]
  readonly seats: readonly ReleaseMember[]
  readonly subjects: readonly Id[]
}

/** Addresses of single instances, for JMS and binary traffic: never a service that spreads over several. */
export function instanceHosts(plan: KubernetesPlan, from: Release, instances: readonly Instance[]): Instances {
  const reached = instances.flatMap((instance) => {
    const seat = plan.seats.get(instance.id)
    if (!seat || !hasInstanceServices(seat.release.kind)) return []
    const local = seat.release.cluster === from.cluster
    const service = qualified(instanceService(seat.release, seat.ordinal), from, seat.release)
    return [{ host: local ? service : instance.hostname.toLowerCase(), seat, id: instance.component.id }]
  })
  return {
    hosts: reached.map(({ host }) => host),
    seats: reached.map(({ seat }) => seat),
    subjects: [...new Set(reached.map(({ id }) => id))],
  }
}

/** A bare name inside the namespace, the full one across namespaces. */
function qualified(service: string, from: Release, target: Release): string {
  return from.namespace === target.namespace ? service : `${service}.${target.namespace}.svc.cluster.local`
}

/** What any of a release's servers is wired to: they stand for each other, so their lists are one. */
/** Those of the release's own datacenter first. */
export function unionOf(release: Release, pick: (server: Server) => readonly Instance[]): readonly Instance[] {
  const datacenter = release.servers[0]?.instance.datacenter
  return nearFirst({ datacenter }, new Set(release.servers.flatMap(pick)))
}

export function firstOf<T>(release: Release, pick: (server: Server) => T | undefined): T | undefined {
  for (const server of release.servers) {
    const found = pick(server)
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * A key manager of WSO2's own that is not the release itself. One of another vendor, or an identity server, is registered
 * in the Admin portal and appears in no file: for the servers, the control plane stays their key manager.
 */
export function separateKeyManager(plan: KubernetesPlan, release: Release): Address | undefined {
  return firstOf(release, ({ keyManager, residentKeyManager }) =>
    !residentKeyManager && keyManager?.targets.some((id) => plan.seats.has(id)) ? keyManager : undefined,
  )
}

/** The key manager that a release dials: its own connection, else that of the control plane that it loads from. */
export function keyManagerOf(plan: KubernetesPlan, release: Release): Address | undefined {
  const control = firstOf(release, (server) => server.control)
  const beyond = control?.targets.flatMap((id) => plan.seats.get(id)?.release ?? [])[0]
  return separateKeyManager(plan, release) ?? (beyond && separateKeyManager(plan, beyond)) ?? control
}

/** The service that the chart of gateways names beside the servers that count requests, one of the same cluster first. */
export function throttlingService(
  plan: KubernetesPlan,
  release: Release,
): (Dial & { readonly ordinal: number }) | undefined {
  const { hosts, seats } = instanceHosts(plan, release, throttlersOf(release))
  const at = Math.max(
    seats.findIndex((seat) => seat.release.cluster === release.cluster),
    0,
  )
  const [host, seat] = [hosts[at], seats[at]]
  if (host === undefined || !seat) return undefined
  const targets = seat.release.servers.map(({ instance }) => instance.id)
  const found = dial(plan, release, { host, port: SERVLET_PORT, via: '', targets, connections: [] })
  return { ...found, ordinal: seat.ordinal }
}

/** Servers that count the requests of a release and tell it what to refuse. */
export function throttlersOf(release: Release): readonly Instance[] {
  return unionOf(release, (server) => [...server.throttlers, ...server.deciders])
}

export function databaseOf(release: Release, schema: 'apim' | 'shared'): DatabaseTarget | undefined {
  return firstOf(release, (server) => server.databases[schema])
}
