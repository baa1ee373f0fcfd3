import { standardPort } from '../kinds/ports'
import { numberOf } from '../kinds/properties'
import type { Deployment, Entry } from './deployment'
import { ENTRY_PORTS } from './entries'
import { passesStreaming } from './streaming'

export type ListenerUse = 'https' | 'http' | 'websocket' | 'websocket-secure' | 'websub' | 'websub-secure'

const STREAMING = {
  websocket: standardPort('websocket'),
  'websocket-secure': standardPort('websocket-secure'),
  websub: standardPort('websub-http'),
  'websub-secure': standardPort('websub-https'),
} as const satisfies Partial<Record<ListenerUse, number>>

const PLAIN_HTTP = 80

/** Whatever a load balancer may listen on for servers of API Manager. */
export const LISTENER_PORTS: readonly number[] = [PLAIN_HTTP, ...ENTRY_PORTS, ...Object.values(STREAMING)]

/** It passes connections on without looking into them. */
export function isLayer4({ transit }: Entry): boolean {
  return numberOf(transit.component, 'layer') === 4
}

/** Ports that an entry listens on, by use. On layer 4 nothing can redirect, so plain HTTP goes to the gateways' own port for it. */
export function listenersOf(deployment: Deployment, entry: Entry): ReadonlyMap<ListenerUse, number> {
  const uses = new Map<ListenerUse, number>([['https', entry.port]])
  if (entry.role !== 'gateway') return uses
  if (passesStreaming(deployment, entry)) {
    for (const [use, port] of Object.entries(STREAMING)) uses.set(use as keyof typeof STREAMING, port)
  }
  if (isLayer4(entry)) uses.set('http', PLAIN_HTTP)
  return uses
}

/** Whether plain HTTP on port 80 is sent to HTTPS. */
export function redirects(entry: Entry): boolean {
  return entry.port === 443 && !isLayer4(entry)
}

/** Ports that a load balancer or ingress opens on its machine for its entries, in rising order. */
export function portsOpened(deployment: Deployment, entries: readonly Entry[]): readonly number[] {
  const ports = entries.flatMap((entry) => [
    ...listenersOf(deployment, entry).values(),
    ...(redirects(entry) ? [PLAIN_HTTP] : []),
  ])
  return [...new Set(ports)].sort((a, b) => a - b)
}
