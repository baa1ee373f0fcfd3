import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SERVER_KINDS } from '../../kinds/server-kinds'
import type { Component, Design, Place } from '../../model/design'
import { patternById } from '../../patterns'
import { fullName, objectName, RELEASE_NAME_LIMIT, releaseName } from '../../releases/names'
import { usually } from '../../testing/breadth'
import { hasInstanceServices, instanceService, servicesOf, sharedService } from './services'
import { at, contentOf, sampleOf, valuesOf } from './testing/bundles'
import { unfinished } from './testing/unfinished'
import { unknownLeaves } from './testing/values-read'

const CHARTS = {
  'all-in-one': 'wso2am-all-in-one',
  'api-control-plane': 'wso2am-acp',
  'key-manager': 'wso2am-km',
  'traffic-manager': 'wso2am-tm',
  'universal-gateway': 'wso2am-universal-gw',
} as const
const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/)

describe('names', () => {
  test('are what the charts make of a release name', () => {
    expect(fullName('apim-acp', 'wso2am-acp')).toBe('apim-acp-wso2am-acp')
    expect(fullName('wso2am-acp-prod', 'wso2am-acp')).toBe('wso2am-acp-prod')
    expect(fullName('a'.repeat(52), 'wso2am-acp')).toBe(`${'a'.repeat(52)}-wso2am-acp`)
    expect(fullName('a'.repeat(53), 'wso2am-acp')).toBe(`${'a'.repeat(53)}-wso2am-ac`)
    const acp = { kind: 'api-control-plane', name: 'apim-acp', chart: 'wso2am-acp' } as const
    expect([sharedService(acp), instanceService(acp, 2)]).toEqual([
      'apim-acp-wso2am-acp-service',
      'apim-acp-wso2am-acp-2-service',
    ])
    const aio = { kind: 'all-in-one', name: 'apim', chart: 'wso2am-all-in-one' } as const
    expect([sharedService(aio), instanceService(aio, 2)]).toEqual([
      'apim-wso2am-all-in-one-am-service',
      'apim-wso2am-all-in-one-am-service-2',
    ])
  })

  test('of releases and their services are legal whatever the name of the design', () => {
    fc.assert(
      fc.property(label, fc.constantFrom(...SERVER_KINDS), fc.option(label, { nil: '' }), (design, kind, suffix) => {
        const name = releaseName(design, kind, suffix)
        expect(name).toMatch(/^[a-z](?:[a-z0-9-]*[a-z0-9])?$/)
        expect(name.length).toBeLessThanOrEqual(RELEASE_NAME_LIMIT[kind])
        for (const service of servicesOf({ kind, name, chart: CHARTS[kind], pods: 2 })) {
          expect(service.name).toMatch(/^[a-z](?:[a-z0-9-]*[a-z0-9])?$/)
          expect(service.name.length).toBeLessThanOrEqual(63)
        }
        expect(hasInstanceServices(kind)).toBe(servicesOf({ kind, name, chart: CHARTS[kind], pods: 2 }).length > 1)
        expect(objectName(design, 'credentials')).toMatch(/^[a-z][a-z0-9-]{0,59}$/)
      }),
    )
  })

  test('say what they are', () => {
    expect(releaseName('acme-prod', 'api-control-plane', '')).toBe('acme-prod-acp')
    expect(releaseName('acme-prod', 'universal-gateway', 'colombo')).toBe('acme-prod-gw-colombo')
    expect(releaseName('3scale', 'all-in-one', '')).toBe('apim-3scale-am')
    expect(releaseName('a'.repeat(63), 'all-in-one', '')).toBe(`${'a'.repeat(29)}-am`)
  })
})

function change(design: Design, edit: (topology: { places: Place[]; components: Component[] }) => void): Design {
  const places = [...design.topology.places]
  const components = [...design.topology.components]
  const topology = { places, components }
  edit(topology)
  return { ...design, topology: { ...design.topology, ...topology } }
}

const PATTERN_3 = patternById('pattern-3').template('4.7.0')

function withProperties(design: Design, id: string, properties: Component['properties'], place?: string): Design {
  return change(design, ({ components }) => {
    const at = components.findIndex((component) => component.id === id)
    const component = components[at]
    if (!component) throw new Error(`no ${id}`)
    components[at] = { ...component, ...(place && { place }), properties: { ...component.properties, ...properties } }
  })
}

