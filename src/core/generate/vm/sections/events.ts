import { arrayTable, type TomlTable, table } from '../../../serialize/toml'
import type { Instance } from '../../../wiring/deployment'
import { binaryTlsUrl, binaryUrl, brokerUrl, componentIds, httpsUrl, OWN_SERVICE, ownBrokerUrl } from '../urls'
import type { TomlContext } from './common'

const ADMIN = { username: '$ref{super_admin.username}', password: '$ref{super_admin.password}' } as const

/**
 * Event hub of a server that subscribes to control planes: gateway, Traffic Manager, Key Manager. Brokers are listed one
 * by one, since a list is a fail-over order; the service goes through the load balancer.
 */
export function subscriberTables({ node }: TomlContext): TomlTable[] {
  const { server, subjects } = node
  return [
    table(
      'apim.event_hub',
      {
        enable: true,
        ...ADMIN,
        service_url: httpsUrl(server.control, '/services/'),
        event_listening_endpoints: nonEmpty(server.brokers.map(brokerUrl)),
      },
      {
        because: {
          subjects: [...subjects, ...componentIds(server.brokers), ...(server.control?.connections ?? [])],
          reason: 'It loads from the control plane and hears of changes at each of its brokers',
        },
      },
    ),
  ]
}

/**
 * Event hub of a control plane for those that subscribe to it. Notification events go to every control plane, itself
 * included, and the list is the same on all of them; revocations are copied to the one peer.
 */
export function hubTables({ node }: TomlContext): TomlTable[] {
  const { instance, server, subjects } = node
  return [
    table(
      'apim.event_hub',
      {
        enable: true,
        ...ADMIN,
        service_url: `${OWN_SERVICE}/services/`,
        event_listening_endpoints: [ownBrokerUrl(instance)],
        event_duplicate_url: nonEmpty(server.duplicates.map(brokerUrl)),
      },
      {
        because: {
          subjects: [...subjects, ...componentIds(server.duplicates)],
          reason: 'It is an event hub: it hears its own broker and copies revocations to its peer',
        },
      },
    ),
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

/** Throttling of a gateway: counts go to every Traffic Manager, decisions come from each in fail-over order. */
export function gatewayThrottlingTables(context: TomlContext): TomlTable[] {
  const { server, subjects } = context.node
  return [
    table(
      'apim.throttling',
      { throttle_decision_endpoints: nonEmpty(server.deciders.map(brokerUrl)) },
      {
        because: {
          subjects: [...subjects, ...componentIds(server.deciders)],
          reason: 'It hears of limits that are reached at each Traffic Manager',
        },
      },
    ),
    ...urlGroups(context, server.throttlers, undefined),
  ]
}

/** Throttling of one of two Traffic Managers: own decisions, and a copy of them for the peer. */
export function trafficManagerThrottlingTables({ node }: TomlContext): TomlTable[] {
  const { instance, server, subjects } = node
  if (server.duplicates.length === 0) return []
  return [
    table(
      'apim.throttling',
      {
        event_duplicate_url: server.duplicates.map(brokerUrl),
        throttle_decision_endpoints: [ownBrokerUrl(instance)],
      },
      {
        because: {
          subjects: [...subjects, ...componentIds(server.duplicates)],
          reason: 'Its peer must know its decisions: gateways listen to one of the two',
        },
      },
    ),
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
  return [
    table(
      'apim.throttling',
      {
        event_duplicate_url: nonEmpty(server.duplicates.map(brokerUrl)),
        throttle_decision_endpoints: [ownBrokerUrl(instance)],
      },
      {
        because: {
          subjects: [...subjects, ...componentIds(server.duplicates)],
          reason: 'Its peer must know its decisions, and each listens to its own broker',
        },
      },
    ),
    ...(server.servesApis ? urlGroups(context, server.throttlers, 'loadbalance') : []),
  ]
}

/**
 * Without shared counters every Traffic Manager must see every request, so each is a group of its own. With them any one
 * of them may count, so one group spreads the load.
 */
function urlGroups({ plan, node }: TomlContext, targets: readonly Instance[], type: string | undefined): TomlTable[] {
  const shared = plan.settings.distributedThrottling && plan.facts.distributedThrottling && targets.length > 1
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
          reason: shared ? 'Traffic Managers share their counters' : 'Each Traffic Manager gets every request count',
        },
      },
    ),
  )
}

function nonEmpty(urls: readonly string[]): readonly string[] | undefined {
  return urls.length > 0 ? urls : undefined
}
