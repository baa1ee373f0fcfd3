import { once } from '../../base/memo'
import { flagOf } from '../../kinds/properties'
import type { Deployment, Instance } from '../../wiring/deployment'

/** Servers that are known to serve WebSocket or WebSub APIs: they say so, or a webhook subscriber is connected. */
export const streamingServers = once((deployment: Deployment): ReadonlySet<Instance> => {
  return new Set(
    deployment.servers
      .filter(({ instance, servesApis }) => servesApis && (says(instance) || servesWebhooks(deployment, instance)))
      .map((server) => server.instance),
  )
})

function says(instance: Instance): boolean {
  return flagOf(instance.component, 'streaming') === true
}

/** Gateways that call webhook subscribers back listen to one of these brokers. */
export function carriesWebhooks(deployment: Deployment, brokers: readonly Instance[]): boolean {
  return deployment.servers.some(
    (server) =>
      servesWebhooks(deployment, server.instance) && server.brokers.some((broker) => brokers.includes(broker)),
  )
}

function servesWebhooks(deployment: Deployment, instance: Instance): boolean {
  return (deployment.outgoing.get(instance.id) ?? []).some((link) => link.purposes.has('webhook-callback'))
}
