import type { TomlTable } from '../../../serialize/toml'
import { commonTables, type TomlContext } from '../sections/common'
import { dataPlaneDatabaseTables } from '../sections/databases'
import { gatewayThrottlingTables, subscriberTables } from '../sections/events'
import {
  artifactTables,
  corsTables,
  gatewayDefaultTables,
  gatewayRedisTables,
  monitoringTables,
  notificationTables,
  streamingTables,
  tuningTables,
} from '../sections/gateway'
import { gatewayKeyManagerTables } from '../sections/key-manager'

/**
 * Tables of a gateway's deployment.toml. Its APIs come from the control plane, so it needs no database beyond its own
 * registry, and no shared files.
 * Source: docs-apim, simple scalable and distributed deployments; product-apim v4.5.0 to v4.7.0, gateway deployment.toml.
 */
export function gatewayToml(context: TomlContext): TomlTable[] {
  return [
    ...commonTables(context, { basePath: false }),
    ...dataPlaneDatabaseTables(context, ['shared_db']),
    ...gatewayKeyManagerTables(context),
    ...subscriberTables(context),
    ...gatewayThrottlingTables(context),
    ...artifactTables(context),
    ...notificationTables(context),
    ...gatewayRedisTables(context),
    ...gatewayDefaultTables(context),
    ...streamingTables(context),
    ...tuningTables(context),
    ...corsTables(),
    ...monitoringTables(context),
  ]
}
