import { hasRole } from '../../kinds/roles'
import { isIpv4 } from '../../model/grammar'
import type { ReleaseDraft } from '../../releases/releases'
import type { Deployment, Instance } from '../../wiring/deployment'
import { dnsLabel } from '../../wiring/instances'
import { streams } from '../../wiring/streaming'

/**
 * Host names by which people and programs outside reach a release. On Kubernetes one name leads to one port behind it,
 * so WebSocket and WebSub need names of their own beside the gateway's.
 */
export interface Hosts {
  /** Portals, REST APIs and the token endpoint: all-in-one, control plane, Key Manager. */
  readonly management?: string
  /** API calls: gateways, and an all-in-one that serves them. */
  readonly gateway?: string
  readonly websocket?: string
  readonly websub?: string
}

type Role = keyof Hosts

interface Claim {
  readonly draft: ReleaseDraft
  readonly role: Role
  readonly host: string
  /** Put in front when another release of the cluster has the name. */
  readonly prefix: string
  /** The drawing gives the name to something in front of the servers, not to a server itself. */
  readonly entry: boolean
}

/** Names for every release; none is given twice in a cluster. What stands in front of gateways has first choice. */
export function claimHosts(
  deployment: Deployment,
  drafts: readonly ReleaseDraft[],
  domain: string,
): Map<ReleaseDraft, Hosts> {
  const claims = drafts.flatMap((draft) => [
    ...managementClaim(draft, domain),
    ...gatewayClaim(draft, deployment, domain),
  ])
  claims.sort((a, b) => rank(a) - rank(b))
  const taken = new Set<string>()
  const hosts = new Map<ReleaseDraft, Hosts>()
  const give = (draft: ReleaseDraft, role: Role, host: string, prefix: string) => {
    const name = free(host, prefix, draft.cluster, taken)
    taken.add(`${draft.cluster} ${name}`)
    hosts.set(draft, { ...hosts.get(draft), [role]: name })
    return name
  }
  for (const { draft, role, host, prefix } of claims) {
    const name = give(draft, role, host, prefix)
    if (role !== 'gateway' || !draft.servers.some(({ instance }) => streams(instance))) continue
    give(draft, 'websocket', prefixed('websocket', name), 'websocket')
    give(draft, 'websub', prefixed('websub', name), 'websub')
  }
  return hosts
}

function managementClaim(draft: ReleaseDraft, domain: string): Claim[] {
  const server = draft.servers[0]
  if (!server || !hasRole(draft.kind, 'key-manager')) return []
  return [
    {
      draft,
      role: 'management',
      host: hostName(server.publicHost, server.instance, domain),
      prefix: draft.kind === 'key-manager' ? 'km' : 'cp',
      entry: server.ownEntry !== undefined,
    },
  ]
}

function gatewayClaim(draft: ReleaseDraft, deployment: Deployment, domain: string): Claim[] {
  const server = draft.servers[0]
  if (!server?.servesApis) return []
  const environment = deployment.environments.find(({ gateways }) =>
    gateways.some((gateway) => gateway.id === server.instance.id),
  )
  const host = draft.kind === 'universal-gateway' ? server.publicHost : (environment?.http.host ?? server.publicHost)
  return [
    {
      draft,
      role: 'gateway',
      host: hostName(host, server.instance, domain),
      prefix: 'gw',
      entry: host !== server.instance.hostname,
    },
  ]
}

function rank({ role, entry }: Claim): number {
  return role === 'gateway' ? (entry ? 0 : 2) : 1
}

/** Ingress and HTTPRoute know names in lower case only, and no addresses. */
function hostName(host: string, instance: Instance, domain: string): string {
  return (isIpv4(host) ? `${dnsLabel(instance.component.id)}.${domain}` : host).toLowerCase()
}

function free(host: string, prefix: string, cluster: string, taken: ReadonlySet<string>): string {
  if (!taken.has(`${cluster} ${host}`)) return host
  for (let attempt = 1; ; attempt++) {
    const name = prefixed(attempt === 1 ? prefix : `${prefix}${attempt}`, host)
    if (!taken.has(`${cluster} ${name}`)) return name
  }
}

/** `websocket-gw.acme.com` for `gw.acme.com`: a sibling, so that one wildcard certificate covers both. */
function prefixed(prefix: string, host: string): string {
  const [first = '', ...rest] = host.split('.')
  return [`${prefix}-${first}`.slice(0, 63).replace(/-+$/, ''), ...rest].join('.')
}
