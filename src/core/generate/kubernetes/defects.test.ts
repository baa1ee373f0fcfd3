import { parse as parseToml } from 'smol-toml'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ServerKind } from '../../kinds/server-kinds'
import { some } from '../../testing/breadth'
import type { Release } from './plan'
import { podLabels } from './services'
import { at, contentOf, type Json, leavesOf, objectsOf, type Sample, valuesOf } from './testing/bundles'
import { type Drawn, EVERY } from './testing/matrix'
import { dialled, serviceCalled, unknownLeaves } from './testing/values-read'

/** A release of one of the drawings, and its values. */
interface Case {
  readonly drawn: Drawn
  readonly bundle: Sample
  readonly release: Release
  readonly values: Json
  readonly where: string
}

const ALL: Case[] = []

beforeAll(() => {
  for (const drawn of some(EVERY, 4)) {
    const bundle = drawn.bundle()
    for (const release of bundle.plan.releases) {
      ALL.push({ drawn, bundle, release, values: valuesOf(bundle, release), where: `${drawn.name}: ${release.name}` })
    }
  }
})

const conf = (values: Json, key: string) => at(values, `wso2.apim.configurations.${key}`)
const ofKind = (...kinds: Release['kind'][]) => ALL.filter(({ release }) => kinds.includes(release.kind))

/** Where something is wrong; the first few say enough. */
function wrong(cases: readonly Case[], isWrong: (item: Case) => boolean): string[] {
  expect(cases.length).toBeGreaterThan(0)
  return cases
    .filter(isWrong)
    .map(({ where }) => where)
    .slice(0, 5)
}

