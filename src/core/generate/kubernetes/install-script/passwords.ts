import type { TracedText } from '../../../serialize/traced-text'
import { bodyOf } from '../../shared/script-body'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import { writtenOut } from '../script'
import { SECRET_KEYS } from '../secrets/secrets'
import { analyticsKey } from '../values/observation-values'
import { userStoreSecrets } from '../values/user-store-values'
import FETCH_PASSWORD from './fetch-password.sh?raw'

/** Passwords for which a chart has no Secret, by the key of its values. */
export function passwordsAsValues(
  plan: KubernetesPlan,
  release: Release,
): readonly (readonly [key: string, secret: string])[] {
  const security = 'wso2.apim.configurations.security'
  const keystores = ['primary', 'tls'].flatMap((store) =>
    ['password', 'keyPassword'].map((key) => [`${security}.keystores.${store}.${key}`, SECRET_KEYS.keystore] as const),
  )
  const analytics = analyticsKey(plan, release)
  return [
    ...userStoreSecrets(plan, release),
    ...(analytics
      ? [[analytics.key, analytics.observer.product === 'moesif' ? SECRET_KEYS.moesif : SECRET_KEYS.choreo] as const]
      : []),
    ...(plan.facts.charts.keystoreSecret
      ? []
      : [...keystores, [`${security}.truststore.password`, SECRET_KEYS.truststore] as const]),
  ]
}

/** Further arguments of `release`. */
export function passwordValues(plan: KubernetesPlan, release: Release): string[] {
  return passwordsAsValues(plan, release).map(
    ([key, secret]) => `--set-file ${key}="$passwords/${release.namespace}.${secret}"`,
  )
}

/**
 * A function that brings them from the Secret into $passwords, a folder that only this run can read, and `call`, which
 * uses it: no file of the bundle and no command line has them.
 */
export function addPasswordFiles(text: TracedText, plan: KubernetesPlan, cluster: Cluster, call: string): void {
  const needed = cluster.releases.flatMap((release) =>
    passwordsAsValues(plan, release).map(([, secret]) => `fetch_password ${release.namespace} ${secret}`),
  )
  if (needed.length === 0) return
  text.blank()
  text.add(bodyOf(writtenOut(FETCH_PASSWORD, { credentials: plan.names.credentials })))
  text.blank().add('fetch_passwords() {')
  for (const line of [...new Set(needed)].sort()) text.add(`  ${line}`)
  text.add(`}\n\n${call}`)
}
