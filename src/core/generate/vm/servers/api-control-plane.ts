import type { TomlTable } from '../../../serialize/toml'
import { commonTables, type TomlContext } from '../sections/common'
import { fullDatabaseTables } from '../sections/databases'
import { brokerListenerTables, hubTables, webhookCopyTables } from '../sections/events'
import { corsTables } from '../sections/gateway'
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
 * Tables of an API Control Plane's deployment.toml. It has no throttling section: Traffic Managers decide.
 * Source: docs-apim, distributed deployment with TM and with KM separated; product-apim v4.5.0 to v4.7.0,
 * api-control-plane deployment.toml.
 */
export function controlPlaneToml(context: TomlContext): TomlTable[] {
  return [
    ...commonTables(context, { basePath: true }),
    ...fullDatabaseTables(context),
    ...environmentTables(context),
    ...controlKeyManagerTables(context),
    ...hubTables(context),
    ...webhookCopyTables(context),
    ...brokerListenerTables(context),
    ...cacheInvalidationTables(context, 'control-plane-domain'),
    ...devportalTables(context),
    ...corsTables(),
    ...tokenTables(context),
    ...tokenExchangeTables(context),
    ...serviceProviderTables(),
    ...identityTables(context),
  ]
}
