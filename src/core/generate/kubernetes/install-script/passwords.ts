import type { TracedText } from '../../../serialize/traced-text'
import type { Cluster, Plan, Release } from '../plan'
import { SECRET_KEYS } from '../secrets/secrets'
import { analyticsKey } from '../values/observation-values'
import { userStoreSecrets } from '../values/user-store-values'

/** Passwords for which a chart has no Secret, by the key of its values. */
export function passwordsAsValues(plan: Plan, release: Release): readonly (readonly [key: string, secret: string])[] {
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
export function passwordValues(plan: Plan, release: Release): string[] {
  return passwordsAsValues(plan, release).map(
    ([key, secret]) => `--set-file ${key}="$passwords/${release.namespace}.${secret}"`,
  )
}

/**
 * A function that brings them from the Secret into $passwords, a folder that only this run can read, and `call`, which
 * uses it: no file of the bundle and no command line has them.
 */
export function addPasswordFiles(text: TracedText, plan: Plan, cluster: Cluster, call: string): void {
  const needed = cluster.releases.flatMap((release) =>
    passwordsAsValues(plan, release).map(([, secret]) => `fetch_password ${release.namespace} ${secret}`),
  )
  if (needed.length === 0) return
  text.blank()
  text.add(`# These charts take some passwords as plain values only: they come from the Secret, through files of this run.
fetch_password() {
  if $dry_run; then
    printf 'none-in-a-dry-run' >"$passwords/$1.$2"
  else
    kube get secret ${plan.names.credentials} --namespace "$1" \\
      --output go-template="{{ index .data \\"$2\\" | base64decode }}" >"$passwords/$1.$2"
  fi
}

fetch_passwords() {`)
  for (const line of [...new Set(needed)].sort()) text.add(`  ${line}`)
  text.add(`}\n\n${call}`)
}
