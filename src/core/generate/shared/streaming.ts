import { flagOf } from '../../model/properties'
import type { Deployment, Entry, Environment, Instance } from '../../wiring/deployment'

/** Whether WebSocket or WebSub APIs may be on a gateway: always, unless the drawing says that none are. */
export function streams({ component }: Instance): boolean {
  return flagOf(component, 'streaming') !== false
}

/** Whether an entry listens for WebSocket and WebSub: it is not drawn without, and a gateway that streams is behind it. */
export function passesStreaming(deployment: Deployment, entry: Entry): boolean {
  return (
    entry.role === 'gateway' &&
    flagOf(entry.transit.component, 'streamingListeners') !== false &&
    entry.next.some((instance) => takesStreaming(deployment, entry, instance))
  )
}

/** Whether WebSocket and WebSub are forwarded to what an entry forwards calls to. */
export function takesStreaming(deployment: Deployment, { role }: Entry, next: Instance): boolean {
  if (deployment.server.has(next.id)) return streams(next)
  const further = deployment.entries.find((entry) => entry.transit.id === next.id && entry.role === role)
  return further === undefined || passesStreaming(deployment, further)
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
