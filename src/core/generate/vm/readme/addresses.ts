import { hasRole } from '../../../kinds/roles'
import type { Deployment } from '../../../wiring/deployment'
import { type Node, type Plan, portNumber } from '../../shared/plan'
import { tokensInPlace } from '../../shared/tokens-in-place'
import { authority } from '../../shared/urls'
import { ownName } from '../portals'

/** Addresses that people use: through what is in front of the servers, else the servers themselves. */
export interface PublicAddresses {
  /** `https://cp.example.com` */
  readonly portals: readonly string[]
  readonly token: readonly string[]
  readonly gateway: readonly string[]
}

export function publicAddresses(plan: Plan): PublicAddresses {
  const control = plan.nodes.filter((node) => hasRole(node.kind, 'control-plane'))
  const keyManagers = plan.nodes.filter((node) => node.kind === 'key-manager')
  const gateways = plan.nodes.filter((node) => node.server.servesApis)
  return {
    portals: addresses(plan, control),
    token: tokensInPlace(plan.deployment) ?? tokenAddresses(plan, keyManagers.length > 0 ? keyManagers : control),
    gateway: gatewayAddresses(plan.deployment, gateways),
  }
}

/** The name that each server has of itself: another one would not match what it stored at its first start. */
function addresses(plan: Plan, nodes: readonly Node[]): string[] {
  return distinct(
    nodes.map((node) => {
      const { host, port } = ownName(plan, node)
      return `https://${authority({ host, port: port ?? portNumber(node.instance, 'servlet-https') })}`
    }),
  )
}

/** Where people outside ask for tokens: the first element that they reach, else the servers. */
function tokenAddresses(plan: Plan, nodes: readonly Node[]): string[] {
  const outside = plan.deployment.entries.filter(
    (entry) =>
      entry.public &&
      entry.purposes.has('token') &&
      entry.aliases.length === 0 &&
      entry.targets.some((target) => nodes.some((node) => node.instance === target)),
  )
  return outside.length > 0 ? distinct(outside.map((entry) => `https://${authority(entry)}`)) : addresses(plan, nodes)
}

function gatewayAddresses(deployment: Deployment, nodes: readonly Node[]): string[] {
  const https = deployment.environments.map(
    ({ http }) => `https://${authority({ host: http.host, port: http.httpsPort })}`,
  )
  if (https.length > 0) return distinct(https)
  return distinct(nodes.map(({ instance }) => `https://${instance.hostname}:${portNumber(instance, 'gateway-https')}`))
}

function distinct(items: readonly string[]): string[] {
  return [...new Set(items)]
}

/** Path that answers 200 once a server does its work. Source: docs-apim, basic health checks. */
export function healthPath(node: Node): string {
  return node.kind === 'universal-gateway' || (node.kind === 'all-in-one' && node.server.servesApis)
    ? '/api/am/gateway/v2/server-startup-healthcheck'
    : '/services/Version'
}

export function healthUrl(node: Node, host: string): string {
  return `https://${host}:${portNumber(node.instance, 'servlet-https')}${healthPath(node)}`
}
