import { parse as parseToml } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import type { ServerKind } from '../../kinds/server-kinds'
import type { ApimVersion, Component, Design, KindId, Settings } from '../../model/design'
import { patternById } from '../../patterns'
import { at, contentOf, type Json, leavesOf, type Sample, sampleOf, valuesOf } from './testing/bundles'
import { chartKeys } from './testing/chart-keys'

/** Pattern 3 with one more component, to which servers of some kinds are connected. */
function drawn(version: ApimVersion, extra: Component, from: readonly KindId[], settings: Settings = {}): Sample {
  const design: Design = patternById('pattern-3').template(version)
  const { components, connections } = design.topology
  const sources = components.filter(({ kind }) => from.includes(kind))
  return sampleOf({
    ...design,
    settings: { ...design.settings, ...settings },
    topology: {
      ...design.topology,
      components: [...components, extra],
      connections: [...connections, ...sources.map(({ id }) => ({ id: `${id}-${extra.id}`, from: id, to: extra.id }))],
    },
  })
}

function valuesOfKind(bundle: Sample, kind: ServerKind): Json {
  const release = bundle.plan.releases.find((candidate) => candidate.kind === kind)
  if (!release) throw new Error(`no ${kind}`)
  const values = valuesOf(bundle, release)
  const keys = chartKeys(bundle.design.apimVersion, kind)
  const unknown = leavesOf(values).filter(
    ({ path }) => !keys.has(path) && ![...keys.keys()].some((key) => path.startsWith(`${key}.`)),
  )
  expect(unknown.filter(({ path }) => !path.startsWith('kubernetes.extraVolume'))).toEqual([])
  return values
}

const conf = (values: Json, key: string) => at(values, `wso2.apim.configurations.${key}`)
const install = (bundle: Sample) => contentOf(bundle.files, 'clusters/apim-pattern-3/install.sh')
const secrets = (bundle: Sample) => contentOf(bundle.files, 'clusters/apim-pattern-3/create-secrets.sh')

describe('traces', () => {
  test('go to Jaeger and Zipkin by host and port', () => {
    const jaeger = {
      id: 'trace1',
      kind: 'observability',
      properties: { product: 'jaeger', hostname: 'jaeger.acme.com' },
    } as const
    expect(
      conf(valuesOfKind(drawn('4.7.0', jaeger, ['universal-gateway']), 'universal-gateway'), 'openTelemetry'),
    ).toEqual({
      enabled: true,
      name: 'jaeger',
      hostname: 'jaeger.acme.com',
      port: '14250',
    })
  })

  test('go to a collector by URL, for which the chart has no key but its free text', () => {
    const otel = {
      id: 'trace1',
      kind: 'observability',
      properties: { product: 'otel', hostname: 'otel.acme.com', port: 4318 },
    } as const
    const values = valuesOfKind(drawn('4.6.0', otel, ['universal-gateway']), 'universal-gateway')
    expect(conf(values, 'openTelemetry')).toBeUndefined()
    expect(conf(values, 'extraConfigs')).toBe(
      '[apim.open_telemetry.remote_tracer]\nenable = true\nname = "otlp"\nurl = "http://otel.acme.com:4318"\n',
    )
  })
})

