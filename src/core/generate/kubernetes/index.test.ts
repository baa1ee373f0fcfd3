import { describe, expect, test } from 'vitest'
import type { ApimVersion } from '../../model/design'
import { some } from '../../testing/breadth'
import type { Instance } from '../../wiring/deployment'
import { reachOf } from './crossings'
import type { Release } from './plan'
import { secretObjects } from './secrets/secret-objects'
import { at, contentOf, type Json, leavesOf, objectsOf, sample, valuesOf } from './testing/bundles'
import { chartKeys } from './testing/chart-keys'
import { EVERY, named } from './testing/matrix'
import { dialled, referred, serviceCalled, unknownLeaves } from './testing/values-read'
import { valuesPath } from './values'

const FEWEST_CALLS = {
  'all-in-one': 3,
  'api-control-plane': 2,
  'key-manager': 2,
  'traffic-manager': 3,
  'universal-gateway': 6,
} as const

describe.each(named(some(EVERY, 9)))(
  'the Kubernetes bundle of %s',
  (_, { version, exposure, openshift, bundle: make }) => {
    const bundle = make()
    const { plan, files, design } = bundle

    test('has values for every drawn server, and scripts, manifests and a runbook for every cluster', () => {
      const servers = plan.releases.flatMap((release) => release.servers.map((server) => server.instance.id))
      expect([...servers].sort()).toEqual(bundle.deployment.servers.map((server) => server.instance.id).sort())
      const paths = files.map(({ path }) => path)
      expect(paths).toEqual([...paths].sort())
      expect(new Set(paths).size).toBe(paths.length)
      for (const release of plan.releases) expect(paths).toContain(valuesPath(release))
      expect(paths).toContain('verify/verify.sh')
      for (const { name } of plan.clusters) {
        for (const file of ['install.sh', 'uninstall.sh', 'create-secrets.sh', 'manifests/namespaces.yaml']) {
          expect(paths).toContain(`clusters/${name}/${file}`)
        }
      }
    })

    test('sets only keys that the pinned chart declares and reads, with values of its types', () => {
      for (const release of plan.releases) {
        expect(chartKeys(version, release.kind).size).toBeGreaterThan(80)
        expect(unknownLeaves(valuesOf(bundle, release), version, release.kind), release.name).toEqual([])
      }
    })

    test('names only services that a release makes, with that port, or names of the drawing', () => {
      const drawn = new Set(bundle.deployment.instances.map(({ hostname }) => hostname.toLowerCase()))
      for (const { host, aliases } of bundle.deployment.entries) for (const name of [host, ...aliases]) drawn.add(name)
      for (const { host } of bundle.deployment.databases) drawn.add(host)
      for (const release of plan.releases) {
        const calls = dialled(valuesOf(bundle, release))
        expect(calls.length).toBeGreaterThanOrEqual(FEWEST_CALLS[release.kind])
        for (const { host, port, ordinal } of calls) {
          const service = serviceCalled(host, release, plan)
          if (service) expect(service.ports, `${release.name} dials ${host}`).toContain(port)
          else expect(drawn.has(host), `${release.name} dials ${host}, which nothing makes`).toBe(true)
          if (service && ordinal) expect(host, release.name).toMatch(/-[12](-service)?(\.|$)/)
        }
      }
    })

    test('turns every cloud off, keeps the standard ports and gives pods room for the heap', () => {
      for (const release of plan.releases) {
        const values = valuesOf(bundle, release)
        for (const cloud of ['aws', 'azure', 'gcp']) expect(at(values, `${cloud}.enabled`)).toBe(false)
        expect(at(values, 'wso2.apim.portOffset')).toBeUndefined()
        const memory = 'wso2.deployment.resources'
        const heap = Number.parseInt(String(at(values, `${memory}.jvm.memory.xmx`)), 10)
        for (const kind of ['requests', 'limits']) {
          expect(Number.parseInt(String(at(values, `${memory}.${kind}.memory`)), 10)).toBeGreaterThanOrEqual(
            heap + 1024,
          )
        }
        if (release.kind === 'key-manager') {
          expect(at(values, 'wso2.deployment.livenessProbe.initialDelaySeconds')).toBeGreaterThanOrEqual(180)
        } else {
          expect(at(values, 'wso2.deployment.startupProbe.failureThreshold')).toBeGreaterThanOrEqual(30)
        }
      }
    })

    test('takes the image of each server from one registry, with a driver where it opens a database', () => {
      for (const release of plan.releases) {
        const values = valuesOf(bundle, release)
        const tag = String(at(values, 'wso2.deployment.image.tag'))
        const url = String(at(values, 'wso2.apim.configurations.databases.shared_db.url') ?? 'jdbc:h2:')
        const derived = !url.startsWith('jdbc:h2:') || openshift
        expect(tag === version).toBe(!derived)
        if (!derived) continue
        const name = String(at(values, 'wso2.deployment.image.repository')).split('/').at(-1)
        expect(contentOf(files, 'images/build.sh')).toMatch(
          new RegExp(`^build \\S+ ${name} ${version} ${tag}(?: |$)`, 'm'),
        )
      }
    })

    test('gives the same host to every way in, and opens one of them', () => {
      const open: string[] = []
      for (const release of plan.releases) {
        const values = valuesOf(bundle, release)
        for (const door of ['management', 'controlPlane', 'km', 'gateway', 'websocket', 'websub']) {
          const [api, ingress, route] = ['gatewayAPI', 'ingress', 'route'].map((way) => `kubernetes.${way}.${door}`)
          if (at(values, `${api}`) === undefined && at(values, `${ingress}`) === undefined) continue
          expect(at(values, `${api}.hostname`)).toEqual(at(values, `${ingress}.hostname`))
          const shut = at(values, `${api}.hostname`) === undefined
          expect(at(values, `${api}.enabled`)).toBe(exposure === 'gateway-api' && !shut)
          expect(at(values, `${ingress}.enabled`)).toBe(exposure === 'ingress' && !shut)
          expect(at(values, `${route}.enabled`)).toBe(exposure === 'route' ? !shut : undefined)
          if (exposure === 'route') expect(at(values, `${route}.hostname`)).toEqual(at(values, `${api}.hostname`))
          if (!shut) open.push(`${release.cluster} ${at(values, `${api}.hostname`)}`)
        }
      }
      expect(new Set(open).size).toBe(open.length)
    })

    test('lets OpenShift choose the user of every pod there, and says nothing of it elsewhere', () => {
      for (const release of plan.releases) {
        const said = (at(valuesOf(bundle, release), 'kubernetes') ?? {}) as { readonly [key: string]: Json }
        const { openshift: on, securityContext, enableAppArmor, configMaps } = said
        const allInOne = release.kind === 'all-in-one'
        expect({ on, securityContext, enableAppArmor, configMaps }).toEqual(
          openshift
            ? {
                on: { enabled: true },
                securityContext: { runAsUser: null, ...(allInOne && { runAsGroup: null }) },
                enableAppArmor: allInOne ? undefined : false,
                configMaps: { scripts: { defaultMode: '0457' } },
              }
            : {},
        )
      }
    })

    test('puts no password into values: each comes from a Secret that create-secrets.sh makes', () => {
      for (const release of plan.releases) {
        const values = valuesOf(bundle, release)
        expect(leavesOf(values).filter(({ path }) => /password$/i.test(path))).toEqual([])
        const script = contentOf(files, `clusters/${release.cluster}/create-secrets.sh`)
        const secret = at(values, 'wso2.apim.configurations.existingSecret') as { readonly [key: string]: string }
        expect(script).toContain(`credentials=${secret.secretName}\n`)
        for (const [use, key] of Object.entries(secret))
          if (use !== 'secretName') expect(script).toContain(`value ${key} `)
        expect(secret.encryptionKeyKey !== undefined).toBe(version === '4.7.0')
        expect(at(values, 'wso2.apim.configurations.adminUsername')).toBe('admin')
        expect(at(values, 'wso2.apim.configurations.security.jksExistingSecret') !== undefined).toBe(
          version !== '4.5.0',
        )
      }
    })

    test('refers to no Secret or ConfigMap that nothing makes', () => {
      for (const release of plan.releases) {
        const cluster = plan.clusters.find(({ name }) => name === release.cluster)
        if (!cluster) throw new Error(`no cluster ${release.cluster}`)
        const secrets = secretObjects(plan, cluster).filter(({ namespaces }) => namespaces.includes(release.namespace))
        const manifests = files.filter(
          ({ path, content }) =>
            path.startsWith(`clusters/${cluster.name}/manifests/`) && content.includes('kind: ConfigMap'),
        )
        const maps = manifests
          .flatMap(({ content }) => objectsOf(content))
          .filter(
            ({ kind, metadata }) => kind === 'ConfigMap' && at(metadata ?? null, 'namespace') === release.namespace,
          )
          .map(({ metadata }) => at(metadata ?? null, 'name'))
        const { secret, configMap } = referred(valuesOf(bundle, release))
        expect(secret.length).toBeGreaterThanOrEqual(2)
        expect(secret.filter((name) => !secrets.some((made) => made.name === name))).toEqual([])
        const script = contentOf(files, `clusters/${cluster.name}/create-secrets.sh`)
        expect(
          configMap.filter(
            (name) => !maps.includes(name) && !(name === plan.names.certificates && script.includes(name)),
          ),
        ).toEqual([])
      }
    })

    test('names one encryption key everywhere, from 4.7.0 on', () => {
      const keys = plan.releases.map((release) => {
        const { secretName, encryptionKeyKey } = at(
          valuesOf(bundle, release),
          'wso2.apim.configurations.existingSecret',
        ) as { readonly [key: string]: string }
        return encryptionKeyKey === undefined ? undefined : `${secretName}/${encryptionKeyKey}`
      })
      expect(new Set(keys)).toEqual(
        new Set(version === '4.7.0' ? [`${plan.names.credentials}/encryption-key`] : [undefined]),
      )
    })

    test('holds no placeholder that somebody would have to find and fill in', () => {
      for (const { path, content, language } of files) {
        if (language === 'yaml' || language === 'csv')
          expect(content, path).not.toMatch(/<[A-Z_]+>|TODO|CHANGE_?ME|example\.org/i)
      }
    })

    test('explains every line of its values by elements of the drawing', () => {
      const { places, components, connections } = design.topology
      const ids = new Set([...places, ...components, ...connections].map((element) => element.id))
      for (const { path, content, origins } of files) {
        for (const { from, to, subjects, reason } of origins) {
          expect(from <= to && to <= content.split('\n').length - 1, path).toBe(true)
          expect(
            subjects.filter((subject) => !ids.has(subject)),
            path,
          ).toEqual([])
          expect(reason, path).not.toBe('')
        }
        if (!path.includes('/values/')) continue
        const explained = new Set(
          origins.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, line) => from + line)),
        )
        const bare = content
          .split('\n')
          .filter((line, index) => line !== '' && !line.startsWith('#') && !explained.has(index + 1))
        expect(bare, path).toEqual([])
      }
    })
  },
)

