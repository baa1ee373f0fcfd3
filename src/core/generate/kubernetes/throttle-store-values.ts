import { numberOf } from '../../model/properties'
import { CONFIGURATIONS } from './common-values'
import type { Plan, Release } from './plan'
import { firstOf } from './references'
import type { Values } from './values'

export const REDIS_PORT = 6379

/** Counters that Traffic Managers share. The password comes from the Secret when the release is installed. */
export function throttleStoreValues(values: Values, plan: Plan, release: Release): void {
  if (!plan.settings.distributedThrottling || !plan.facts.distributedThrottling) return
  const redis = throttleStoreOf(release)
  if (redis === undefined) return
  const { hostname, component } = redis
  values.all(
    `${CONFIGURATIONS}.distributedThrottling`,
    {
      enable: true,
      type: 'redis',
      'keyvalueStore.host': hostname,
      'keyvalueStore.port': numberOf(component, 'port') ?? REDIS_PORT,
    },
    {
      subjects: [...release.subjects, component.id],
      reason: 'Counters are kept in Redis, so that all managers share them',
    },
  )
}

export function throttleStoreOf(release: Release) {
  return firstOf(release, (server) => server.redis)
}
