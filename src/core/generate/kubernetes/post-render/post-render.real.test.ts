import { beforeAll, describe, expect, test } from 'vitest'
import { APIM_VERSIONS } from '../../../model/design'
import { PATTERNS } from '../../../patterns'
import { inAccept, usually } from '../../../testing/breadth'
import { deploymentsOf, podLabels } from '../services'
import { availabilityFaults, selects } from '../testing/availability'
import type { KubernetesObject } from '../testing/bundles'
import { at, type Json, objectsOf, sample } from '../testing/bundles'
import { type Rendered, renderedOf } from '../testing/rendered'
import { faultsOf } from '../testing/schemas'
import { patchesOf } from '.'

/** In a usual run each pattern once, on every version between them. */
const CASES = usually(
  PATTERNS.map(({ id }, at) => [id, APIM_VERSIONS[(at + 1) % APIM_VERSIONS.length] ?? '4.7.0'] as const),
  PATTERNS.flatMap(({ id }) => APIM_VERSIONS.map((version) => [id, version] as const)),
)

function named(objects: readonly KubernetesObject[], kind: string): ReadonlyMap<string, KubernetesObject> {
  return new Map(
    objects.filter((object) => object.kind === kind).map((object) => [String(at(object, 'metadata.name')), object]),
  )
}

function pods(object: KubernetesObject | undefined): Json {
  return (object && at(object, 'spec.template.spec')) ?? null
}

describe.each(CASES)('what is installed of %s on %s', (id, version) => {
  const bundle = sample(id, version, 'gateway-api')
  let releases: readonly Rendered[] = []
  beforeAll(async () => {
    releases = await renderedOf(bundle)
  })

  test('has the objects that Helm rendered, and differs from them where a patch says so only', () => {
    for (const { release, before, after } of releases) {
      const keys = (objects: readonly KubernetesObject[]) =>
        objects.map((object) => `${object.kind} ${at(object, 'metadata.name')}`).sort()
      expect(keys(after)).toEqual(keys(before))
      const deployments = [...named(after, 'Deployment').keys()]
      expect(deployments.sort(), release.name).toEqual([...deploymentsOf(release)].sort())
      expect(after.filter(({ kind }) => kind === 'Deployment').flatMap(faultsOf)).toEqual([])
      for (const object of before) {
        if (object.kind === 'Deployment' || object.kind === 'ConfigMap') continue
        const same = after.find(
          (other) => other.kind === object.kind && at(other, 'metadata.name') === at(object, 'metadata.name'),
        )
        expect(same).toEqual(object)
      }
    }
  })

  test('keeps the two of a pair on different machines, by labels that their pods have', () => {
    for (const { release, after } of releases) {
      const deployments = named(after, 'Deployment')
      for (const [name, object] of deployments) {
        const spec = pods(object)
        const constraints = (at(spec, 'topologySpreadConstraints') ?? []) as { labelSelector: Json; maxSkew: number }[]
        if (release.pods < 2 && release.kind !== 'universal-gateway') {
          expect(constraints).toEqual([])
          continue
        }
        const labels = at(object, 'spec.template.metadata.labels') as Record<string, string>
        for (const { labelSelector, maxSkew } of constraints) {
          expect(maxSkew).toBe(1)
          expect(labels).toMatchObject(at(labelSelector, 'matchLabels') as object)
          expect(at(labelSelector, 'matchLabels')).toEqual(podLabels(release))
        }
        expect(constraints.map((constraint) => at(constraint as never, 'topologyKey'))).toContain(
          'topology.kubernetes.io/zone',
        )
        const required = at(spec, 'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution')
        if (deployments.size === 2) {
          const [rule] = required as { topologyKey: string; labelSelector: Json }[]
          expect(rule?.topologyKey).toBe('kubernetes.io/hostname')
          const matches = [...deployments].map(([other, { spec: inner }]) => [
            other === name,
            selects(rule?.labelSelector, at(inner ?? null, 'template.metadata.labels')),
          ])
          expect(matches, 'selects the other one, and not itself').toContainEqual([false, true])
          expect(matches).toContainEqual([true, false])
        } else {
          expect(required).toBeUndefined()
          expect(constraints.map((constraint) => at(constraint as never, 'topologyKey'))).toContain(
            'kubernetes.io/hostname',
          )
        }
      }
    }
  })

  test('holds to zones exactly where the drawing has several', () => {
    const drawn = bundle.deployment.domains.filter(({ kind }) => kind === 'zone').length > 1
    for (const { release, after } of releases) {
      for (const object of named(after, 'Deployment').values()) {
        const zone = ((at(pods(object), 'topologySpreadConstraints') ?? []) as Json[]).find(
          (constraint) => at(constraint, 'topologyKey') === 'topology.kubernetes.io/zone',
        )
        if (zone === undefined || release.pods < 2) continue
        expect(at(zone, 'whenUnsatisfiable'), release.name).toBe(drawn ? 'DoNotSchedule' : 'ScheduleAnyway')
      }
    }
  })

  test('has three probes, each once, and readiness that differs from liveness', () => {
    for (const { release, after } of releases) {
      for (const object of named(after, 'Deployment').values()) {
        const [container] = at(pods(object), 'containers') as Json[]
        const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((kind) => at(container ?? null, kind))
        for (const probe of probes) expect(probe, release.name).toBeDefined()
        const [, liveness, readiness] = probes as { httpGet: Json }[]
        expect(readiness?.httpGet).not.toEqual(liveness?.httpGet)
        expect(at(readiness ?? null, 'periodSeconds')).toBe(10)
      }
    }
  })

  test('leaves the number of gateways to the autoscaler, and to it alone', () => {
    for (const { release, after } of releases) {
      const [scaler] = named(after, 'HorizontalPodAutoscaler').values()
      for (const object of named(after, 'Deployment').values()) {
        expect(at(object, 'spec.replicas') === undefined).toBe(scaler !== undefined)
      }
      if (scaler) expect(at(scaler, 'spec.minReplicas'), release.name).toBeGreaterThanOrEqual(1)
    }
  })

  // Pattern 0 is one server on purpose.
  if (id !== 'pattern-0') {
    test('passes the seven checks of availability that kube-score and Polaris share', () => {
      for (const { release, after } of releases) {
        const manifests = bundle.files
          .filter(({ path }) => path.startsWith(`clusters/${release.cluster}/manifests/`))
          .flatMap(({ content }) => objectsOf(content))
        expect(availabilityFaults(release, [...after, ...manifests])).toEqual([])
      }
    })
  }

  test('draws arrows to Deployments of its namespace that some release makes', () => {
    const made = new Set(
      releases.flatMap(({ release, after }) =>
        [...named(after, 'Deployment').keys()].map((name) => `${release.cluster} ${release.namespace} ${name}`),
      ),
    )
    for (const { release, after } of releases) {
      for (const object of named(after, 'Deployment').values()) {
        expect(at(object, 'metadata.labels')).toMatchObject({ 'app.kubernetes.io/instance': release.name })
        const annotations = (at(object, 'metadata.annotations') ?? {}) as Record<string, string>
        const arrows = JSON.parse(annotations['app.openshift.io/connects-to'] ?? '[]') as { name: string }[]
        for (const { name } of arrows) expect(made).toContain(`${release.cluster} ${release.namespace} ${name}`)
        if (release.kind === 'universal-gateway') expect(arrows.length).toBeGreaterThan(0)
        expect(at(object, 'spec.selector.matchLabels')).not.toHaveProperty(['app.kubernetes.io/name'])
      }
    }
  })

  test('tells the all-in-one about a separate Key Manager, and changes no other line of a configuration', () => {
    for (const { release, before, after } of releases) {
      const told = patchesOf(bundle.plan, release).some(({ change }) => change === 'key-manager')
      expect(told).toBe(id === 'pattern-5' && release.kind === 'all-in-one')
      const changed = named(after, 'ConfigMap')
      for (const [name, object] of named(before, 'ConfigMap')) {
        const data = object.data as Record<string, string>
        const now = changed.get(name)?.data as Record<string, string>
        if (!told || data['deployment.toml'] === undefined) {
          expect(now).toEqual(data)
          continue
        }
        const km = bundle.plan.releases.find(({ kind }) => kind === 'key-manager')
        const lines = data['deployment.toml'].split('\n')
        const differing = (now['deployment.toml'] ?? '').split('\n').filter((line, at) => line !== lines[at])
        expect(differing).toEqual([`service_url = "https://${km?.name}-wso2am-km-service:9443/services/"`])
      }
    }
  })
})

