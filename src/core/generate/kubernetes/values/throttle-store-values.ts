import type { Provenance } from '../../../serialize/traced-text'
import type { OutsideDial } from '../../../wiring/deployment'
import { sharesCounts } from '../../../wiring/shared-counts'
import { env } from '../../shared/secrets'
import type { KubernetesPlan, Release } from '../plan'
import { firstOf } from '../references'
import { SECRET_KEYS } from '../secrets/secrets'
import { userStoreOf } from '../user-stores'
import { CONFIGURATIONS } from './common-values'
import type { Values } from './values'

/** Counters that Traffic Managers share. */
export function throttleStoreValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const redis = throttleStoreOf(plan, release)
  if (redis === undefined) return
  const because = {
    subjects: [...release.subjects, redis.service.component.id],
    reason: 'Counters are kept in Redis, so that all managers share them',
  }
  values.all(
    `${CONFIGURATIONS}.distributedThrottling`,
    {
      enable: true,
      type: 'redis',
      'keyvalueStore.host': redis.addresses[0].host,
      'keyvalueStore.port': redis.addresses[0].port,
      'keyvalueStore.password': env(VARIABLE),
    },
    because,
  )
  passwordValues(values, plan, release, because)
}

/**
 * Burst and backend limits that gateways count together, for which the charts have their free text alone. All pods read
 * one text, so each is told apart by its address. Source: docs-apim, burst control and backend limits.
 */
export function sharedLimitValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const redis = throttleStoreOf(plan, release)
  if (redis === undefined) return
  const because = {
    subjects: [...release.subjects, redis.service.component.id],
    reason: 'Gateways count burst and backend limits together',
  }
  values.append(
    `${CONFIGURATIONS}.extraConfigs`,
    [
      '[apim.redis_config]',
      `host = "${redis.addresses[0].host}"`,
      `port = ${redis.addresses[0].port}`,
      `password = "${env(VARIABLE)}"`,
      `gateway_id = "${env('NODE_IP')}"`,
      '[throttle_properties]',
      `'throttling.distributed.counter.type' = "redis"`,
    ],
    because,
  )
  passwordValues(values, plan, release, because)
}

/**
 * The charts make no variable for the password, but two for the internal keystore, which nothing reads while that keystore
 * is off, and both only together: the first may carry the password of a user store, so this one is in the second.
 * Source: helm-apim 4.6.x and 4.7.x, deployments and deployment.toml.
 */
const VARIABLE = 'WSO2_INTERNAL_KEYSTORE_KEY_PASSWORD'

function passwordValues(values: Values, plan: KubernetesPlan, release: Release, because: Provenance): void {
  values.all(
    `${CONFIGURATIONS}.security.jksExistingSecret`,
    {
      ...(userStoreOf(plan, release) === undefined && { internalKeystorePasswordKey: SECRET_KEYS.redis }),
      internalKeystoreKeyPasswordKey: SECRET_KEYS.redis,
    },
    { ...because, reason: `${because.reason}; the internal keystore is off, so its variable can carry the password` },
  )
}

/** The Redis that the values of a release name: for burst limits of what executes APIs, else for the setting of the design. */
export function throttleStoreOf(plan: KubernetesPlan, release: Release): OutsideDial | undefined {
  const gateway = release.servers.some(({ servesApis }) => servesApis)
  const taken = gateway
    ? plan.facts.charts.keystoreSecret
    : release.kind !== 'all-in-one' && sharesCounts(plan.deployment)
  return taken ? redisOf(release) : undefined
}

export function redisOf(release: Release): OutsideDial | undefined {
  return firstOf(release, (server) => server.redis)
}
