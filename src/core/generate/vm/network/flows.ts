import { KINDS } from '../../../kinds'
import type { PortName } from '../../../kinds/kind'
import { servicePortOf, standardPort } from '../../../kinds/ports'
import { numberOf, textOf } from '../../../kinds/properties'
import { hasRole, kindsWith } from '../../../kinds/roles'
import type { Id, KindId, PurposeId } from '../../../model/design'
import { isIpv4 } from '../../../model/grammar'
import type { Entry, Instance } from '../../../wiring/deployment'
import { passesStreaming, streams } from '../../../wiring/streaming'
import { JDBC } from '../../shared/jdbc'
import { type Node, type Plan, portNumber } from '../../shared/plan'
import { isEmbedded } from '../../shared/secrets'
import { brokersOverTls, componentIds, componentOf } from '../../shared/urls'
import { virtualHosts } from '../load-balancers/virtual-hosts'
import { dialledServices, KEY_MANAGER_USE } from '../services'
import { databaseFlows } from './database-flows'
import { addressOf, type Flow, flow, type Party, party, partyAt } from './flow'

/** Every connection of the deployment, from what opens it to what listens, each once. */
export function flowsOf(plan: Plan): Flow[] {
  const flows = [
    ...plan.nodes.flatMap((node) => serverFlows(plan, node)),
    ...plan.nodes.flatMap((node) => linkFlows(plan, node)),
    ...databaseFlows(plan),
    ...transitFlows(plan),
    ...actorFlows(plan),
  ]
  const seen = new Map<string, Flow>()
  for (const flow of flows) {
    const key = [flow.from.name, flow.to.name, flow.port, flow.protocol].join('\n')
    const known = seen.get(key)
    if (!known) seen.set(key, flow)
    else if (!known.why.split('; ').includes(flow.why)) {
      seen.set(key, {
        ...known,
        why: `${known.why}; ${flow.why}`,
        subjects: [...new Set([...known.subjects, ...flow.subjects])],
      })
    }
  }
  return [...seen.values()].filter((flow) => flow.from.name !== flow.to.name)
}

/** Names that a server must be able to resolve. */
export function dialledNames(plan: Plan, node: Node): string[] {
  const names = openedBy(plan, node).map((flow) => flow.to.name)
  return [...new Set(names)].filter((name) => !isIpv4(name) && name !== node.instance.hostname).sort()
}

const OVER_TLS = { tls: true } as const

/** Every connection that a server opens, one after the other; the same opening may come twice for two uses. */
export function openedBy(plan: Plan, node: Node): Flow[] {
  return [...serverFlows(plan, node), ...linkFlows(plan, node)]
}

/** What a server opens by its own configuration. */
function serverFlows(plan: Plan, node: Node): Flow[] {
  const { server } = node
  const from = party(node.instance)
  const each = (targets: readonly Instance[], name: PortName, why: string): Flow[] =>
    targets
      .filter((target) => target !== node.instance)
      .map((target) => ({
        ...flow(from, party(target), portNumber(target, name), why, [...node.subjects, ...componentIds(targets)]),
        ...(name.endsWith('-tls') && OVER_TLS),
      }))
  const broker = (list: readonly Instance[]): PortName => (brokersOverTls(list) ? 'broker-tls' : 'broker')
  return [
    ...dialledServices(plan.deployment, server).map(({ address, use, subjects }) => ({
      ...flow(from, partyAt(plan, address), address.port, use, [
        ...node.subjects,
        ...address.connections,
        ...subjects,
        componentOf(address.via),
      ]),
      ...OVER_TLS,
    })),
    ...each(server.brokers, broker(server.brokers), 'event hub'),
    ...each(server.deciders, broker(server.deciders), 'throttle decisions'),
    ...each(server.throttlers, 'binary', 'throttle events'),
    ...each(server.throttlers, 'binary-tls', 'throttle events, sign-in'),
    ...each(server.duplicates, broker([node.instance, ...server.duplicates]), 'copy of broker events'),
    ...each(server.publishes, 'binary', 'event publishing'),
    ...each(server.publishes, 'binary-tls', 'event publishing, sign-in'),
    ...server.crossRegion.flatMap((target) => each([target], broker([target]), 'events for the other region')),
    ...[server.databases.apim, server.databases.shared].flatMap((target) =>
      target && !isEmbedded(target)
        ? [
            flow(
              from,
              { name: target.host, address: isIpv4(target.host) ? target.host : undefined },
              target.port,
              `SQL, ${target.name}`,
              [...node.subjects, target.database.component.id, ...target.connections],
            ),
          ]
        : [],
    ),
    ...(server.redis ? [toService(from, server.redis, servicePortOf('redis'), 'shared counters', node.subjects)] : []),
    ...(server.userStore ? [toService(from, server.userStore, usersPort(node), 'users and roles', node.subjects)] : []),
  ]
}

interface Linked {
  readonly why: string
  readonly port: number | 'any'
  readonly udp?: true
}

const LINKED: Readonly<Partial<Record<PurposeId, Linked>>> = {
  backend: { why: 'API backends', port: 'any' },
  analytics: { why: 'analytics', port: 443 },
  observability: { why: 'traces and metrics', port: 4317 },
  federation: { why: "administration of another vendor's gateway", port: 443 },
  'webhook-callback': { why: 'deliveries to webhook subscribers', port: 'any' },
  'source-control': { why: 'configuration as code', port: 443 },
  'file-system': { why: 'shared files', port: 2049 },
  secrets: { why: 'secrets', port: 443 },
  time: { why: 'time', port: 123, udp: true },
}

