import type { TomlTable } from '../../../serialize/toml'
import { commonTables, type TomlContext } from '../sections/common'
import { fullDatabaseTables } from '../sections/databases'
import { allInOneThrottlingTables, brokerListenerTables, hubTables } from '../sections/events'
import {
  artifactTables,
  corsTables,
  distributedThrottlingTables,
  gatewayRedisTables,
  monitoringTables,
  noArtifactTables,
  notificationTables,
  streamingTables,
  tokenCacheTables,
  tuningTables,
} from '../sections/gateway'
import { controlKeyManagerTables } from '../sections/key-manager'
import {
  cacheInvalidationTables,
  devportalTables,
  environmentTables,
  identityTables,
  serviceProviderTables,
  tokenExchangeTables,
  tokenTables,
} from '../sections/management'

/**
 * Tables of an all-in-one's deployment.toml. It is an event hub for others only where gateways or key managers
 * subscribe to it; a lone one, and a pair, use the defaults that point to themselves and to each other's throttling.
 * Source: docs-apim, single node, active-active and simple scalable deployments; product-apim v4.5.0 to v4.7.0,
 * all-in-one-apim deployment.toml.
 */
export function allInOneToml(context: TomlContext): TomlTable[] {
  const { deployment } = context.plan
  const { instance, server } = context.node
  const hasSubscribers = deployment.servers.some(
    (other) => other.instance.kind !== 'all-in-one' && other.brokers.includes(instance),
  )
  return [
    ...commonTables(context, { basePath: true }),
    ...fullDatabaseTables(context),
    ...environmentTables(context),
    ...(server.servesApis ? artifactTables(context) : noArtifactTables(context)),
    ...(server.servesApis && server.peers.length > 0 ? notificationTables(context) : []),
    ...controlKeyManagerTables(context),
    ...(hasSubscribers ? hubTables(context) : []),
    ...allInOneThrottlingTables(context),
    ...brokerListenerTables(context),
    ...distributedThrottlingTables(context),
    ...(server.servesApis ? gatewayRedisTables(context) : []),
    ...(server.servesApis ? [...tokenCacheTables(context), ...streamingTables(context), ...tuningTables(context)] : []),
    ...cacheInvalidationTables(context, 'all-in-one-domain'),
    ...devportalTables(context),
    ...corsTables(),
    ...monitoringTables(context),
    ...tokenTables(context),
    ...tokenExchangeTables(context),
    ...serviceProviderTables(),
    ...identityTables(context),
  ]
}
