import { PodDisruptionBudget } from 'kubernetes-models/policy/v1'
import { ConfigMap, Namespace, Service } from 'kubernetes-models/v1'
import { describe, expect, test } from 'vitest'
import { at, CASES, type Json, objectsOf, sample } from './testing/bundles'

interface Validated {
  readonly validate: () => void
}
type Model = new (object: never) => Validated

const MODELS: Readonly<Record<string, Model>> = {
  'v1 Namespace': Namespace as unknown as Model,
  'v1 ConfigMap': ConfigMap as unknown as Model,
  'v1 Service': Service as unknown as Model,
  'policy/v1 PodDisruptionBudget': PodDisruptionBudget as unknown as Model,
}
/** Custom resources, which no model knows: what the specification asks for is checked by hand. */
const CHECKS: Readonly<Record<string, (object: { readonly [key: string]: Json }) => void>> = {
  'gateway.networking.k8s.io/v1 GatewayClass': (object) => {
    expect(at(object, 'spec.controllerName')).toBe('gateway.envoyproxy.io/gatewayclass-controller')
  },
  'gateway.networking.k8s.io/v1 Gateway': (object) => {
    expect(at(object, 'spec.gatewayClassName')).toBe('envoy-gateway')
    const listeners = at(object, 'spec.listeners') as {
      name: string
      hostname: string
      port: number
      protocol: string
      tls: Json
      allowedRoutes: Json
    }[]
    expect(listeners.length).toBeGreaterThan(0)
    expect(new Set(listeners.map(({ name }) => name)).size).toBe(listeners.length)
    expect(new Set(listeners.map(({ hostname }) => hostname)).size).toBe(listeners.length)
    for (const { name, hostname, port, protocol, tls, allowedRoutes } of listeners) {
      expect(name).toMatch(/^(?:control-plane|gateway|websocket|websub|keymanager)-https$/)
      expect(hostname).toMatch(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/)
      expect({ port, protocol, allowedRoutes }).toEqual({
        port: 443,
        protocol: 'HTTPS',
        allowedRoutes: { namespaces: { from: 'Same' } },
      })
      expect(tls).toMatchObject({ mode: 'Terminate', certificateRefs: [{ kind: 'Secret' }] })
    }
  },
}

describe.each(CASES)('manifests of %s on %s by %s', (id, version, exposure) => {
  const { plan, files } = sample(id, version, exposure)
  const manifests = files.filter(({ path }) => path.includes('/manifests/'))
  const objects = manifests.flatMap(({ content }) => objectsOf(content))

  test('are objects that the API server accepts, each once', () => {
    const names = manifests.flatMap(({ path, content }) =>
      objectsOf(content).map((object) => {
        const kind = `${object.apiVersion} ${object.kind}`
        const model = MODELS[kind]
        const check = CHECKS[kind]
        expect(model ?? check, `${path}: ${kind}`).toBeDefined()
        if (model) new model(object as never).validate()
        check?.(object)
        return [path.split('/')[1], kind, at(object, 'metadata.namespace'), at(object, 'metadata.name')].join(' ')
      }),
    )
    expect(new Set(names).size).toBe(names.length)
  })

  test('make every namespace of the releases, and a Gateway only where one is asked for', () => {
    const namespaces = objects.filter(({ kind }) => kind === 'Namespace').map((object) => at(object, 'metadata.name'))
    expect(namespaces).toEqual(plan.clusters.flatMap((cluster) => cluster.namespaces))
    expect(objects.some(({ kind }) => kind === 'Gateway')).toBe(exposure === 'gateway-api')
    expect(objects.every(({ kind }) => kind !== 'Secret')).toBe(true)
  })

  test('protect pairs whose chart does not, and no pod twice', () => {
    const budgets = objects.filter(({ kind }) => kind === 'PodDisruptionBudget')
    const pairs = plan.releases.filter(({ kind, pods }) => kind !== 'all-in-one' && pods > 1)
    expect(budgets.map((object) => at(object, 'metadata.name')).sort()).toEqual(
      pairs.map(({ name }) => `${name}-budget`).sort(),
    )
  })
})
