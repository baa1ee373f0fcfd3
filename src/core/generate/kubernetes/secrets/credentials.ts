import { hasRole } from '../../../kinds/roles'
import { CHOREO_TOKEN, MOESIF_KEY, type SecretForm } from '../../shared/secrets'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import { secretKey, userStoreOf } from '../user-stores'
import { externalDatabases } from '../values/common-values'
import { analyticsKey } from '../values/observation-values'
import { throttleStoreOf } from '../values/throttle-store-values'
import { passwordKey, passwordVariable, SECRET_KEYS } from './secrets'

interface Credential {
  readonly key: string
  readonly variable: string
  readonly form: SecretForm
  readonly make?: string
  readonly subjects: readonly string[]
  readonly reason: string
}

/** Every entry of the credentials Secret that the releases of a cluster read. */
export function credentialsOf(plan: KubernetesPlan, cluster: Cluster): readonly Credential[] {
  const subjects = [...new Set(cluster.releases.flatMap((release) => release.subjects))].sort()
  const targets = cluster.releases.flatMap((release) => externalDatabases(plan, release))
  const databases = new Map(targets.map((target) => [passwordKey(plan, target), target]))
  const redis = cluster.releases.map((release) => throttleStoreOf(plan, release)).find((store) => store !== undefined)
  const embedded = cluster.releases.some((release) => usesEmbedded(plan, release))
  return [
    {
      key: SECRET_KEYS.admin,
      variable: 'APIM_ADMIN_PASSWORD',
      form: 'admin',
      make: 'openssl rand -hex 12',
      subjects,
      reason: 'Servers sign in to each other with it',
    },
    ...(plan.facts.sharedEncryptionKey
      ? [
          {
            key: SECRET_KEYS.encryption,
            variable: 'APIM_ENCRYPTION_KEY',
            form: 'hex-64' as const,
            make: 'openssl rand -hex 32',
            subjects,
            reason: 'Encrypts what the servers store; keep a copy, for without it the data is lost',
          },
        ]
      : []),
    ...[SECRET_KEYS.keystore, SECRET_KEYS.truststore].map((key) => ({
      key,
      variable: key.toUpperCase().replace('-', '_'),
      form: 'password' as const,
      make: 'openssl rand -hex 16',
      subjects,
      reason: 'Opens the files of the keystore Secret',
    })),
    ...[...databases].map(([key, target]) => ({
      key,
      variable: passwordVariable(plan, target),
      form: 'password' as const,
      subjects: [target.database.component.id],
      reason: `Account ${target.username} of ${target.database.component.id}`,
    })),
    ...(embedded
      ? [
          {
            key: SECRET_KEYS.embedded,
            variable: 'EMBEDDED_DB_PASSWORD',
            form: 'password' as const,
            make: 'printf %s wso2carbon',
            subjects,
            reason: 'The H2 files of the images have this one, and no client can reach them',
          },
        ]
      : []),
    ...analyticsCredential(plan, cluster),
    ...userStoreCredentials(plan, cluster),
    ...(redis
      ? [
          {
            key: SECRET_KEYS.redis,
            variable: 'REDIS_PASSWORD',
            form: 'password' as const,
            subjects: [redis.service.component.id],
            reason: 'Counters that servers share',
          },
        ]
      : []),
  ]
}

function analyticsCredential(plan: KubernetesPlan, cluster: Cluster): Credential[] {
  const found = cluster.releases.map((release) => analyticsKey(plan, release)).find((key) => key !== undefined)
  if (!found) return []
  const { product, target } = found.observer
  const moesif = product === 'moesif'
  return [
    {
      key: moesif ? SECRET_KEYS.moesif : SECRET_KEYS.choreo,
      variable: moesif ? MOESIF_KEY : CHOREO_TOKEN,
      form: 'password',
      subjects: [target.component.id],
      reason: 'Identifies your account with the analytics service',
    },
  ]
}

/** Account, password and entry of user stores, of which the drawing has none. */
function userStoreCredentials(plan: KubernetesPlan, cluster: Cluster): Credential[] {
  const stores = cluster.releases.flatMap((release) => userStoreOf(plan, release) ?? [])
  const needed = new Set(
    stores.flatMap(({ names: { bindName, bindPassword, base } }) => [bindName, bindPassword, base]),
  )
  return plan.vm.secrets.all.flatMap(({ name, use, form, subjects }) =>
    needed.has(name) ? [{ key: secretKey(name), variable: name, form, subjects, reason: use.replace(/\.$/, '') }] : [],
  )
}

function usesEmbedded(plan: KubernetesPlan, release: Release): boolean {
  const optional = !hasRole(release.kind, 'data-keeper')
  return externalDatabases(plan, release).length === 0 && (!optional || plan.facts.embeddedDatabaseSpelledOut)
}
