import { flagOf } from '../../../kinds/properties'
import { arrayTable, type TomlTable, table } from '../../../serialize/toml'
import type { Provenance } from '../../../serialize/traced-text'
import type { Instance, Server } from '../../../wiring/deployment'
import { spansDatacenters } from '../../../wiring/near-first'
import { sharesCounts } from '../../../wiring/shared-counts'
import {
  binaryTlsUrl,
  binaryUrl,
  brokersOverTls,
  brokerUrl,
  componentIds,
  httpsUrl,
  OWN_SERVICE,
  ownBrokerUrl,
} from '../../shared/urls'
import type { TomlContext } from './common'

const ADMIN = { username: '$ref{super_admin.username}', password: '$ref{super_admin.password}' } as const

/**
 * Event hub of a server that subscribes to control planes: gateway, Traffic Manager, Key Manager. Brokers are listed one
 * by one, since a list is a fail-over order; the service goes through the load balancer.
 */
export function subscriberTables({ node }: TomlContext): TomlTable[] {
  const { server, subjects } = node
  const tls = brokersOverTls(server.brokers)
  const because = {
    subjects: [...subjects, ...componentIds(server.brokers), ...(server.control?.connections ?? [])],
    reason: 'It loads from the control plane and hears of changes at each of its brokers',
  }
  return [
    table(
      'apim.event_hub',
      {
        enable: true,
        ...ADMIN,
        service_url: httpsUrl(server.control, '/services/'),
        event_listening_endpoints: nonEmpty(server.brokers.map((broker) => brokerUrl(broker, tls))),
        ssl: tls || undefined,
      },
      { because },
    ),
    ...hubJmsTables(tls, because),
  ]
}

/**
 * TLS towards event hubs takes two switches: `apim.event_hub.ssl` for the JNDI files, and this one for api-manager.xml.
 * Source: carbon-apimgt, templates of both.
 */
function hubJmsTables(tls: boolean, because: Provenance): TomlTable[] {
  return tls ? [table('apim.event_hub.jms', { ssl: true }, { because })] : []
}

/** The same for decisions: one switch serves both files. */
function throttlingJmsTables(tls: boolean, because: Provenance): TomlTable[] {
  return tls ? [table('apim.throttling.jms', { ssl: true }, { because })] : []
}

/**
 * The TLS listener of a server's own broker, which the packs open with TLS 1.0. Its keystores are those of the server
 * by default. Source: product-apim v4.5.0 to v4.7.0, default.json.
 */
export function brokerListenerTables({ node }: TomlContext): TomlTable[] {
  if (flagOf(node.instance.component, 'brokerTls') !== true) return []
  return [
    table(
      'broker.transport.amqp.ssl_connection',
      { enabled: true, ssl_enabled_protocols: 'TLSv1.2,TLSv1.3' },
      { because: { subjects: node.subjects, reason: 'Others subscribe to its broker over TLS' } },
    ),
  ]
}

/**
 * Event hub of a control plane for those that subscribe to it. Notification events go to every control plane, itself
 * included, and the list is the same on all of them; revocations are copied to the one peer.
 */
export function hubTables({ node }: TomlContext): TomlTable[] {
  const { instance, server, subjects } = node
  const tls = brokersOverTls([instance, ...server.duplicates])
  const because = {
    subjects: [...subjects, ...componentIds(server.duplicates)],
    reason: 'It is an event hub: it hears its own broker and copies revocations to its peer',
  }
  return [
    table(
      'apim.event_hub',
      {
        enable: true,
        ...ADMIN,
        service_url: `${OWN_SERVICE}/services/`,
        event_listening_endpoints: [ownBrokerUrl(instance, tls)],
        event_duplicate_url: nonEmpty(server.duplicates.map((peer) => brokerUrl(peer, tls))),
        ssl: tls || undefined,
      },
      { because },
    ),
    ...hubJmsTables(tls, because),
    ...server.publishes.map((target) =>
      arrayTable(
        'apim.event_hub.publish.url_group',
        { urls: [binaryUrl(target)], auth_urls: [binaryTlsUrl(target)] },
        {
          because: {
            subjects: [target.component.id, ...subjects],
            reason: 'Each control plane gets every event; the list is the same on all of them',
          },
        },
      ),
    ),
  ]
}

/**
 * Both lists of a gateway, events and decisions, are tried from their beginning where they go on in another datacenter:
 * it comes back to the near ones. Source: carbon-apimgt 4.5.0 to 4.7.0, api-manager.xml.j2, SequentialFailoverFromBeginning.
 */
function startsNear({ brokers, deciders }: Server): Readonly<Record<string, boolean>> {
  return spansDatacenters(brokers) || spansDatacenters(deciders) ? { sequential_failover_from_beginning: true } : {}
}

