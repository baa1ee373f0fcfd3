import type { TomlTable } from '../../../serialize/toml'
import { commonTables, type TomlContext } from '../sections/common'
import { fullDatabaseTables } from '../sections/databases'
import { subscriberTables } from '../sections/events'
import { identityTables, tokenTables } from '../sections/management'

/**
 * Tables of a Key Manager's deployment.toml: the control plane pack with the key-manager profile, on the same databases
 * as the control plane, to which it reports revoked tokens.
 * Source: docs-apim, distributed deployment with KM separated; product-apim v4.7.0, deployment-templates/key-manager.toml.
 */
export function keyManagerToml(context: TomlContext): TomlTable[] {
  return [
    ...commonTables(context, { basePath: true }),
    ...fullDatabaseTables(context),
    ...subscriberTables(context),
    ...tokenTables(context),
    ...identityTables(context),
  ]
}
