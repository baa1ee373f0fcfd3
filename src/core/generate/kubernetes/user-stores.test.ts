import { parse as parseToml } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import type { ApimVersion, Component, Design } from '../../model/design'
import { patternById } from '../../patterns'
import { passwordsAsValues } from './install-script/passwords'
import { at, contentOf, type Json, leavesOf, type Sample, sampleOf, valuesOf } from './testing/bundles'
import { chartKeys } from './testing/chart-keys'

const USERS = ['api-control-plane', 'key-manager'] as const

/** Pattern 4, whose control planes and Key Managers share a store of users. */
function withStore(version: ApimVersion, properties: Component['properties']): Sample {
  const design: Design = patternById('pattern-4').template(version)
  const { components, connections } = design.topology
  const signing = components.filter(({ kind }) => USERS.some((one) => one === kind))
  return sampleOf({
    ...design,
    topology: {
      ...design.topology,
      components: [...components, { id: 'users1', kind: 'user-store', properties: { ...properties } }],
      connections: [...connections, ...signing.map(({ id }) => ({ id: `${id}-users1`, from: id, to: 'users1' }))],
    },
  })
}

const conf = (values: Json, key: string) => at(values, `wso2.apim.configurations.${key}`)

function releasesOf(bundle: Sample, signing: boolean) {
  return bundle.plan.releases.filter(({ kind }) => USERS.some((one) => one === kind) === signing)
}

describe('a directory', () => {
  test.each(['4.6.0', '4.7.0'] as const)(
    'on %s is named by control planes and Key Managers, its password by a variable of the Secret',
    (version) => {
      const bundle = withStore(version, { type: 'ldap', hostname: 'ldap.acme.com' })
      for (const release of releasesOf(bundle, true)) {
        const values = valuesOf(bundle, release)
        expect(conf(values, 'userStore')).toEqual({
          type: 'read_write_ldap_unique_id',
          properties: {
            key: null,
            connection_url: 'ldaps://ldap.acme.com:636',
            connection_password: '$env{WSO2_INTERNAL_KEYSTORE_PASSWORD}',
          },
        })
        expect(conf(values, 'security.jksExistingSecret')).toMatchObject({
          internalKeystorePasswordKey: 'user-store-bind-password',
          internalKeystoreKeyPasswordKey: 'user-store-bind-password',
        })
        expect(conf(values, 'security.keystores.internal')).toBeUndefined()
        expect(passwordsAsValues(bundle.plan, release)).toEqual([
          ['wso2.apim.configurations.userStore.properties.connection_name', 'user-store-bind-name'],
          ['wso2.apim.configurations.userStore.properties.base_dn', 'user-store-base-dn'],
        ])
      }
      for (const release of releasesOf(bundle, false)) {
        expect(conf(valuesOf(bundle, release), 'userStore')).toEqual({ properties: { key: null } })
        expect(passwordsAsValues(bundle.plan, release)).toEqual([])
      }
      const script = contentOf(bundle.files, 'clusters/apim-pattern-4/create-secrets.sh')
      for (const key of ['bind-name', 'bind-password', 'base-dn'])
        expect(script).toContain(`value user-store-${key} USER_STORE_`)
      expect(contentOf(bundle.files, 'README.md')).not.toContain('users1 is not configured')
    },
  )

  test('on 4.5.0 gets its password when it is installed, for the charts make no variable of it', () => {
    const bundle = withStore('4.5.0', { type: 'active-directory', hostname: 'ad.acme.com', port: 389 })
    for (const release of releasesOf(bundle, true)) {
      expect(conf(valuesOf(bundle, release), 'userStore')).toEqual({
        type: 'active_directory_unique_id',
        properties: { key: null, connection_url: 'ldap://ad.acme.com:389' },
      })
      expect(passwordsAsValues(bundle.plan, release)).toContainEqual([
        'wso2.apim.configurations.userStore.properties.connection_password',
        'user-store-bind-password',
      ])
    }
    expect(contentOf(bundle.files, 'README.md')).toContain('Passwords of keystores and user stores are readable')
  })
})

describe('a database of users', () => {
  test('on 4.7.0 is a data source of the realm, by variables alone, and its driver is in the image', () => {
    const bundle = withStore('4.7.0', { type: 'jdbc', hostname: 'users.acme.com', port: 3306 })
    for (const release of releasesOf(bundle, true)) {
      const values = valuesOf(bundle, release)
      expect(conf(values, 'userStore.type')).toBeUndefined()
      expect(parseToml(String(conf(values, 'extraConfigs')))).toMatchObject({
        realm_manager: { data_source: 'WSO2USER_DB' },
        database: {
          user: {
            type: 'mysql',
            username: '$env{USER_STORE_BIND_NAME}',
            password: '$env{WSO2_INTERNAL_KEYSTORE_PASSWORD}',
            url: expect.stringContaining('users.acme.com:3306/$env{USER_STORE_DATABASE}'),
          },
        },
      })
      expect(passwordsAsValues(bundle.plan, release).map(([key]) => key)).toEqual([
        'wso2.deployment.envs.USER_STORE_BIND_NAME',
        'wso2.deployment.envs.USER_STORE_DATABASE',
      ])
      expect(at(values, 'wso2.deployment.image.tag')).toBe('4.7.0-mysql')
    }
  })

  test.each(['4.5.0', '4.6.0'] as const)('on %s is left out, and the runbook says so', (version) => {
    const bundle = withStore(version, { type: 'jdbc', hostname: 'users.acme.com' })
    for (const release of releasesOf(bundle, true)) {
      expect(conf(valuesOf(bundle, release), 'userStore')).toEqual({ properties: { key: null } })
      expect(passwordsAsValues(bundle.plan, release).filter(([key]) => key.includes('userStore'))).toEqual([])
    }
    expect(contentOf(bundle.files, 'README.md')).toContain('users1 is not configured')
  })
})

describe('no values', () => {
  test('hold a password of a user store, or a key that the chart does not read', () => {
    for (const version of ['4.5.0', '4.6.0', '4.7.0'] as const) {
      for (const type of ['ldap', 'active-directory', 'jdbc']) {
        const bundle = withStore(version, { type, hostname: 'users.acme.com' })
        for (const release of releasesOf(bundle, true)) {
          const keys = chartKeys(version, release.kind)
          const leaves = leavesOf(valuesOf(bundle, release))
          for (const { path, value } of leaves) {
            if (/password$/i.test(path)) expect([path, value]).toEqual([path, '$env{WSO2_INTERNAL_KEYSTORE_PASSWORD}'])
            if (path.includes('internalKeystore') || path.includes('userStore.type'))
              expect(keys.has(path), path).toBe(true)
          }
          for (const [key] of passwordsAsValues(bundle.plan, release)) {
            const parents = [...keys.keys()].filter((known) => key === known || key.startsWith(`${known}.`))
            expect(parents, key).not.toEqual([])
          }
        }
      }
    }
  })
})
