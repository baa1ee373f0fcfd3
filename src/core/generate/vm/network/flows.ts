import { KINDS } from '../../../kinds'
import type { PortName } from '../../../kinds/kind'
import { numberOf, textOf } from '../../../kinds/properties'
import { hasRole, kindsWith } from '../../../kinds/roles'
import { leadsTo } from '../../../links/passage'
import type { KindId, PurposeId } from '../../../model/design'
import { isIpv4 } from '../../../model/grammar'
import type { Entry, Instance, OutsideDial } from '../../../wiring/deployment'
import { graphOf } from '../../../wiring/graph'
import { type Hop, hopsFrom } from '../../../wiring/hops'
import { outsideIssuers } from '../../../wiring/outside-issuers'
import { addressesOfRelay, addressOfRelay, relaysAt, relaysBeside } from '../../../wiring/relays'
import { type Node, type Plan, portNumber } from '../../shared/plan'
import { isEmbedded } from '../../shared/secrets'
import { brokersOverTls, componentIds, componentOf } from '../../shared/urls'
import { relayReason } from '../load-balancers/relays'
import { virtualHosts } from '../load-balancers/virtual-hosts'
import { dialledServices, KEY_MANAGER_USE } from '../services'
import { databaseFlows } from './database-flows'
import { addressOf, type Flow, flow, party, partyAt } from './flow'
import { actorFlows, otherFlows } from './outside-flows'

/** Every connection of the deployment, from what opens it to what listens, each once. */
export function flowsOf(plan: Plan): Flow[] {
  const flows = [
    ...plan.nodes.flatMap((node) => serverFlows(plan, node)),
    ...plan.nodes.flatMap((node) => linkFlows(plan, node)),
    ...databaseFlows(plan),
    ...transitFlows(plan),
    ...relayFlows(plan),
    ...actorFlows(plan),
    ...otherFlows(plan),
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
        ? target.addresses.map(({ host, port }) =>
            flow(from, { name: host, address: isIpv4(host) ? host : undefined }, port, `SQL, ${target.name}`, [
              ...node.subjects,
              target.database.component.id,
              ...target.connections,
            ]),
          )
        : [],
    ),
    // In place of the built-in one, or registered beside it.
    ...outsideIssuers(plan.deployment, server).map((address) =>
      flow(from, partyAt(plan, address), address.port, KEY_MANAGER_USE, [
        ...node.subjects,
        ...address.targets.map(componentOf),
        ...address.connections,
      ]),
    ),
    ...toService(plan, node, server.redis, 'shared counters'),
    ...toService(plan, node, server.userStore, 'users and roles'),
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

/** What the drawing connects a server to beside other servers. */
function linkFlows(plan: Plan, node: Node): Flow[] {
  const { deployment } = plan
  const graph = graphOf(deployment)
  const from = node.instance.id
  return (deployment.outgoing.get(from) ?? []).flatMap((link) =>
    [...link.purposes]
      .sort()
      .flatMap((purpose) =>
        hopsFrom(graph, from, purpose, (next) => next.from !== from || next === link).flatMap((hop) =>
          hopFlows(plan, node, hop, purpose),
        ),
      ),
  )
}

function hopFlows(plan: Plan, node: Node, { to, connections }: Hop, purpose: PurposeId): Flow[] {
  const linked = LINKED[purpose]
  if (!linked) return []
  const subjects = [...node.subjects, to.component.id, ...connections]
  if (KINDS[to.kind].transit) {
    return relaysAt(plan.deployment.relays, to.id)
      .filter(({ service }) => leadsTo(service, purpose))
      .map((relay) =>
        flow(party(node.instance), partyAt(plan, addressOfRelay(relay)), relay.port, linked.why, [
          ...subjects,
          ...relayReason(relay).subjects,
        ]),
      )
  }
  const port = numberOf(to.component, 'port') ?? usualPort(to) ?? linked.port
  return [
    { ...flow(party(node.instance), party(to), port, linked.why, subjects), protocol: linked.udp ? 'udp' : 'tcp' },
  ]
}

function usualPort(instance: Instance): number | undefined {
  const product = textOf(instance.component, 'product')
  return product === 'zipkin' ? 9411 : product === 'jaeger' ? 14250 : undefined
}

function toService(plan: Plan, node: Node, dial: OutsideDial | undefined, why: string): Flow[] {
  if (!dial) return []
  return dial.addresses.map((address) =>
    flow(party(node.instance), partyAt(plan, address), address.port, why, [
      ...node.subjects,
      dial.service.component.id,
      componentOf(address.via),
      ...(address.via === dial.service.id ? [] : address.connections),
    ]),
  )
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

/** From what passes connections on to services that are none of API Manager's; names and addresses open none themselves. */
function relayFlows(plan: Plan): Flow[] {
  return relaysBeside(plan.deployment).flatMap((relay) =>
    relay.next.map(({ instance, host, port }) =>
      flow(
        party(relay.transit),
        { ...party(instance), name: host },
        port,
        addressesOfRelay(relay)
          .map((address) => `for ${address}`)
          .join('; '),
        relayReason(relay).subjects,
      ),
    ),
  )
}
