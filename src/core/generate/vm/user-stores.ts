import { flagOf, textOf } from '../../model/properties'
import type { Instance } from '../../wiring/deployment'

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
