import { flagOf } from '../kinds/properties'
import type { Deployment, Entry, Environment, Instance } from './deployment'

/** Whether WebSocket or WebSub APIs may be on a gateway: always, unless the drawing says that none are. */
export function streams({ component }: Instance): boolean {
  return flagOf(component, 'streaming') !== false
}

/**
 * Whether an entry listens for WebSocket and WebSub: it is not drawn without, and a gateway that streams is behind it.
 * `onWay` are the entries that led here: one that leads back to them brings nothing new.
 */
export function passesStreaming(deployment: Deployment, entry: Entry, onWay: ReadonlySet<Entry> = new Set()): boolean {
  const here = new Set([...onWay, entry])
  return (
    !onWay.has(entry) &&
    entry.role === 'gateway' &&
    flagOf(entry.transit.component, 'streamingListeners') !== false &&
    entry.next.some((instance) => takesStreaming(deployment, entry, instance, here))
  )
}

/** Whether WebSocket and WebSub are forwarded to what an entry forwards calls to. */
export function takesStreaming(
  deployment: Deployment,
  { role }: Entry,
  next: Instance,
  onWay: ReadonlySet<Entry> = new Set(),
): boolean {
  if (deployment.server.has(next.id)) return streams(next)
  const further = deployment.entries.find((entry) => entry.transit.id === next.id && entry.role === role)
  return further === undefined || passesStreaming(deployment, further, onWay)
}

/** Whether API users are told of WebSocket and WebSub addresses of an environment. */
export function publishesStreaming(deployment: Deployment, environment: Environment): boolean {
  const entries = deployment.entries.filter(
    ({ role, host, targets }) =>
      role === 'gateway' &&
      host === environment.websocket.host &&
      targets.some((target) => environment.gateways.includes(target)),
  )
  return (
    environment.gateways.some(streams) &&
    (entries.length === 0 || entries.some((entry) => passesStreaming(deployment, entry)))
  )
}