describe('a plan', () => {
  test('puts a group of servers into one release, replicas as well as separate cards', () => {
    const design = change(PATTERN_3, ({ components }) => {
      const at = components.findIndex(({ id }) => id === 'gw1')
      const gateway = components[at]
      if (gateway) components[at] = { ...gateway, replicas: 3 }
    })
    const bundle = sampleOf(design)
    const release = bundle.plan.releases.find(({ kind }) => kind === 'universal-gateway')
    expect(release?.pods).toBe(4)
    expect(release && at(valuesOf(bundle, release), 'wso2.deployment')).toMatchObject({
      replicas: 4,
      minReplicas: 4,
      maxReplicas: 5,
    })
  })

  test('lets the autoscaler go as low and as high as the drawing says', () => {
    const design = change(PATTERN_3, ({ components }) => {
      const at = components.findIndex(({ id }) => id === 'gw1')
      const gateway = components[at]
      if (gateway) components[at] = { ...gateway, properties: { minReplicas: 3, maxReplicas: 8 } }
    })
    const bundle = sampleOf(design)
    const release = bundle.plan.releases.find(({ kind }) => kind === 'universal-gateway')
    expect(release && at(valuesOf(bundle, release), 'wso2.deployment')).toMatchObject({
      replicas: 2,
      minReplicas: 3,
      maxReplicas: 8,
    })
  })

  test('runs two control planes at most and says which one is left out', () => {
    const design = change(PATTERN_3, ({ components }) => {
      components.push({ ...(components.find(({ id }) => id === 'acp2') as Component), id: 'acp3', label: 'Third' })
    })
    const { plan, files } = sampleOf(design)
    const release = plan.releases.find(({ kind }) => kind === 'api-control-plane')
    expect(release?.left.map(({ id }) => id)).toEqual(['acp3'])
    expect(contentOf(files, 'README.md')).toContain('`acp3` of the drawing is not installed')
  })

  test('reaches a server in another namespace by its full name, and makes both namespaces', () => {
    const design = change(PATTERN_3, ({ places, components }) => {
      places.push(
        { id: 'k8s', kind: 'kubernetes-cluster', label: 'Prod 1' },
        { id: 'ns-a', kind: 'namespace', parent: 'k8s', properties: { name: 'data-plane' } },
        { id: 'ns-b', kind: 'namespace', parent: 'k8s', label: 'Control Plane' },
      )
      for (const [index, component] of components.entries()) {
        if (component.kind === 'universal-gateway') components[index] = { ...component, place: 'ns-a' }
        if (component.kind === 'api-control-plane' || component.kind === 'traffic-manager') {
          components[index] = { ...component, place: 'ns-b' }
        }
      }
    })
    const bundle = sampleOf(design)
    expect(bundle.plan.clusters.map(({ name, namespaces }) => ({ name, namespaces }))).toEqual([
      { name: 'prod-1', namespaces: ['control-plane', 'data-plane'] },
    ])
    const gateway = bundle.plan.releases.find(({ kind }) => kind === 'universal-gateway')
    expect(gateway && at(valuesOf(bundle, gateway), 'wso2.apim.configurations.eventhub')).toEqual({
      enabled: true,
      serviceUrl: 'apim-pattern-3-acp-wso2am-acp-service.control-plane.svc.cluster.local',
      servicePort: 9443,
      urls: [1, 2].map((node) => `apim-pattern-3-acp-wso2am-acp-${node}-service.control-plane.svc.cluster.local`),
    })
    const gateways = contentOf(bundle.files, 'clusters/prod-1/manifests/gateway.yaml')
    expect(gateways.match(/kind: Gateway\n/g)).toHaveLength(2)
  })

  test('gives two gateway groups of one namespace names, hosts and Gateway objects of their own', () => {
    const design = withProperties(PATTERN_3, 'gw2', { gatewayLabels: ['Internal'] })
    const bundle = sampleOf(design)
    const gateways = bundle.plan.releases.filter(({ kind }) => kind === 'universal-gateway')
    expect(gateways.map(({ name }) => name)).toEqual(['apim-pattern-3-gw-default', 'apim-pattern-3-gw-internal'])
    expect(new Set(gateways.map(({ gatewayName }) => gatewayName)).size).toBe(2)
    expect(gateways.map(({ hosts }) => hosts.gateway)).toEqual(['gw.apim.example.com', 'gw-gw.apim.example.com'])
    const control = bundle.plan.releases.find(({ kind }) => kind === 'api-control-plane')
    const environments = control && at(valuesOf(bundle, control), 'wso2.apim.configurations.gateway.environments')
    expect(environments).toMatchObject([
      {
        name: 'Default',
        serviceName: 'apim-pattern-3-gw-default-wso2am-universal-gw-service',
        httpHostname: 'gw.apim.example.com',
      },
      {
        name: 'Internal',
        serviceName: 'apim-pattern-3-gw-internal-wso2am-universal-gw-service',
        httpHostname: 'gw-gw.apim.example.com',
      },
    ])
  })

  test('makes host names that Kubernetes accepts of addresses and capital letters', () => {
    const lone: Design = { ...patternById('pattern-0').template('4.7.0') }
    const address = sampleOf(withProperties(lone, 'aio1', { hostname: '10.0.0.7' }))
    expect(address.plan.releases[0]?.hosts).toEqual({
      management: 'aio1.apim.example.com',
      gateway: 'gw-aio1.apim.example.com',
      websocket: 'websocket-gw-aio1.apim.example.com',
      websub: 'websub-gw-aio1.apim.example.com',
    })
    const capital = sampleOf(withProperties(lone, 'aio1', { hostname: 'API.Acme.COM' }))
    expect(capital.plan.releases[0]?.hosts.management).toBe('api.acme.com')
  })

  test('pins an image by the digest that all servers of a release agree on, and none when they do not', () => {
    const digest = (digit: string) => `sha256:${digit.repeat(64)}`
    const imageOf = (design: Design) => {
      const bundle = sampleOf(design)
      const gateway = bundle.plan.releases.find(({ kind }) => kind === 'universal-gateway')
      return gateway && at(valuesOf(bundle, gateway), 'wso2.deployment.image')
    }
    const one = withProperties(PATTERN_3, 'gw1', { imageDigest: digest('a') })
    expect(imageOf(one)).toMatchObject({ tag: '4.7.0', digest: digest('a') })
    expect(imageOf(withProperties(one, 'gw2', { imageDigest: digest('a') }))).toMatchObject({ digest: digest('a') })
    expect(imageOf(withProperties(one, 'gw2', { imageDigest: digest('b') }))).not.toHaveProperty('digest')
    expect(imageOf(PATTERN_3)).not.toHaveProperty('digest')
  })

  test('takes heap, administrator, registry and namespace from the design', () => {
    const settings = {
      adminUsername: 'root.user',
      namespace: 'api',
      imageRegistry: 'r.acme.com:5000',
      imageRepository: 'apim/x',
      imageTag: '4.7.0.9',
    }
    const design = withProperties({ ...PATTERN_3, settings: { ...PATTERN_3.settings, ...settings } }, 'gw1', {
      heapMb: 4096,
    })
    const bundle = sampleOf(design)
    const gateway = bundle.plan.releases.find(({ kind }) => kind === 'universal-gateway')
    if (!gateway) throw new Error('pattern 3 has gateways')
    const values = valuesOf(bundle, gateway)
    expect(gateway.namespace).toBe('api')
    expect(at(values, 'wso2.deployment.resources')).toMatchObject({
      jvm: { memory: { xmx: '4096m' } },
      requests: { memory: '5120Mi' },
    })
    expect(at(values, 'wso2.deployment.image')).toMatchObject({
      registry: 'r.acme.com:5000',
      repository: 'apim/x/wso2am-universal-gw',
      tag: '4.7.0.9',
    })
    expect(at(values, 'wso2.apim.configurations.adminUsername')).toBe('root.user')
  })
})

describe('an unfinished drawing', () => {
  test('gives files for what is there, with legal keys, whatever is missing', () => {
    fc.assert(
      fc.property(unfinished, (design) => {
        const bundle = sampleOf(design)
        for (const release of bundle.plan.releases) {
          const values = valuesOf(bundle, release)
          expect(at(values, 'wso2.apim.configurations.adminUsername')).toBe('admin')
          expect(unknownLeaves(values, design.apimVersion, release.kind)).toEqual([])
        }
        for (const { content } of bundle.files) expect(content).not.toMatch(/undefined|\[object |NaN/)
      }),
      { numRuns: usually(20, 60) },
    )
  })

  test('with nothing in it is a runbook that says so', () => {
    const bundle = sampleOf({ ...PATTERN_3, topology: { places: [], components: [], connections: [] } })
    expect(contentOf(bundle.files, 'README.md')).toContain('The drawing has no WSO2 server')
  })
})