/** Mistakes of the values that WSO2 gives as samples. Source: helm-apim, docs/am-pattern-* and resources/am-pattern-*. */
describe('no bundle repeats what the sample values get wrong:', () => {
  test('keys that do not exist, or that no template reads', () => {
    const unknown = ({ values, drawn, release }: Case) => unknownLeaves(values, drawn.version, release.kind).length > 0
    expect(wrong(ALL, unknown)).toEqual([])
  })

  test('no encryption key on 4.7.0, with which nothing renders', () => {
    const lacks = ({ values }: Case) =>
      conf(values, 'existingSecret.encryptionKeyKey') === undefined ||
      conf(values, 'encryption.key') !== undefined ||
      typeof conf(values, 'existingSecret.secretName') !== 'string'
    expect(
      wrong(
        ALL.filter(({ drawn }) => drawn.version === '4.7.0'),
        lacks,
      ),
    ).toEqual([])
  })

  test('a digest that is not that of the image which is pulled', () => {
    expect(wrong(ALL, ({ values }) => at(values, 'wso2.deployment.image.digest') !== undefined)).toEqual([])
  })

  test('throttling keys of the all-in-one that are dead, and a key manager that its chart does not know', () => {
    const dead = ({ values }: Case) =>
      conf(values, 'throttling') !== undefined ||
      conf(values, 'km') !== undefined ||
      conf(values, 'eventhub') !== undefined
    expect(wrong(ofKind('all-in-one'), dead)).toEqual([])
  })

  test('placeholders that somebody must fill in', () => {
    const open = ({ values }: Case) =>
      leavesOf(values).some(({ value }) => typeof value === 'string' && /[<>]|YOUR_|GW image/.test(value))
    expect(wrong(ALL, open)).toEqual([])
  })

  test('environments, key managers and event hubs at services that nothing makes', () => {
    const names = (bundle: Sample) => [
      ...bundle.deployment.entries.flatMap(({ host, aliases }) => [host, ...aliases]),
      ...bundle.deployment.instances.map(({ hostname }) => hostname.toLowerCase()),
    ]
    const dangling = ({ bundle, release, values }: Case) =>
      dialled(values).some(({ host, port }) => {
        const service = serviceCalled(host, release, bundle.plan)
        return service ? !service.ports.includes(port) : !names(bundle).includes(host)
      })
    expect(wrong(ALL, dangling)).toEqual([])
  })

  test('a host that two releases of a cluster claim', () => {
    const twice = some(EVERY, 4).filter((drawn) => {
      const hosts = drawn
        .bundle()
        .plan.releases.flatMap(({ cluster, hosts: own }) => Object.values(own).map((host) => `${cluster} ${host}`))
      return new Set(hosts).size < hosts.length
    })
    expect(twice.map(({ name }) => name)).toEqual([])
  })

  test('an all-in-one that opens the way for API calls beside its gateways', () => {
    const beside = ({ values, bundle }: Case) =>
      bundle.plan.releases.some(({ kind }) => kind === 'universal-gateway') &&
      ['gatewayAPI', 'ingress', 'route'].some((way) =>
        ['gateway', 'websocket', 'websub'].some((door) => at(values, `kubernetes.${way}.${door}.enabled`) === true),
      )
    expect(wrong(ofKind('all-in-one'), beside)).toEqual([])
  })

  test('gateway labels under the name of another line', () => {
    const misplaced = ({ values, drawn }: Case) => {
      const [right, other] =
        drawn.version === '4.5.0'
          ? ['sync_runtime_artifacts', 'syncRuntimeArtifacts']
          : ['syncRuntimeArtifacts', 'sync_runtime_artifacts']
      return !Array.isArray(conf(values, `${right}.gateway.labels`)) || conf(values, `${other}`) !== undefined
    }
    expect(wrong(ofKind('universal-gateway'), misplaced)).toEqual([])
  })

  test('analytics of Choreo with a key of the authors', () => {
    expect(wrong(ALL, ({ values }) => at(values, 'wso2.choreoAnalytics') !== undefined)).toEqual([])
  })

  test('keystores that some components use and others do not', () => {
    const names = new Map<string, Set<Json | undefined>>()
    for (const { drawn, values } of ALL) {
      names.set(drawn.name, (names.get(drawn.name) ?? new Set()).add(conf(values, 'security.jksSecretName')))
    }
    for (const [name, used] of names) expect([name, [...used]]).toEqual([name, [expect.stringMatching(/-keystores$/)]])
  })

  test('an administrator or databases of the Key Manager that differ from the rest', () => {
    const differs = ({ bundle, values }: Case) =>
      bundle.plan.releases
        .filter(({ kind }) => kind === 'api-control-plane' || kind === 'all-in-one')
        .filter(({ group }) => group.region === bundle.plan.releases[0]?.group.region)
        .some((control) => {
          const own = valuesOf(bundle, control)
          const same = (key: string) => JSON.stringify(conf(own, key)) === JSON.stringify(conf(values, key))
          return !same('adminUsername') || !same('existingSecret.adminPasswordKey') || !same('databases.type')
        })
    expect(wrong(ofKind('key-manager'), differs)).toEqual([])
  })

  test('gateways and Key Managers that hear one Service for two nodes', () => {
    const shared = ({ values }: Case) =>
      dialled(values).some(
        ({ host, ordinal }) => ordinal && /(-am)?-service(\.|$)/.test(host) && !/-[12]-service/.test(host),
      )
    expect(wrong(ofKind('universal-gateway', 'key-manager', 'traffic-manager'), shared)).toEqual([])
  })

  test('clouds that are on', () => {
    const on = ({ values }: Case) => ['aws', 'azure', 'gcp'].some((cloud) => at(values, `${cloud}.enabled`) !== false)
    expect(wrong(ALL, on)).toEqual([])
  })

  test('the sample property of a user store', () => {
    const sample = ({ values, release }: Case) =>
      release.kind !== 'all-in-one' && conf(values, 'userStore.properties.key') !== null
    expect(wrong(ALL, sample)).toEqual([])
  })

  test('an Ingress without a certificate', () => {
    const bare = ({ values, release }: Case) =>
      release.kind !== 'traffic-manager' && !/-tls$/.test(String(at(values, 'kubernetes.ingress.tlsSecret')))
    expect(
      wrong(
        ALL.filter(({ drawn }) => drawn.exposure === 'ingress'),
        bare,
      ),
    ).toEqual([])
  })

  test('an autoscaler that goes below what is drawn', () => {
    const low = ({ values, release }: Case) => {
      const { replicas, minReplicas, maxReplicas } = at(values, 'wso2.deployment') as { readonly [key: string]: number }
      return replicas !== release.pods || minReplicas !== replicas || (maxReplicas ?? 0) <= (minReplicas ?? 0)
    }
    expect(wrong(ofKind('universal-gateway'), low)).toEqual([])
  })
})

