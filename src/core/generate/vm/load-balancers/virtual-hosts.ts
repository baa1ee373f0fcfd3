import type { PortName } from '../../../kinds/kind'
import { standardPort } from '../../../kinds/ports'
import { numberOf } from '../../../kinds/properties'
import { SERVER_KINDS } from '../../../kinds/server-kinds'
import type { Id } from '../../../model/design'
import type { Deployment, Entry, EntryRole, Instance } from '../../../wiring/deployment'
import { standsBefore } from '../../../wiring/entries'
import { type ListenerUse, listenersOf, redirects } from '../../../wiring/listeners'
import { takesStreaming } from '../../../wiring/streaming'
import { type Balancer, portNumber } from '../../shared/plan'
import { dialledServices } from '../services'

/** What a load balancer answers for, worked out once for NGINX, HAProxy and the listener table of a managed one. */
export interface VirtualHost {
  readonly entry: Entry
  /** The name of the entry first, then the names in front of it. */
  readonly names: readonly string[]
  readonly listeners: readonly Listener[]
  /** A client stays on one server. Of several, only control planes keep a session that needs it. */
  readonly sticky: boolean
  /** Paths that are refused: administrators or other servers need them, people outside do not. */
  readonly closedPaths: readonly string[]
  /** Plain HTTP on port 80 is sent here; absent where another virtual host has the name on 443. */
  readonly redirect: boolean
  readonly subjects: readonly Id[]
}

export interface Listener {
  readonly use: ListenerUse
  readonly port: number
  readonly tls: boolean
  readonly targets: readonly Target[]
  readonly health: Health
}

export interface Target {
  readonly instance: Instance
  readonly host: string
  readonly port: number
  /** Port that answers the health path. */
  readonly healthPort: number
}

export interface Health {
  readonly path: string
  readonly tls: boolean
}

interface ListenerShape {
  readonly use: ListenerUse
  readonly target: PortName
  readonly tls: boolean
  readonly health: Health & { readonly port: PortName }
}

/** 200 only when every API is deployed. Source: docs-apim, basic health checks. */
const GATEWAY_READY = {
  path: '/api/am/gateway/v2/server-startup-healthcheck',
  tls: true,
  port: 'servlet-https',
} as const
const SERVER_UP = { path: '/services/Version', tls: true, port: 'servlet-https' } as const

const GATEWAY_LISTENERS: readonly ListenerShape[] = [
  { use: 'https', target: 'gateway-https', tls: true, health: GATEWAY_READY },
  {
    use: 'websocket',
    target: 'websocket',
    tls: false,
    health: { path: '/health', tls: false, port: 'websocket' },
  },
  {
    use: 'websocket-secure',
    target: 'websocket-secure',
    tls: true,
    health: { path: '/health', tls: true, port: 'websocket-secure' },
  },
  { use: 'websub', target: 'websub-http', tls: false, health: GATEWAY_READY },
  { use: 'websub-secure', target: 'websub-https', tls: true, health: GATEWAY_READY },
  { use: 'http', target: 'gateway-http', tls: false, health: GATEWAY_READY },
]

function shapesOf(role: EntryRole): readonly ListenerShape[] {
  if (role === 'gateway') return GATEWAY_LISTENERS
  const health = role === 'gateway-management' ? GATEWAY_READY : SERVER_UP
  return [{ use: 'https', target: 'servlet-https', tls: true, health }]
}

const ORDER: readonly EntryRole[] = ['gateway', 'gateway-management', 'control-plane', 'key-manager', 'traffic-manager']

export function virtualHosts(
  deployment: Deployment,
  { instance, entries }: Pick<Balancer, 'instance' | 'entries'>,
): VirtualHost[] {
  const ordered = [...entries].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role))
  return ordered.map((entry) => {
    const ports = listenersOf(deployment, entry)
    return {
      entry,
      names: [entry.host, ...entry.aliases],
      listeners: shapesOf(entry.role).flatMap((shape) => {
        const port = ports.get(shape.use)
        if (port === undefined) return []
        const { use, tls, health } = shape
        return [{ use, port, tls, targets: targetsOf(deployment, entry, shape), health }]
      }),
      sticky: entry.sticky && entry.role === 'control-plane' && entry.next.length > 1,
      closedPaths: closedPaths(deployment, entry),
      redirect: redirects(entry),
      subjects: [
        instance.component.id,
        ...new Set(entry.targets.map((target) => target.component.id)),
        ...entry.connections,
      ],
    }
  })
}

/** What it forwards to: servers by their own port, further load balancers by theirs. */
function targetsOf(deployment: Deployment, entry: Entry, shape: ListenerShape): Target[] {
  const streaming = shape.use.startsWith('web')
  return entry.next.flatMap((instance): Target[] => {
    if (streaming && !takesStreaming(deployment, entry, instance)) return []
    if (SERVER_KINDS.some((kind) => kind === instance.kind)) {
      const port = portNumber(instance, shape.target)
      return [{ instance, host: instance.hostname, port, healthPort: portNumber(instance, shape.health.port) }]
    }
    const next = deployment.entries.find((other) => other.transit.id === instance.id && other.role === entry.role)
    if (!next) {
      const port = numberOf(instance.component, 'port') ?? standardPort('servlet-https')
      return [{ instance, host: instance.hostname, port, healthPort: port }]
    }
    const port = listenersOf(deployment, next).get(shape.use) ?? next.port
    return [{ instance, host: isNameInFront(deployment, next) ? instance.hostname : next.host, port, healthPort: port }]
  })
}

/** A floating address or a DNS before it has the same name, which would lead back there. */
function isNameInFront(deployment: Deployment, entry: Entry): boolean {
  return deployment.entries.some(
    (front) => front !== entry && front.host === entry.host && standsBefore(deployment.entries, front, entry),
  )
}

/** The management console, which no server asks for. */
const CONSOLE = 'carbon'

/**
 * A public entry hides the management console and what servers call on each other, unless the servers themselves come
 * through it. Source: docs-apim, security guidelines for production deployment.
 */
function closedPaths(deployment: Deployment, entry: Entry): readonly string[] {
  const closable: readonly EntryRole[] = ['control-plane', 'key-manager']
  if (!entry.public || !closable.includes(entry.role)) return []
  return isDialledByServers(deployment, entry) ? [CONSOLE] : [CONSOLE, 'services', 'internal', 'keymanager-operations']
}

function isDialledByServers(deployment: Deployment, entry: Entry): boolean {
  return deployment.servers.some((server) =>
    dialledServices(deployment, server).some(({ address }) => {
      // Whatever has the address may be called by it, so all that have it let the same through.
      return deployment.entries.some(
        (other) =>
          address.via !== null &&
          other.host === address.host &&
          other.port === address.port &&
          (other === entry || standsBefore(deployment.entries, other, entry)),
      )
    }),
  )
}

/** Name of the certificate of a virtual host: one file for all of its names. */
export function certificateName(host: VirtualHost): string {
  return host.entry.host
}
