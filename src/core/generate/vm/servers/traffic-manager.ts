import type { TomlTable } from '../../../serialize/toml'
import { commonTables, type TomlContext } from '../sections/common'
import { dataPlaneDatabaseTables } from '../sections/databases'
import { brokerListenerTables, subscriberTables, trafficManagerThrottlingTables } from '../sections/events'
import { distributedThrottlingTables } from '../sections/gateway'

/**
 * Tables of a Traffic Manager's deployment.toml: it loads its policies from the control plane at every start.
 * Source: docs-apim, distributed deployment with TM separated; product-apim v4.5.0 to v4.7.0, traffic-manager
 * deployment.toml.
 */
export function trafficManagerToml(context: TomlContext): TomlTable[] {
  return [
    ...commonTables(context, { basePath: false }),
    ...dataPlaneDatabaseTables(context, ['apim_db', 'shared_db']),
    ...subscriberTables(context),
    ...trafficManagerThrottlingTables(context),
    ...brokerListenerTables(context),
    ...distributedThrottlingTables(context),
  ]
}
