import { KINDS } from '../kinds'
import { hasRole, kindsWith } from '../kinds/roles'
import type { KindId, PurposeId } from '../model/design'
import { PURPOSES } from './purposes'

/**
 * Services other than API Manager's that may stand behind an element that passes connections, each with the purposes that
 * lead to it. Where such an element is a load balancer the bundle configures it to pass TCP connections on, and whoever
 * dials the service dials the load balancer's name. What is not here, no load balancer can stand before:
 * - brokers and binary ports: each server is dialled by its own name (LB-07);
 * - file systems: clients keep mounts and locks of one server, which another one does not know;
 * - webhook subscribers: the address is what the subscriber registered, so nobody dials another one;
 * - time: UDP, and servers ask several sources by themselves.
 */
export interface RelayedService {
  readonly id: ServiceId
  readonly purposes: readonly PurposeId[]
  readonly kinds: readonly KindId[]
  /** For the table of a load balancer. */
  readonly label: string
  /** Why one address for it works: who names it, and what the files say. */
  readonly reason: string
}

export type ServiceId =
  | 'redis'
  | 'user-store'
  | 'database'
  | 'backend'
  | 'analytics'
  | 'observability'
  | 'key-manager'
  | 'other-gateway'
  | 'source-control'
  | 'images'
  | 'secrets'

export const RELAYED: readonly RelayedService[] = [
  {
    id: 'redis',
    purposes: ['redis'],
    kinds: ['redis'],
    label: 'Redis',
    reason: 'redis_config and keyvalue_store hold one host; Sentinel is reached this way',
  },
  {
    id: 'user-store',
    purposes: ['user-store'],
    kinds: ['user-store'],
    label: 'Users',
    reason: 'connection_url, or the JDBC URL, names it; over LDAPS its name must be in the certificate',
  },
  {
    id: 'database',
    purposes: ['sql'],
    kinds: ['database', 'database-node'],
    label: 'SQL',
    reason: 'the JDBC URL names it; it tries one server after the other, since one takes the writes',
  },
  {
    id: 'backend',
    purposes: ['backend'],
    kinds: kindsWith('backend'),
    label: 'Backends',
    reason: 'the endpoint of an API names it, which is in no file of the bundle',
  },
  {
    id: 'analytics',
    purposes: ['analytics'],
    kinds: ['analytics'],
    label: 'Analytics',
    reason: 'its URL in the file names it; an agent ships the log to it for the Elastic stack',
  },
  {
    id: 'observability',
    purposes: ['observability'],
    kinds: ['observability'],
    label: 'Traces',
    reason: 'remote_tracer names it',
  },
  {
    id: 'key-manager',
    purposes: ['key-management', 'token'],
    kinds: ['external-key-manager'],
    label: 'Tokens of another issuer',
    reason: 'its addresses are entered in the Admin Portal',
  },
  {
    id: 'other-gateway',
    purposes: ['federation', 'api-traffic'],
    kinds: kindsWith('other-gateway'),
    label: 'Gateways of other kinds',
    reason: 'consumers are told it, and it is entered in the Admin Portal',
  },
  {
    id: 'source-control',
    purposes: ['source-control'],
    kinds: ['source-control'],
    label: 'Source control',
    reason: 'people and pipelines name it',
  },
  {
    id: 'images',
    purposes: ['images'],
    kinds: ['image-registry'],
    label: 'Images',
    reason: 'the name of an image begins with it',
  },
  {
    id: 'secrets',
    purposes: ['secrets'],
    kinds: ['secret-store'],
    label: 'Secrets',
    reason: 'whoever reads secrets names it',
  },
]

/** What goes to each server by its name. */
export const BROKER_PURPOSES: ReadonlySet<PurposeId> = new Set<PurposeId>([
  'events',
  'throttle-events',
  'throttle-decisions',
  'event-duplication',
  'event-publishing',
  'cross-datacenter-events',
])

/** Whether a purpose may run through a kind; through what is no passage for traffic at all, always. */
export function mayPass(purpose: PurposeId, kind: KindId): boolean {
  const { transit, passesConnections } = KINDS[kind]
  if (transit === undefined) return true
  const { passage } = PURPOSES[purpose]
  if (transit === 'sql') return passage === 'sql'
  if (passage === 'http' || hasRole(kind, 'packet-filter')) return true
  return passesConnections === true && (passage === 'tcp' || passage === 'sql')
}

const RELAYED_KINDS: ReadonlySet<KindId> = new Set(RELAYED.flatMap(({ kinds }) => kinds))

/**
 * Whether a kind can lead to another by itself. An ingress is made of the routes of API Manager's own releases; no bundle
 * writes one for another service.
 */
export function mayLeadTo(from: KindId, to: KindId): boolean {
  return from !== 'ingress' || !RELAYED_KINDS.has(to)
}

/** Whether a service is reached for a purpose. */
export function leadsTo(service: ServiceId, purpose: PurposeId): boolean {
  return RELAYED.some(({ id, purposes }) => id === service && purposes.includes(purpose))
}
