import { xmlPasted } from '../../../serialize/xml'
import { directoryOf } from '../../../wiring/user-stores'
import { JDBC } from '../../shared/jdbc'
import { env } from '../../shared/secrets'
import type { KubernetesPlan, Release } from '../plan'
import { type ConfiguredUserStore, secretKey, userStoreOf } from '../user-stores'
import { CONFIGURATIONS, DEPLOYMENT } from './common-values'
import type { Values } from './values'

const PROPERTIES = `${CONFIGURATIONS}.userStore.properties`

/**
 * Where users are kept. Sample properties of the chart are taken out; account, entry and password come from the Secret.
 *
 * The charts make no variable for a user store's password. They make one for the internal keystore's, which nothing
 * else reads while that keystore is off. Source: helm-apim 4.6.x and 4.7.x, deployments and deployment.toml.
 */
export function userStoreValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const store = userStoreOf(plan, release)
  if (release.kind !== 'all-in-one') {
    values.set(`${PROPERTIES}.key`, null, {
      subjects: release.subjects,
      reason: 'Takes the sample line of the chart out of the configuration',
    })
  }
  if (!store) return
  const { because, type, addresses } = store
  if (type === 'jdbc') {
    jdbcValues(values, plan, store)
  } else {
    const directory = directoryOf(addresses, type)
    values.set(`${CONFIGURATIONS}.userStore.type`, directory.type, because)
    values.set(
      `${PROPERTIES}.connection_url`,
      directory.url,
      because,
      'install.sh adds the account and the base entry from the Secret.',
    )
    if (plan.facts.charts.keystoreSecret) values.set(`${PROPERTIES}.connection_password`, env(VARIABLE), because)
  }
  if (!plan.facts.charts.keystoreSecret) return
  const key = secretKey(store.names.bindPassword)
  values.all(
    `${CONFIGURATIONS}.security.jksExistingSecret`,
    { internalKeystorePasswordKey: key, internalKeystoreKeyPasswordKey: key },
    { ...because, reason: `${because.reason}; the internal keystore is off, so its variable can carry this password` },
  )
}

const VARIABLE = 'WSO2_INTERNAL_KEYSTORE_PASSWORD'

function jdbcValues(values: Values, plan: KubernetesPlan, { addresses, names, because }: ConfiguredUserStore): void {
  const dialect = JDBC[plan.settings.dbms]
  values.append(
    `${CONFIGURATIONS}.extraConfigs`,
    [
      '[realm_manager]',
      'data_source = "WSO2USER_DB"',
      '[database.user]',
      `type = "${dialect.type}"`,
      `url = "${xmlPasted(dialect.url(addresses, env(names.base)))}"`,
      `username = "${env(names.bindName)}"`,
      `password = "${env(VARIABLE)}"`,
      `driver = "${dialect.driver}"`,
      `validationQuery = "${dialect.validationQuery}"`,
    ],
    because,
  )
}

/** What comes from the Secret when a release is installed, by the key of its values. */
export function userStoreSecrets(
  plan: KubernetesPlan,
  release: Release,
): readonly (readonly [key: string, secret: string])[] {
  const store = userStoreOf(plan, release)
  if (!store) return []
  const { bindName, bindPassword, base } = store.names
  if (store.type === 'jdbc') {
    return [bindName, base].map((name) => [`${DEPLOYMENT}.envs.${name}`, secretKey(name)] as const)
  }
  return [
    [`${PROPERTIES}.connection_name`, secretKey(bindName)],
    [`${PROPERTIES}.base_dn`, secretKey(base)],
    ...(plan.facts.charts.keystoreSecret
      ? []
      : [[`${PROPERTIES}.connection_password`, secretKey(bindPassword)] as const]),
  ]
}