describe('wiring of each pattern', () => {
  const values = (
    id: Parameters<typeof sample>[0],
    kind: Release['kind'],
    cluster?: string,
    version: ApimVersion = '4.7.0',
  ) => {
    const bundle = sample(id, version, 'gateway-api')
    const release = bundle.plan.releases.find(
      (item) => item.kind === kind && (cluster === undefined || item.cluster === cluster),
    )
    if (!release) throw new Error(`${id} has no ${kind}`)
    return { bundle, release, values: valuesOf(bundle, release) }
  }
  const conf = (from: Json, key: string) => at(from, `wso2.apim.configurations.${key}`)

  test('pattern 0 is one pod with embedded databases that may be drained', () => {
    const { values: made } = values('pattern-0', 'all-in-one')
    expect(at(made, 'wso2.deployment.highAvailability')).toBe(false)
    expect(at(made, 'wso2.deployment.minAvailable')).toBe('0%')
    expect(conf(made, 'databases.type')).toBe('h2')
    expect(conf(made, 'existingSecret.apimDBPasswordKey')).toBe('embedded-db-password')
    expect(conf(made, 'oauth_config.oauth2JWKSUrl')).toBe(
      'https://apim-pattern-0-am-wso2am-all-in-one-am-service:9443/oauth2/jwks',
    )
  })

  test('pattern 1 is a sticky pair that serves APIs', () => {
    const { values: made } = values('pattern-1', 'all-in-one')
    expect(at(made, 'wso2.deployment.highAvailability')).toBe(true)
    expect(at(made, 'wso2.deployment.minAvailable')).toBeUndefined()
    expect(at(made, 'kubernetes.gatewayAPI.backendTrafficPolicy.enabled')).toBe(true)
    expect(at(made, 'kubernetes.gatewayAPI.gateway.enabled')).toBe(true)
    expect(conf(made, 'syncRuntimeArtifacts.gateway.labels')).toEqual(['Default'])
  })

  test('pattern 2 shuts the API door of the all-in-one and lets gateways hear each node', () => {
    const { values: made } = values('pattern-2', 'all-in-one')
    expect(at(made, 'kubernetes.gatewayAPI.gateway')).toEqual({ enabled: false })
    const publishing = [1, 2]
      .map((node) => `apim-pattern-2-am-wso2am-all-in-one-am-service-${node}`)
      .map(
        (host) =>
          `[[apim.event_hub.publish.url_group]]\nurls = ["tcp://${host}:9611"]\nauth_urls = ["ssl://${host}:9711"]\n`,
      )
    const caches = '[apim.cache_invalidation]\nenabled = true\ndomain = "all-in-one-domain"\n'
    expect(conf(made, 'extraConfigs')).toBe([...publishing, caches].join(''))
    expect(conf(values('pattern-1', 'all-in-one').values, 'extraConfigs')).toContain(
      'auth_urls = ["ssl://apim-pattern-1-am-wso2am-all-in-one-am-service-2:9711"]',
    )
    expect(conf(values('pattern-0', 'all-in-one').values, 'extraConfigs')).toBeUndefined()
    const { values: gateway } = values('pattern-2', 'universal-gateway')
    const nodes = [
      'apim-pattern-2-am-wso2am-all-in-one-am-service-1',
      'apim-pattern-2-am-wso2am-all-in-one-am-service-2',
    ]
    expect(conf(gateway, 'eventhub')).toEqual({
      enabled: true,
      serviceUrl: 'apim-pattern-2-am-wso2am-all-in-one-am-service',
      servicePort: 9443,
      urls: nodes,
    })
    expect(conf(gateway, 'throttling.urls')).toEqual(nodes)
    expect(at(gateway, 'wso2.deployment')).toMatchObject({ replicas: 2, minReplicas: 2, maxReplicas: 3 })
  })

  test('pattern 3 lets the control plane be its own key manager', () => {
    expect(conf(values('pattern-3', 'api-control-plane').values, 'km')).toEqual({ enabled: false })
    const gateway = values('pattern-3', 'universal-gateway').values
    expect(conf(gateway, 'km.serviceUrl')).toBe('apim-pattern-3-acp-wso2am-acp-service')
    expect(conf(gateway, 'throttling.urls')).toEqual([
      'apim-pattern-3-tm-wso2am-tm-1-service',
      'apim-pattern-3-tm-wso2am-tm-2-service',
    ])
  })

  test('pattern 4 sends everybody to the Key Manager', () => {
    const service = 'apim-pattern-4-km-wso2am-km-service'
    expect(conf(values('pattern-4', 'api-control-plane').values, 'km')).toEqual({
      enabled: true,
      serviceName: service,
      servicePort: 9443,
    })
    for (const kind of ['universal-gateway', 'traffic-manager'] as const) {
      expect(conf(values('pattern-4', kind).values, 'km.serviceUrl')).toBe(service)
    }
    const keys = values('pattern-4', 'key-manager')
    expect(at(keys.values, 'wso2.deployment.highAvailability')).toBe(true)
    expect(at(keys.values, 'wso2.deployment.image.repository')).toBe('wso2/wso2am-acp')
    expect(conf(keys.values, 'databases')).toEqual(conf(values('pattern-4', 'api-control-plane').values, 'databases'))
  })

  test('pattern 5 says in the runbook what the chart of the all-in-one cannot do', () => {
    const { bundle, values: made } = values('pattern-5', 'all-in-one')
    expect(conf(made, 'km')).toBeUndefined()
    expect(conf(made, 'oauth_config.oauth2JWKSUrl')).toBe(
      'https://apim-pattern-5-km-wso2am-km-service:9443/oauth2/jwks',
    )
    expect(contentOf(bundle.files, 'README.md')).toContain(
      'The chart of the all-in-one has no key for the separate Key Manager',
    )
    for (const id of ['pattern-1', 'pattern-4'] as const) {
      expect(contentOf(sample(id, '4.7.0', 'gateway-api').files, 'README.md')).not.toContain('no key for the separate')
    }
  })

  test('gateways and Traffic Managers before 4.7 get the embedded database that they ship with, later ones none', () => {
    for (const kind of ['universal-gateway', 'traffic-manager'] as const) {
      expect(conf(values('pattern-3', kind, undefined, '4.6.0').values, 'databases.type')).toBe('h2')
      expect(conf(values('pattern-3', kind).values, 'databases')).toBeUndefined()
    }
  })

  test('4.5.0 has its own name for gateway labels', () => {
    expect(
      conf(
        values('pattern-2', 'universal-gateway', undefined, '4.5.0').values,
        'sync_runtime_artifacts.gateway.labels',
      ),
    ).toEqual(['Default'])
    expect(conf(values('pattern-2', 'universal-gateway').values, 'syncRuntimeArtifacts.gateway.labels')).toEqual([
      'Default',
    ])
  })

  test('active-active mounts publishers to both brokers of the other region, and opens a way to them', () => {
    const { bundle, release, values: made } = values('multi-dc-active-active', 'api-control-plane', 'east')
    const mounts = at(made, 'kubernetes.extraVolumeMounts') as { subPath: string }[]
    expect(mounts.map(({ subPath }) => subPath).filter((name) => name.endsWith('.properties'))).toEqual([
      'jndi-region-west-1.properties',
      'jndi-region-west-2.properties',
    ])
    expect(mounts.filter(({ subPath }) => subPath.endsWith('.xml'))).toHaveLength(10)
    const crossing = reachOf(bundle.plan, release).filter(({ to }) => to && to.cluster !== release.cluster)
    const hosts = hostsOfKind(bundle.deployment.instances, 'west-acp')
    expect(crossing.map(({ host, port }) => `${host}:${port}`)).toEqual(hosts.map((host) => `${host}:5672`))
    const remote = contentOf(bundle.files, 'clusters/west/manifests/remote-services.yaml')
    for (const host of hosts) expect(remote).toContain(host)
    expect(contentOf(bundle.files, 'clusters/east/create-secrets.sh')).toContain(`tcp://${hosts[0]}:5672`)
  })

  test('a region without a control plane dials the central one by the names of the drawing', () => {
    const { bundle, values: gateway } = values('multi-dc-active-passive', 'universal-gateway', 'region')
    const brokers = hostsOfKind(bundle.deployment.instances, 'acp')
    expect(conf(gateway, 'eventhub')).toMatchObject({
      serviceUrl: 'cp.apim.example.com',
      servicePort: 443,
      urls: brokers,
    })
    expect(conf(gateway, 'throttling.urls')).toEqual([
      'apim-central-control-tm-wso2am-tm-1-service',
      'apim-central-control-tm-wso2am-tm-2-service',
    ])
    expect(conf(values('multi-dc-active-passive', 'traffic-manager', 'region').values, 'eventhub.serviceUrl')).toBe(
      'cp.apim.example.com',
    )
    const remote = contentOf(bundle.files, 'clusters/central/manifests/remote-services.yaml')
    expect(remote).toMatch(/name: tcp-443\n +port: 443\n +targetPort: 9443/)
    expect(remote).toMatch(/name: tcp-9443\n +port: 9443/)
    expect(bundle.files.map(({ path }) => path)).not.toContain('clusters/region/manifests/remote-services.yaml')
  })
})

function hostsOfKind(instances: readonly Instance[], prefix: string): string[] {
  return instances
    .filter(({ id, kind }) => kind === 'api-control-plane' && id.startsWith(prefix))
    .map(({ hostname }) => hostname)
    .sort()
}
