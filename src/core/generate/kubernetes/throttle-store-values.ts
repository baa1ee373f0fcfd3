import { numberOf } from '../../model/properties'
import { env } from '../vm/secrets'
import { CONFIGURATIONS } from './common-values'
import type { Plan, Release } from './plan'
import { firstOf } from './references'
import { SECRET_KEYS } from './secrets'
import { userStoreOf } from './user-stores'
import type { Values } from './values'

export const REDIS_PORT = 6379

/**
 * Counters that Traffic Managers share.
 *
 * The charts make no variable for the password, but two for the internal keystore, which nothing reads while that keystore
 * is off, and both only together: the first may carry the password of a user store, so this one is in the second.
 * Source: helm-apim 4.6.x and 4.7.x, deployments and deployment.toml.
 */
export function throttleStoreValues(values: Values, plan: Plan, release: Release): void {
  if (!plan.settings.distributedThrottling || !plan.facts.distributedThrottling) return
  const redis = throttleStoreOf(release)
  if (redis === undefined) return
  const { hostname, component } = redis
  const because = {
    subjects: [...release.subjects, component.id],
    reason: 'Counters are kept in Redis, so that all managers share them',
  }
  values.all(
    `${CONFIGURATIONS}.distributedThrottling`,
    {
      enable: true,
      type: 'redis',
      'keyvalueStore.host': hostname,
      'keyvalueStore.port': numberOf(component, 'port') ?? REDIS_PORT,
      'keyvalueStore.password': env('WSO2_INTERNAL_KEYSTORE_KEY_PASSWORD'),
    },
    because,
  )
  values.all(
    `${CONFIGURATIONS}.security.jksExistingSecret`,
    {
      ...(userStoreOf(plan, release) === undefined && { internalKeystorePasswordKey: SECRET_KEYS.redis }),
      internalKeystoreKeyPasswordKey: SECRET_KEYS.redis,
    },
    { ...because, reason: `${because.reason}; the internal keystore is off, so its variable can carry the password` },
  )
}

export function throttleStoreOf(release: Release) {
  return firstOf(release, (server) => server.redis)
}
