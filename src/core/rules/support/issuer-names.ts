import type { Deployment, Instance } from '../../wiring/deployment'
import { graphOf } from '../../wiring/graph'

/** Names under which consumers and gateways reach servers that issue tokens, through load balancers. Sorted. */
export function issuerNames(issuers: readonly Instance[], deployment: Deployment): readonly string[] {
  return [...new Set([...asked(issuers, deployment), ...dialled(issuers, deployment)])].sort()
}

/** Names under which consumers ask for tokens. */
function asked(issuers: readonly Instance[], deployment: Deployment): readonly string[] {
  const graph = graphOf(deployment)
  const consumers = deployment.instances.filter((instance) => instance.kind === 'api-consumer')
  return consumers.flatMap((consumer) =>
    graph.out(consumer.id, 'token').flatMap((link) =>
      deployment.entries
        .filter((entry) => entry.transit.id === link.to && entry.targets.some((target) => issuers.includes(target)))
        .filter((entry) => entry.purposes.has('token'))
        .map((entry) => entry.host.toLowerCase()),
    ),
  )
}

/** Names under which gateways ask about tokens, where they go through a load balancer. */
function dialled(issuers: readonly Instance[], deployment: Deployment): readonly string[] {
  const ids = new Set(issuers.map((issuer) => issuer.id))
  return deployment.servers.flatMap(({ instance, keyManager }) =>
    instance.kind === 'universal-gateway' &&
    keyManager !== undefined &&
    !ids.has(keyManager.via) &&
    keyManager.targets.some((target) => ids.has(target))
      ? [keyManager.host.toLowerCase()]
      : [],
  )
}