describe('analytics', () => {
  const analytics = (product: string) =>
    ({ id: 'ana1', kind: 'analytics', properties: { product, hostname: 'ana.acme.com' } }) as const

  test('with ELK are one switch', () => {
    const values = valuesOfKind(drawn('4.5.0', analytics('elk'), ['universal-gateway']), 'universal-gateway')
    expect(at(values, 'wso2.ELKAnalytics')).toEqual({ enabled: true })
  })

  test('with Moesif and Choreo take their key from the Secret when the release is installed', () => {
    const moesif = drawn('4.7.0', analytics('moesif'), ['universal-gateway'])
    expect(at(valuesOfKind(moesif, 'universal-gateway'), 'wso2.moesifAnalytics')).toEqual({
      enabled: true,
      moesif_base_url: 'https://ana.acme.com',
    })
    expect(secrets(moesif)).toContain('value moesif-application-id MOESIF_APPLICATION_ID ')
    expect(install(moesif)).toMatch(
      /release apim-pattern-3-gw .*\\\n +--set-file wso2\.moesifAnalytics\.key="\$passwords\/[\w.-]+moesif-application-id"\n/,
    )
    const choreo = drawn('4.5.0', analytics('choreo'), ['universal-gateway'])
    expect(at(valuesOfKind(choreo, 'universal-gateway'), 'wso2.choreoAnalytics')).toEqual({
      enabled: true,
      endpoint: 'https://ana.acme.com/auth/v1',
    })
    expect(install(choreo)).toContain('wso2.choreoAnalytics.onpremKey=')
  })

  test.each([
    ['4.5.0', 'moesif'],
    ['4.6.0', 'choreo'],
    ['4.7.0', 'choreo'],
  ] as const)(
    'that the charts of %s do not know, %s, are named in the runbook and get neither values nor a key',
    (version, product) => {
      const bundle = drawn(version, analytics(product), ['universal-gateway'])
      expect(at(valuesOfKind(bundle, 'universal-gateway'), `wso2.${product}Analytics`)).toBeUndefined()
      expect(contentOf(bundle.files, 'README.md')).toContain(`The charts of ${version} do not know ${product}`)
      expect(secrets(bundle)).not.toContain(product)
      expect(install(bundle)).not.toContain(`${product}Analytics`)
    },
  )

  test.each([
    ['4.5.0', 'elk'],
    ['4.5.0', 'choreo'],
    ['4.6.0', 'moesif'],
    ['4.7.0', 'elk'],
  ] as const)('that the charts of %s know, %s, are no limitation', (version, product) => {
    const bundle = drawn(version, analytics(product), ['universal-gateway'])
    expect(contentOf(bundle.files, 'README.md')).not.toContain('do not know')
  })
})

describe('counters in Redis', () => {
  const redis = { id: 'redis1', kind: 'redis', properties: { hostname: 'redis.acme.com' } } as const
  const settings = { distributedThrottling: true }

  test('are shared by Traffic Managers, and gateways then count at one of them', () => {
    const bundle = drawn('4.6.0', redis, ['traffic-manager'], settings)
    expect(conf(valuesOfKind(bundle, 'traffic-manager'), 'distributedThrottling')).toEqual({
      enable: true,
      type: 'redis',
      keyvalueStore: {
        host: 'redis.acme.com',
        port: 6379,
        password: '$env{WSO2_INTERNAL_KEYSTORE_KEY_PASSWORD}',
      },
    })
    expect(conf(valuesOfKind(bundle, 'traffic-manager'), 'security.jksExistingSecret')).toMatchObject({
      internalKeystorePasswordKey: 'redis-password',
      internalKeystoreKeyPasswordKey: 'redis-password',
    })
    expect(conf(valuesOfKind(bundle, 'universal-gateway'), 'distributedThrottling')).toEqual({ enable: true })
    expect(secrets(bundle)).toContain('value redis-password REDIS_PASSWORD ')
    expect(install(bundle)).not.toContain('redis')
    expect(contentOf(bundle.files, 'network/firewall.csv')).toContain('redis.acme.com,6379,tcp')
  })

  test('take their password from the Secret beside that of a user store', () => {
    const users = { type: 'ldap', hostname: 'ldap.acme.com' }
    const { design } = drawn('4.7.0', { id: 'users1', kind: 'user-store', properties: users }, ['api-control-plane'])
    const { components, connections } = design.topology
    const control = components.filter(({ kind }) => kind === 'api-control-plane')
    const bundle = sampleOf({
      ...design,
      settings: { ...design.settings, ...settings },
      topology: {
        ...design.topology,
        components: [...components, redis],
        connections: [...connections, ...control.map(({ id }) => ({ id: `${id}-redis1`, from: id, to: 'redis1' }))],
      },
    })
    const values = valuesOfKind(bundle, 'api-control-plane')
    expect(conf(values, 'security.jksExistingSecret')).toMatchObject({
      internalKeystorePasswordKey: 'user-store-bind-password',
      internalKeystoreKeyPasswordKey: 'redis-password',
    })
    expect(conf(values, 'userStore.properties.connection_password')).toBe('$env{WSO2_INTERNAL_KEYSTORE_PASSWORD}')
    expect(conf(values, 'distributedThrottling.keyvalueStore.password')).toBe(
      '$env{WSO2_INTERNAL_KEYSTORE_KEY_PASSWORD}',
    )
  })

  test('need 4.6.0, and the runbook says so', () => {
    const bundle = drawn('4.5.0', redis, ['traffic-manager'], settings)
    expect(conf(valuesOfKind(bundle, 'traffic-manager'), 'distributedThrottling')).toBeUndefined()
    expect(conf(valuesOfKind(bundle, 'universal-gateway'), 'distributedThrottling')).toBeUndefined()
    expect(contentOf(bundle.files, 'README.md')).toContain('Counters are not shared through Redis')
  })
})