test('the checks of availability notice what the charts alone lack', async () => {
  const releases = await renderedOf(sample('pattern-3', '4.7.0', 'gateway-api'), 'spread,probes')
  const faults = releases.map(({ release, after }) => [
    release.kind,
    availabilityFaults(release, after).map((fault) => fault.slice(release.name.length + 2)),
  ])
  const lacking = ['host spread', 'zone spread', 'disruption budget']
  expect(Object.fromEntries(faults)).toEqual({
    'api-control-plane': [...lacking, 'probes', 'policies'],
    'traffic-manager': [...lacking, 'probes', 'policies'],
    'universal-gateway': [...lacking, 'policies'],
  })
})

describe('render.sh', () => {
  inAccept(() => {
    test('leaves out what it is told to, one by one and all together', async () => {
      const bundle = sample('pattern-5', '4.6.0', 'gateway-api')
      const all = 'spread,probes,replicas,view,key-manager'
      for (const { before, after } of await renderedOf(bundle, all)) {
        expect(new Set(after.map((object) => JSON.stringify(sorted(object))))).toEqual(
          new Set(before.map((object) => JSON.stringify(sorted(object)))),
        )
      }
      const gateway = (await renderedOf(bundle, 'view,replicas')).find(
        ({ release }) => release.kind === 'universal-gateway',
      )
      const [deployment] = named(gateway?.after ?? [], 'Deployment').values()
      expect(at(deployment ?? null, 'metadata.labels')).toBeUndefined()
      expect(at(deployment ?? null, 'spec.replicas')).toBe(2)
      expect(at(pods(deployment), 'topologySpreadConstraints')).toHaveLength(2)
    })
  })

  test('stops when a configuration is not as the pinned charts write it', async () => {
    const bundle = sample('pattern-5', '4.6.0', 'gateway-api')
    const files = bundle.files.map((file) =>
      file.path.endsWith('render.sh')
        ? { ...file, content: file.content.replace('-am-service ', '-other-service ') }
        : file,
    )
    await expect(renderedOf({ ...bundle, files })).rejects.toThrow(/another version/)
  })
})

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