describe('no bundle holds what renders and breaks, or does not render at all:', () => {
  test('null in place of a list or map that templates go into', () => {
    const allowed = /userStore\.properties\.key$|securityContext\.runAs(User|Group)$/
    const nulls = ({ values }: Case) =>
      leavesOf(values).some(({ path, value }) => value === null && !allowed.test(path))
    expect(wrong(ALL, nulls)).toEqual([])
  })

  test('a Route that ends TLS without a certificate', () => {
    const ends = ({ values, release }: Case) =>
      release.kind !== 'traffic-manager' && at(values, 'kubernetes.route.tls.termination') !== 'passthrough'
    expect(
      wrong(
        ALL.filter(({ drawn }) => drawn.exposure === 'route'),
        ends,
      ),
    ).toEqual([])
  })

  test('an empty image', () => {
    const empty = ({ values }: Case) =>
      ['registry', 'repository', 'tag'].some((key) => !at(values, `wso2.deployment.image.${key}`))
    expect(wrong(ALL, empty)).toEqual([])
  })

  test('free text that is no TOML, or repeats a table that the chart writes', () => {
    // Tables that no template of the chart has. Source: helm-apim, `confs/**/deployment.toml`.
    const free: Readonly<Record<ServerKind, readonly string[]>> = {
      'all-in-one': ['apim.event_hub', 'apim.cache_invalidation'],
      'api-control-plane': ['apim.cache_invalidation'],
      'key-manager': ['transport.https'],
      'traffic-manager': [],
      'universal-gateway': [],
    }
    const repeats = ({ values, release }: Case) => {
      const text = conf(values, 'extraConfigs')
      if (text === undefined) return false
      const tables = Object.entries(parseToml(String(text))).flatMap(([head, inner]) =>
        Object.keys(inner as object).map((table) => `${head}.${table}`),
      )
      return tables.some((table) => !free[release.kind].includes(table))
    }
    expect(wrong(ALL, repeats)).toEqual([])
  })

  test('port offsets', () => {
    const shifted = ({ values }: Case) =>
      at(values, 'wso2.apim.portOffset') !== undefined || conf(values, 'throttling.portOffset') !== undefined
    expect(wrong(ALL, shifted)).toEqual([])
  })

  test('an environment without its booleans or its service', () => {
    const open = ({ values }: Case) =>
      ((conf(values, 'gateway.environments') ?? []) as readonly { readonly [key: string]: Json }[]).some(
        ({ displayInApiConsole, showAsTokenEndpointUrl, serviceName, servicePort }) =>
          typeof displayInApiConsole !== 'boolean' ||
          typeof showAsTokenEndpointUrl !== 'boolean' ||
          !serviceName ||
          typeof servicePort !== 'number',
      )
    expect(wrong(ofKind('all-in-one', 'api-control-plane'), open)).toEqual([])
  })

  test('two keystores of one file name', () => {
    const twice = ({ values }: Case) => {
      const stores = Object.values((conf(values, 'security.keystores') ?? {}) as { [key: string]: Json })
      const names = stores.filter((store) => at(store, 'enabled') === true).map((store) => at(store, 'name'))
      return names.length < 2 || new Set(names).size < names.length
    }
    expect(wrong(ALL, twice)).toEqual([])
  })

  test('an index that waits for volumes which nobody makes', () => {
    expect(wrong(ALL, ({ values }) => at(values, 'wso2.deployment.persistence') !== undefined)).toEqual([])
  })

  test('a separate gateway that does not listen to events', () => {
    expect(wrong(ofKind('universal-gateway'), ({ values }) => conf(values, 'eventhub.enabled') !== true)).toEqual([])
  })
})