/** Pattern 3 with facts of its gateways and a Redis of theirs. */
function withGateways(version: ApimVersion, properties: Component['properties'], redis = false): Sample {
  const limits = { id: 'redis1', kind: 'redis', properties: { hostname: 'redis.acme.com', port: 6380 } } as const
  const { design } = drawn(version, limits, redis ? ['universal-gateway'] : [])
  const components = design.topology.components.map((component) =>
    component.kind === 'universal-gateway' ? { ...component, properties: { ...properties } } : component,
  )
  return sampleOf({ ...design, topology: { ...design.topology, components } })
}

describe('gateways', () => {
  test('of several tenants load them all, and keep no tokens where they are drawn without a cache', () => {
    const values = valuesOfKind(withGateways('4.6.0', { multiTenant: true, tokenCache: false }), 'universal-gateway')
    expect(conf(values, 'syncRuntimeArtifacts.tenantLoading')).toEqual({ enabled: true, tenants: '*' })
    expect(conf(values, 'cache.gateway_token')).toEqual({ enabled: false })
    const plain = valuesOfKind(withGateways('4.6.0', {}), 'universal-gateway')
    expect(conf(plain, 'syncRuntimeArtifacts.tenantLoading')).toBeUndefined()
    expect(conf(plain, 'cache')).toBeUndefined()
    expect(conf(plain, 'extraConfigs')).toBeUndefined()
  })

  test('without streaming APIs have no way in for them, and close their listeners where the version can', () => {
    const bundle = withGateways('4.7.0', { streaming: false })
    const values = valuesOfKind(bundle, 'universal-gateway')
    expect(parseToml(String(conf(values, 'extraConfigs')))).toEqual({
      apim: { ws: { enable: false }, wss: { enable: false }, webhooks: { https: { enable: false } } },
    })
    expect(at(values, 'kubernetes.gatewayAPI.websocket')).toEqual({ enabled: false })
    expect(contentOf(bundle.files, 'clusters/apim-pattern-3/manifests/gateway.yaml')).not.toContain('websocket-https')
    expect(conf(valuesOfKind(withGateways('4.5.0', { streaming: false }), 'universal-gateway'), 'extraConfigs')).toBe(
      undefined,
    )
  })

  test('count requests themselves where no server is drawn that does, and not at the sample of the chart', () => {
    const { design } = withGateways('4.7.0', {})
    const connections = design.topology.connections.filter(({ from, to }) => ![from, to].some((id) => /^tm/.test(id)))
    const alone = sampleOf({ ...design, topology: { ...design.topology, connections } })
    expect(conf(valuesOfKind(alone, 'universal-gateway'), 'throttling')).toEqual({
      serviceUrl: 'localhost',
      servicePort: 9443,
      urls: ['localhost'],
    })
  })

  test('count burst limits together in a Redis, whose password is in no values', () => {
    const bundle = withGateways('4.7.0', {}, true)
    const values = valuesOfKind(bundle, 'universal-gateway')
    expect(parseToml(String(conf(values, 'extraConfigs')))).toEqual({
      apim: {
        redis_config: {
          host: 'redis.acme.com',
          port: 6380,
          password: '$env{WSO2_INTERNAL_KEYSTORE_KEY_PASSWORD}',
          gateway_id: '$env{NODE_IP}',
        },
      },
      throttle_properties: { 'throttling.distributed.counter.type': 'redis' },
    })
    expect(conf(values, 'security.jksExistingSecret')).toMatchObject({
      internalKeystoreKeyPasswordKey: 'redis-password',
    })
    expect(secrets(bundle)).toContain('value redis-password REDIS_PASSWORD ')
    expect(contentOf(bundle.files, 'network/firewall.csv')).toContain('redis.acme.com,6380,tcp')
    expect(contentOf(bundle.files, 'README.md')).not.toContain('count burst and backend limits alone')
    const old = withGateways('4.5.0', {}, true)
    expect(secrets(old)).not.toContain('redis-password')
    expect(contentOf(old.files, 'README.md')).toContain('Gateways count burst and backend limits alone')
  })
})

