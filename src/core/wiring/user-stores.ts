import { flagOf, numberOf, textOf } from '../kinds/properties'
import type { Instance } from './deployment'

/** The store that a server's file names; none where users stay in the shared database. */
export interface PrimaryUserStore {
  readonly instance: Instance
  /** `ldap`, `active-directory` or `jdbc`. */
  readonly type: string
}

/**
 * A secondary store is a file that the server writes when an administrator adds it; one that does not say what speaks to
 * it can have no configuration.
 */
export function primaryUserStore(instance: Instance | undefined): PrimaryUserStore | undefined {
  const type = instance && textOf(instance.component, 'type')
  const secondary = instance && flagOf(instance.component, 'secondary') === true
  return instance && type !== undefined && !secondary ? { instance, type } : undefined
}

/** Type and address of a directory. Source: product-apim v4.5.0 to v4.7.0, infer.json: the type brings the class. */
export function directoryOf(
  { component, hostname }: Instance,
  type: string,
): { readonly type: string; readonly url: string } {
  const port = numberOf(component, 'port') ?? 636
  const secure = port === 636 || port === 3269
  return {
    type: type === 'active-directory' ? 'active_directory_unique_id' : 'read_write_ldap_unique_id',
    url: `${secure ? 'ldaps' : 'ldap'}://${hostname}:${port}`,
  }
}
