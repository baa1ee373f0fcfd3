import { flagOf, textOf } from '../kinds/properties'
import type { HostAndPort, Instance } from './deployment'

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

/**
 * Some server speaks to it: it is configured, or added by hand as a secondary one. Without a type it is in no file, and
 * users stay in the shared database.
 */
export function isAsked({ component }: Pick<Instance, 'component'>): boolean {
  return textOf(component, 'type') !== undefined || flagOf(component, 'secondary') === true
}

/**
 * Type and address of a directory; several in the order in which they are tried, as JNDI takes them.
 * Source: product-apim v4.5.0 to v4.7.0, infer.json: the type brings the class.
 */
export function directoryOf(
  addresses: readonly HostAndPort[],
  type: string,
): { readonly type: string; readonly url: string } {
  return {
    type: type === 'active-directory' ? 'active_directory_unique_id' : 'read_write_ldap_unique_id',
    url: addresses
      .map(({ host, port }) => `${port === 636 || port === 3269 ? 'ldaps' : 'ldap'}://${host}:${port}`)
      .join(' '),
  }
}