describe('no bundle leaves a default that is wrong for production:', () => {
  test('passwords of any kind, which stand in a ConfigMap then', () => {
    const plain = ({ values }: Case) =>
      leavesOf(values).some(({ path, value }) => /password$/i.test(path) && !/^\$env\{\w+\}$/.test(String(value)))
    expect(wrong(ALL, plain)).toEqual([])
  })

  test("keystores of the image, with WSO2's own keys", () => {
    const given = ({ values }: Case) =>
      ['primary', 'tls'].some((store) => conf(values, `security.keystores.${store}.enabled`) !== true)
    expect(wrong(ALL, given)).toEqual([])
  })

  test('an embedded database that no finding is about', () => {
    const silent = ({ bundle, release, values }: Case) =>
      conf(values, 'databases.type') === 'h2' &&
      !contentOf(bundle.files, 'README.md').includes(`${release.name} keeps its data`)
    expect(wrong(ofKind('all-in-one', 'api-control-plane', 'key-manager'), silent)).toEqual([])
  })

  test('pulls of a tag that may have moved, at every start of a pod', () => {
    const always = ({ values }: Case) => at(values, 'wso2.deployment.image.imagePullPolicy') !== 'IfNotPresent'
    expect(wrong(ALL, always)).toEqual([])
  })

  test('probes that stop a slow start', () => {
    const seconds = (values: Json, probe: string) => {
      const {
        initialDelaySeconds = 60,
        periodSeconds = 10,
        failureThreshold = 3,
      } = (at(values, `wso2.deployment.${probe}`) ?? {}) as { readonly [key: string]: number }
      return initialDelaySeconds + periodSeconds * failureThreshold
    }
    const short = ({ values, release }: Case) =>
      seconds(values, release.kind === 'key-manager' ? 'livenessProbe' : 'startupProbe') < 300
    expect(wrong(ALL, short)).toEqual([])
  })

  test('a memory target that the heap alone goes beyond', () => {
    const beyond = ({ values }: Case) => {
      const heap = Number.parseInt(String(at(values, 'wso2.deployment.resources.jvm.memory.xmx')), 10)
      const request = Number.parseInt(String(at(values, 'wso2.deployment.resources.requests.memory')), 10)
      return (heap / request) * 100 >= Number(at(values, 'wso2.deployment.memoryUtilizationPercentage'))
    }
    expect(wrong(ofKind('universal-gateway'), beyond)).toEqual([])
  })

  test('budgets that select no pod', () => {
    const unprotected = ({ bundle, release }: Case) =>
      !objectsOf(contentOf(bundle.files, `clusters/${release.cluster}/manifests/disruption-budgets.yaml`)).some(
        ({ spec }) => JSON.stringify(at(spec ?? null, 'selector.matchLabels')) === JSON.stringify(podLabels(release)),
      )
    expect(
      wrong(
        ofKind('api-control-plane', 'traffic-manager', 'key-manager', 'universal-gateway').filter(
          ({ release }) => release.pods > 1,
        ),
        unprotected,
      ),
    ).toEqual([])
  })

  test('pairs that nothing spreads over machines', () => {
    const together = ({ bundle, release }: Case) =>
      !bundle.files.some(
        ({ path, content }) =>
          path.startsWith(`clusters/${release.cluster}/post-render/${release.name}/spread`) &&
          content.includes('kubernetes.io/hostname'),
      )
    expect(
      wrong(
        ALL.filter(({ release }) => release.pods > 1),
        together,
      ),
    ).toEqual([])
  })

  test('pods that everybody may call', () => {
    const open = ({ bundle, release }: Case) =>
      !bundle.files.some(
        ({ path, content }) =>
          path === `clusters/${release.cluster}/manifests/network-policies.yaml` &&
          content.includes(String(podLabels(release).deployment)),
      )
    expect(wrong(ALL, open)).toEqual([])
  })

  test('a pair that runs as one pod', () => {
    const single = ({ values, release }: Case) =>
      at(values, 'wso2.deployment.highAvailability') !== release.servers.length > 1
    expect(wrong(ofKind('all-in-one', 'api-control-plane', 'traffic-manager', 'key-manager'), single)).toEqual([])
  })
})