test('a Key Manager says the port of its way in, and control planes every kind of gateway of their version', () => {
  const bundle = sampleOf(patternById('pattern-4').template('4.7.0'))
  expect(conf(valuesOfKind(bundle, 'key-manager'), 'extraConfigs')).toBe(
    '[transport.https.properties]\nproxyPort = 443\n',
  )
  expect(conf(valuesOfKind(bundle, 'api-control-plane'), 'gatewayType')).toBe(
    'Regular,APK,AWS,Azure,Kong,Envoy,APIPlatform',
  )
})

test('a control plane without gateways of the bundle offers none, and not the sample of the chart', () => {
  const design = patternById('pattern-3').template('4.7.0')
  const { components, connections } = design.topology
  const kept = components.filter(({ kind }) => kind !== 'universal-gateway' && kind !== 'traffic-manager')
  const ids = kept.map(({ id }) => id)
  const bundle = sampleOf({
    ...design,
    topology: {
      ...design.topology,
      components: kept,
      connections: connections.filter(({ from, to }) => ids.includes(from) && ids.includes(to)),
    },
  })
  expect(conf(valuesOfKind(bundle, 'api-control-plane'), 'gateway.environments')).toEqual([])
})

describe('what no chart configures', () => {
  test('is in the runbook: key managers of others, user stores, port offsets, OpenShift', () => {
    const runbook = (bundle: Sample) => contentOf(bundle.files, 'README.md')
    const foreign = { id: 'idp1', kind: 'external-key-manager', properties: { hostname: 'idp.acme.com' } } as const
    const bundle = drawn('4.7.0', foreign, ['api-control-plane', 'universal-gateway'])
    expect(runbook(bundle)).toContain('`idp.acme.com`')
    expect(conf(valuesOfKind(bundle, 'api-control-plane'), 'km')).toEqual({ enabled: false })
    expect(conf(valuesOfKind(bundle, 'universal-gateway'), 'km.serviceUrl')).toBe(
      'apim-pattern-3-acp-wso2am-acp-service',
    )
    const store = { id: 'ldap1', kind: 'user-store', properties: { hostname: 'ldap.acme.com' } } as const
    expect(runbook(drawn('4.7.0', store, ['api-control-plane']))).toContain('ldap1 is not configured')
    expect(runbook(drawn('4.7.0', store, []))).not.toContain('ldap1 is not configured')
    const design = patternById('pattern-0').template('4.7.0')
    const [place, ...places] = design.topology.places
    if (!place) throw new Error('pattern 0 has a place')
    const openshift = {
      ...design,
      topology: {
        ...design.topology,
        places: [{ ...place, kind: 'kubernetes-cluster' as const, properties: { flavour: 'openshift' } }, ...places],
        components: design.topology.components.map((component) =>
          component.kind === 'all-in-one' ? { ...component, properties: { portOffset: 3 } } : component,
        ),
      },
    }
    expect(runbook(sampleOf({ ...openshift, apimVersion: '4.6.0' }))).toContain('make no OpenShift Route')
    expect(runbook(sampleOf(openshift))).not.toContain('OpenShift Route')
    expect(runbook(sampleOf(openshift))).toContain('uses the standard ports')
    const numbered = drawn('4.7.0', foreign, [])
    const named = {
      ...numbered.design,
      topology: {
        ...numbered.design.topology,
        components: numbered.design.topology.components.map((component) =>
          component.kind === 'universal-gateway'
            ? { ...component, properties: { gatewayId: component.id } }
            : component,
        ),
      },
    }
    expect(runbook(sampleOf(named))).toContain('report under ids of their own')
    expect(runbook(sampleOf({ ...named, apimVersion: '4.5.0' }))).not.toContain('report under ids of their own')
  })
})