/** Of key managers of other makers: servers ask the one in place of the built-in one, and those that are registered. */
const KEYS: Linked = { why: KEY_MANAGER_USE, port: 443 }

/** What the drawing connects a server to beside other servers. */
function linkFlows(plan: Plan, node: Node): Flow[] {
  return (plan.deployment.outgoing.get(node.instance.id) ?? []).flatMap((link) => {
    const to = plan.deployment.instance.get(link.to)
    if (!to) return []
    return [...link.purposes].sort().flatMap((purpose): Flow[] => {
      const linked = purpose === 'key-management' && hasRole(to.kind, 'outside-key-manager') ? KEYS : LINKED[purpose]
      if (!linked || KINDS[to.kind].transit) return []
      const port = numberOf(to.component, 'port') ?? usualPort(to) ?? linked.port
      const subjects = [...node.subjects, to.component.id, link.connection.id]
      return [
        { ...flow(party(node.instance), party(to), port, linked.why, subjects), protocol: linked.udp ? 'udp' : 'tcp' },
      ]
    })
  })
}

function usersPort({ userDbms }: Node): number {
  return userDbms === undefined ? 636 : JDBC[userDbms].port
}

function usualPort(instance: Instance): number | undefined {
  if (instance.kind === 'identity-server') return servicePortOf(instance.kind)
  const product = textOf(instance.component, 'product')
  return product === 'zipkin' ? 9411 : product === 'jaeger' ? 14250 : undefined
}

function toService(from: Party, to: Instance, usual: number, why: string, subjects: readonly Id[]): Flow {
  return flow(from, party(to), numberOf(to.component, 'port') ?? usual, why, [...subjects, to.component.id])
}

/** From load balancers, and from other elements that traffic passes through, to what stands behind them. */
function transitFlows(plan: Plan): Flow[] {
  const passing: readonly KindId[] = [
    ...kindsWith('load-balancer'),
    'global-load-balancer',
    'cdn',
    'web-application-firewall',
  ]
  const byTransit = new Map<Instance, Entry[]>()
  for (const entry of plan.deployment.entries) {
    const balancer = hasRole(entry.transit.kind, 'load-balancer')
    if (!passing.includes(entry.transit.kind) || (entry.role === 'gateway-management' && !balancer)) continue
    byTransit.set(entry.transit, [...(byTransit.get(entry.transit) ?? []), entry])
  }
  return [...byTransit].flatMap(([instance, entries]) =>
    virtualHosts(plan.deployment, { instance, entries }).flatMap((host) =>
      host.listeners.flatMap((listener) =>
        listener.targets.flatMap((target) => {
          const from = party(instance)
          const to = { name: target.host, address: addressOf(target.instance) }
          const main = flow(from, to, target.port, `for ${host.entry.host}:${listener.port}`, host.subjects)
          return target.healthPort === target.port
            ? [main]
            : [main, flow(from, to, target.healthPort, 'health check', host.subjects)]
        }),
      ),
    ),
  )
}

/** From people and programs outside to the first thing that they reach. */
export function actorFlows(plan: Plan): Flow[] {
  const { deployment } = plan
  return deployment.instances
    .filter((instance) => KINDS[instance.kind].actor)
    .flatMap((actor) =>
      (deployment.outgoing.get(actor.id) ?? []).flatMap((link) => {
        const to = deployment.instance.get(link.to)
        return to
          ? portsFor(plan, to, link.purposes).map(({ port, name, why }) =>
              flow(
                { name: actor.component.id, address: undefined },
                { id: to.id, name, address: addressOf(to) },
                port,
                why,
                [actor.component.id, to.component.id, link.connection.id],
              ),
            )
          : []
      }),
    )
}

interface Opening {
  readonly name: string
  readonly port: number
  readonly why: string
}

const STREAMING: readonly (readonly [number, string])[] = [
  [standardPort('websocket-secure'), 'WebSocket APIs over TLS'],
  [standardPort('websocket'), 'WebSocket APIs'],
  [standardPort('websub-https'), 'WebSub over TLS'],
  [standardPort('websub-http'), 'WebSub'],
]

function portsFor(plan: Plan, to: Instance, purposes: ReadonlySet<PurposeId>): Opening[] {
  const openings: Opening[] = []
  const entries = plan.deployment.entries.filter((entry) => entry.transit === to && entry.role !== 'gateway-management')
  for (const entry of entries) {
    if (![...entry.purposes].some((purpose) => purposes.has(purpose))) continue
    const why =
      entry.role === 'gateway' ? 'API calls' : entry.role === 'key-manager' ? 'tokens' : 'portals, REST APIs and tokens'
    openings.push({ name: entry.host, port: entry.port, why })
    if (entry.port === 443) openings.push({ name: entry.host, port: 80, why: 'redirect to HTTPS' })
    if (passesStreaming(plan.deployment, entry))
      for (const [port, use] of STREAMING) openings.push({ name: entry.host, port, why: use })
  }
  if (entries.length > 0 || KINDS[to.kind].server === undefined) return openings
  const name = to.hostname
  if (purposes.has('api-traffic')) {
    openings.push({ name, port: portNumber(to, 'gateway-https'), why: 'API calls' })
    if (streams(to)) {
      openings.push({ name, port: portNumber(to, 'websocket-secure'), why: 'WebSocket APIs over TLS' })
      openings.push({ name, port: portNumber(to, 'websub-https'), why: 'WebSub over TLS' })
    }
  }
  if (purposes.has('management') || purposes.has('token')) {
    openings.push({ name, port: portNumber(to, 'servlet-https'), why: 'portals, REST APIs and tokens' })
  }
  return openings
}
