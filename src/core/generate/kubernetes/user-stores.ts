import type { DbmsId } from '../../model/design'
import type { Provenance } from '../../serialize/traced-text'
import { takesJdbcUsers } from '../../versions'
import type { OutsideDial } from '../../wiring/deployment'
import { type PrimaryUserStore, primaryUserStore } from '../../wiring/user-stores'
import type { UserStoreNames } from '../shared/secrets'
import type { KubernetesPlan, Release } from './plan'
import { firstOf } from './references'

/** The store that a release is told about. */
export interface ConfiguredUserStore extends PrimaryUserStore {
  readonly addresses: OutsideDial['addresses']
  readonly names: UserStoreNames
  readonly because: Provenance
}

/**
 * A directory on every line; a database of users only where the chart can hand over all three things that the drawing
 * does not have: its account, the password, and the name of the database.
 */
export function userStoreOf(plan: KubernetesPlan, release: Release): ConfiguredUserStore | undefined {
  const dial = firstOf(release, (server) => server.userStore)
  const primary = primaryUserStore(dial?.service)
  if (!dial || !primary || (primary.type === 'jdbc' && !takesJdbcUsers(plan.facts))) return undefined
  const { component } = primary.instance
  return {
    ...primary,
    addresses: dial.addresses,
    names: plan.vm.secrets.userStore(primary.instance),
    because: {
      subjects: [...release.subjects, component.id],
      reason: `Users are kept in ${component.label ?? component.id}`,
    },
  }
}

/** The system of a database of users, whose driver the image needs. */
export function userDbms(plan: KubernetesPlan, release: Release): DbmsId | undefined {
  return userStoreOf(plan, release)?.type === 'jdbc' ? plan.settings.dbms : undefined
}

/** Its key in the credentials Secret: `user-store-bind-password` for `USER_STORE_BIND_PASSWORD`. */
export function secretKey(variable: string): string {
  return variable.toLowerCase().replace(/_/g, '-')
}
