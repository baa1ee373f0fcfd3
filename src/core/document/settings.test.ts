import { describe, expect, test } from 'vitest'
import { APIM_VERSIONS, DBMS_IDS } from '../model/design'
import { design } from '../testing/builders'
import { fieldProblem } from './schema'
import { defaultSettings, effectiveSettings, SETTING_FIELDS } from './settings'

describe('settings', () => {
  test('an empty design gets every default; tokens stay unknown', () => {
    expect(effectiveSettings(design({ name: 'acme' }))).toEqual({
      production: true,
      domain: 'acme.internal',
      distributedThrottling: false,
      adminUsername: 'admin',
      dbms: 'mysql',
      installDirectory: '/opt/wso2',
      serviceUser: 'wso2carbon',
      javaHome: '/usr/lib/jvm/java-21-openjdk',
      exposure: 'gateway-api',
      namespace: 'acme',
      imageRegistry: 'docker.io',
      imageRepository: 'wso2',
      imageTag: '4.7.0',
      secretDelivery: 'script',
      secretVault: 'hashicorp-vault',
    })
  })

  test('what the design says goes before the default', () => {
    const said = design({ settings: { dbms: 'postgresql', tokens: 'jwt', namespace: 'api' } })
    expect(effectiveSettings(said)).toMatchObject({ dbms: 'postgresql', tokens: 'jwt', namespace: 'api' })
  })

  test.each([
    ['4.5.0', '/usr/lib/jvm/java-17-openjdk', 'ingress'],
    ['4.6.0', '/usr/lib/jvm/java-21-openjdk', 'ingress'],
    ['4.7.0', '/usr/lib/jvm/java-21-openjdk', 'gateway-api'],
  ] as const)('%s runs on %s behind %s', (apimVersion, javaHome, exposure) => {
    expect(defaultSettings({ name: 'a', apimVersion })).toMatchObject({ javaHome, exposure, imageTag: apimVersion })
  })

  test('the form has every setting once, and takes every default', () => {
    for (const apimVersion of APIM_VERSIONS) {
      const defaults: Readonly<Record<string, unknown>> = { ...defaultSettings({ name: 'acme', apimVersion }) }
      const keys = SETTING_FIELDS.map(({ key }) => key)
      expect([...keys].sort()).toEqual([...Object.keys(defaults), 'tokens'].sort())
      for (const field of SETTING_FIELDS) {
        const value = defaults[field.key]
        if (value !== undefined) expect(fieldProblem(field, value)).toBeUndefined()
        if ('default' in field) expect(field.default).toEqual(value)
      }
    }
  })

  test('the form offers every database system', () => {
    const field = SETTING_FIELDS.find(({ key }) => key === 'dbms')
    expect(field?.type === 'choice' && field.choices.map(({ value }) => value)).toEqual([...DBMS_IDS])
  })

  test('a name of 63 characters still gives a domain', () => {
    const { domain } = defaultSettings({ name: 'a'.repeat(63), apimVersion: '4.7.0' })
    const field = SETTING_FIELDS.find(({ key }) => key === 'domain')
    expect(field && fieldProblem(field, domain)).toBeUndefined()
  })
})