/** Throttling of a gateway: counts go to every Traffic Manager, decisions come from each in fail-over order. */
export function gatewayThrottlingTables(context: TomlContext): TomlTable[] {
  const { server, subjects } = context.node
  const tls = brokersOverTls(server.deciders)
  const because = {
    subjects: [...subjects, ...componentIds(server.deciders)],
    reason: 'It hears of limits that are reached at each Traffic Manager',
  }
  return [
    table(
      'apim.throttling',
      {
        throttle_decision_endpoints: nonEmpty(server.deciders.map((decider) => brokerUrl(decider, tls))),
        ...startsNear(server),
      },
      { because },
    ),
    ...throttlingJmsTables(tls, because),
    ...urlGroups(context, server.throttlers, undefined),
  ]
}

/** Throttling of one of two Traffic Managers: own decisions, and a copy of them for the peer. */
export function trafficManagerThrottlingTables({ node }: TomlContext): TomlTable[] {
  const { instance, server, subjects } = node
  if (server.duplicates.length === 0) return []
  const tls = brokersOverTls([instance, ...server.duplicates])
  const because = {
    subjects: [...subjects, ...componentIds(server.duplicates)],
    reason: 'Its peer must know its decisions: gateways listen to one of the two',
  }
  return [
    table(
      'apim.throttling',
      {
        event_duplicate_url: server.duplicates.map((peer) => brokerUrl(peer, tls)),
        throttle_decision_endpoints: [ownBrokerUrl(instance, tls)],
      },
      { because },
    ),
    ...throttlingJmsTables(tls, because),
  ]
}

/**
 * A control plane decides no limits, but subscriptions to webhooks reach its peer only by the address under throttling.
 * Source: carbon-apimgt 4.5.0 to 4.7.0, asyncWebhooksEventPublisher2 of the control plane pack.
 */
export function webhookCopyTables({ node }: TomlContext): TomlTable[] {
  const { instance, server, subjects } = node
  if (flagOf(instance.component, 'webhookCopies') !== true || server.duplicates.length === 0) return []
  const tls = brokersOverTls([instance, ...server.duplicates])
  const because = {
    subjects: [...subjects, ...componentIds(server.duplicates)],
    reason: 'Its peer must know of subscriptions to webhooks',
  }
  return [
    table(
      'apim.throttling',
      { event_duplicate_url: server.duplicates.map((peer) => brokerUrl(peer, tls)) },
      { because },
    ),
    ...throttlingJmsTables(tls, because),
  ]
}

/**
 * Throttling of an all-in-one: as a Traffic Manager, and as a gateway where it serves APIs itself. A single one needs
 * nothing: the defaults point to itself.
 */
export function allInOneThrottlingTables(context: TomlContext): TomlTable[] {
  const { instance, server, subjects } = context.node
  const paired = server.duplicates.length > 0
  if (!paired && server.throttlers.every((target) => target === instance)) return []
  const tls = brokersOverTls([instance, ...server.duplicates])
  const because = {
    subjects: [...subjects, ...componentIds(server.duplicates)],
    reason: 'Its peer must know its decisions, and each listens to its own broker',
  }
  return [
    table(
      'apim.throttling',
      {
        event_duplicate_url: nonEmpty(server.duplicates.map((peer) => brokerUrl(peer, tls))),
        throttle_decision_endpoints: [ownBrokerUrl(instance, tls)],
      },
      { because },
    ),
    ...throttlingJmsTables(tls, because),
    ...(server.servesApis ? urlGroups(context, server.throttlers, 'loadbalance') : []),
  ]
}

/**
 * Without shared counters every Traffic Manager must see every request, so each is a group of its own. With them any one
 * of them may count, so one group spreads the load.
 */
function urlGroups({ plan, node }: TomlContext, targets: readonly Instance[], type: string | undefined): TomlTable[] {
  const shared = sharesCounts(plan.deployment) && targets.length > 1
  const groups = shared ? [targets] : targets.map((target) => [target])
  return groups.map((group) =>
    arrayTable(
      'apim.throttling.url_group',
      {
        traffic_manager_urls: group.map(binaryUrl),
        traffic_manager_auth_urls: group.map(binaryTlsUrl),
        type: shared ? 'loadbalance' : type,
      },
      {
        because: {
          subjects: [...componentIds(group), ...node.subjects],
          settings: ['distributedThrottling'],
          reason: shared ? 'Traffic Managers share their counters' : 'Each Traffic Manager gets every request count',
        },
      },
    ),
  )
}

function nonEmpty(urls: readonly string[]): readonly string[] | undefined {
  return urls.length > 0 ? urls : undefined
}
