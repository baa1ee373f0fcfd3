import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs, some } from '../../testing/breadth'
import { component, connection, design, place } from '../../testing/builders'
import { crossingsOf, reachOf } from './crossings'
import { podLabels } from './services'
import { at, objectsOf, sampleOf } from './testing/bundles'
import { EVERY, named } from './testing/matrix'
import { Network, podOf } from './testing/policies'
import { faultsOf } from './testing/schemas'
import { unfinished } from './testing/unfinished'

/** Listeners whose names the charts' routes ask for. Source: helm-apim, `*-httproute.yaml`, `sectionName`. */
const LISTENER = /^(?:control-plane|gateway|websocket|websub|keymanager)-https$/

describe.each(named(some(EVERY, 9)))('manifests of %s', (_, drawn) => {
  const { plan, files } = drawn.bundle()
  const manifests = files.filter(({ path }) => path.includes('/manifests/'))
  const objects = manifests.flatMap(({ content }) => objectsOf(content))

  test('are objects that the oldest and the newest cluster accept whole, each once', () => {
    const names = manifests.flatMap(({ path, content }) =>
      objectsOf(content).map((object) => {
        expect(faultsOf(object), path).toEqual([])
        const kind = `${object.apiVersion} ${object.kind}`
        return [path.split('/')[1], kind, at(object, 'metadata.namespace'), at(object, 'metadata.name')].join(' ')
      }),
    )
    expect(new Set(names).size).toBe(names.length)
  })

  test('have listeners that the routes ask for, each with a host name of its own', () => {
    for (const gateway of objects.filter(({ kind }) => kind === 'Gateway')) {
      const listeners = at(gateway, 'spec.listeners') as { name: string; hostname: string }[]
      expect(new Set(listeners.map(({ name }) => name)).size).toBe(listeners.length)
      expect(new Set(listeners.map(({ hostname }) => hostname)).size).toBe(listeners.length)
      for (const { name } of listeners) expect(name).toMatch(LISTENER)
    }
  })

  test('make every namespace of the releases, and a Gateway only where one is asked for', () => {
    const namespaces = objects.filter(({ kind }) => kind === 'Namespace').map((object) => at(object, 'metadata.name'))
    expect(namespaces).toEqual(plan.clusters.flatMap((cluster) => cluster.namespaces))
    expect(objects.some(({ kind }) => kind === 'Gateway')).toBe(drawn.exposure === 'gateway-api')
    expect(objects.every(({ kind }) => kind !== 'Secret')).toBe(true)
  })

  test('protect what may run twice and whose chart does not, and no pod twice', () => {
    const budgets = objects.filter(({ kind }) => kind === 'PodDisruptionBudget')
    const several = plan.releases.filter(
      ({ kind, pods }) => kind === 'universal-gateway' || (kind !== 'all-in-one' && pods > 1),
    )
    expect(budgets.map((object) => at(object, 'metadata.name')).sort()).toEqual(
      several.map(({ name }) => `${name}-budget`).sort(),
    )
  })

  test('open a load balancer for exactly what other clusters call, at the pods that answer', () => {
    const crossings = crossingsOf(plan)
    for (const cluster of plan.clusters) {
      const services = files
        .filter(({ path }) => path === `clusters/${cluster.name}/manifests/remote-services.yaml`)
        .flatMap(({ content }) => objectsOf(content))
      const opened = services.flatMap((service) =>
        (at(service, 'spec.ports') as { port: number }[]).map(({ port }) =>
          [at(service, 'metadata.namespace'), JSON.stringify(at(service, 'spec.selector')), port].join(' '),
        ),
      )
      const called = crossings
        .filter(({ to }) => to.cluster === cluster.name)
        .map(({ to, ordinal, port }) => [to.namespace, JSON.stringify(podLabels(to, ordinal)), port].join(' '))
      expect(opened.sort()).toEqual([...new Set(called)].sort())
      for (const service of services) {
        expect(at(service, 'spec')).toMatchObject({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' })
      }
    }
  })
})

test('a server that another cluster dials by its own name has one way in, for a name leads to one', () => {
  const offset = { portOffset: 7 }
  const { files } = sampleOf(
    design({
      places: [place('one', 'kubernetes-cluster'), place('two', 'kubernetes-cluster')],
      components: [
        component('acp1', 'api-control-plane', { place: 'one', properties: offset }),
        component('km1', 'key-manager', { place: 'one' }),
        component('gw1', 'universal-gateway', { place: 'two' }),
        component('db1', 'database'),
      ],
      connections: [
        ['gw1', 'acp1'],
        ['gw1', 'km1'],
        ['km1', 'acp1'],
        ['acp1', 'km1'],
        ['acp1', 'db1'],
        ['km1', 'db1'],
      ].map(([from = '', to = '']) => connection(from, to)),
    }),
  )
  const remote = files.find(({ path }) => path === 'clusters/one/manifests/remote-services.yaml')?.content ?? ''
  expect(remote.match(/acp1\.test\.internal must lead/g)).toHaveLength(1)
  const ways = objectsOf(remote).map((object) => [
    at(object, 'metadata.name'),
    (at(object, 'spec.ports') as { port: number; targetPort: number }[]).map(({ port, targetPort }) => [
      port,
      targetPort,
    ]),
  ])
  expect(ways).toEqual([
    [
      'test-acp-remote-1',
      [
        [5672, 5672],
        [9450, 9443],
      ],
    ],
    ['test-km-remote', [[9443, 9443]]],
  ])
})

test('manifests of an unfinished drawing are whole objects too, and let through what its servers dial', () => {
  fc.assert(
    fc.property(unfinished, (drawn) => {
      const { plan, files } = sampleOf(drawn)
      for (const cluster of plan.clusters) {
        const objects = files
          .filter(({ path }) => path.startsWith(`clusters/${cluster.name}/manifests/`))
          .flatMap(({ content }) => objectsOf(content))
        expect(objects.flatMap(faultsOf)).toEqual([])
        const network = new Network(objects)
        for (const reach of cluster.releases.flatMap((release) => reachOf(plan, release))) {
          const { from, to, ordinal = 1, port } = reach
          if (!to || port === undefined || to.cluster !== cluster.name) continue
          const dialled = podOf(to, ordinal)
          expect(network.allows({ from: podOf(from, 1), to: dialled, port }), `${from.name} ${to.name}`).toBe(true)
        }
      }
    }),
    { numRuns: runs(40) },
  )
})

describe('the schemas', () => {
  const policy = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'a' } }

  test('refuse a wrong type, and name a field that no cluster knows', () => {
    expect(faultsOf({ ...policy, spec: { maxUnavailable: 1, selector: { matchLabels: { a: 'b' } } } })).toEqual([])
    expect(faultsOf({ ...policy, spec: { selector: 'a' } })).toEqual([
      expect.stringContaining('1.25 refuses'),
      expect.stringContaining('newest refuses'),
    ])
    expect(faultsOf({ ...policy, spec: { selector: { matchLabel: { a: 'b' } } } })).toContain(
      '1.25 has no PodDisruptionBudget.spec.selector.matchLabel',
    )
    expect(faultsOf({ ...policy, spec: { unhealthyPodEvictionPolicy: 'AlwaysAllow' } })).toEqual([
      '1.25 has no PodDisruptionBudget.spec.unhealthyPodEvictionPolicy',
    ])
    expect(faultsOf({ ...policy, apiVersion: 'policy/v2' })[0]).toContain('knows no policy/v2')
  })
})
