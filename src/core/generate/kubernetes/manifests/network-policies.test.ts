import { describe, expect, test } from 'vitest'
import { SERVER_KINDS } from '../../../kinds/server-kinds'
import type { Place } from '../../../model/design'
import { patternById } from '../../../patterns'
import { some } from '../../../testing/breadth'
import type { Instance, InstanceId, Server } from '../../../wiring/deployment'
import type { Release } from '../plan'
import { contentOf, objectsOf, type Sample, sampleOf } from '../testing/bundles'
import { EVERY, named } from '../testing/matrix'
import { Network, type Outside, type Pod, podOf } from '../testing/policies'

const WAY_IN = {
  'gateway-api': { namespace: 'envoy-gateway-system', labels: {}, address: '10.9.0.1' },
  ingress: { namespace: 'ingress-nginx', labels: {}, address: '10.9.0.1' },
  route: { namespace: 'openshift-ingress', labels: {}, address: '10.9.0.1' },
} as const
const NAMESPACES = { 'openshift-ingress': { 'network.openshift.io/policy-group': 'ingress' } }
const PORTS = [9443, 9763, 5672, 9611, 9711, 8243, 8280, 8099, 9099, 8021, 9021, 5005]
const OUTSIDE: Outside = { address: '203.0.113.9' }

/** Two databases of one design stand for the same connections. */
const DRAWINGS = named(
  some(
    EVERY.filter(({ dbms, openshift }) => dbms === 'mysql' || openshift),
    4,
  ),
)

/** Ports that a server's wiring has it dial on another server, from the drawing and not from the generator. */
function wired(server: Server, keyManager: readonly InstanceId[]): ReadonlyMap<InstanceId, ReadonlySet<number>> {
  const { cluster, region } = server.group
  const found = new Map<InstanceId, Set<number>>()
  const add = (ids: readonly InstanceId[], ports: readonly number[]) => {
    for (const id of ids) found.set(id, new Set([...(found.get(id) ?? []), ...ports]))
  }
  const { kind } = server.instance
  const ids = (list: readonly { readonly id: InstanceId }[]) => list.map(({ id }) => id)
  const control = kind === 'all-in-one' || kind === 'api-control-plane'
  if (!control) {
    add(server.control?.targets ?? [], [9443])
    add(ids(server.brokers), [5672])
  }
  if (kind !== 'key-manager') add(keyManager, [9443])
  if (kind === 'universal-gateway') add(ids([...server.throttlers, ...server.deciders]), [9443, 5672, 9611, 9711])
  for (const environment of server.environments) {
    const near = environment.gateways.filter(
      (gateway) => gateway.cluster?.id === cluster && regionOf(gateway) === region,
    )
    add(ids(near), [9443])
  }
  add(ids(server.crossRegion), [5672])
  return found
}

function regionOf({ datacenter }: Instance): string {
  return datacenter?.places[0]?.id ?? ''
}

function keyManagersOf(server: Server, servers: ReadonlyMap<InstanceId, Server>): readonly InstanceId[] {
  if (server.keyManager && !server.residentKeyManager) return server.keyManager.targets
  const control = server.control?.targets ?? []
  const beyond = control.flatMap((id) => {
    const other = servers.get(id)
    return other && other !== server && other.keyManager && !other.residentKeyManager ? other.keyManager.targets : []
  })
  return beyond.length > 0 ? beyond : control
}

interface Seated {
  readonly server: Server
  readonly release: Release
  readonly pod: Pod
}

function seatedOf({ plan }: Sample): Seated[] {
  return plan.releases.flatMap((release) =>
    release.servers.map((server, at) => ({ server, release, pod: podOf(release, at + 1) })),
  )
}

function networkOf({ files }: Sample, cluster: string): Network {
  return new Network(objectsOf(contentOf(files, `clusters/${cluster}/manifests/network-policies.yaml`)), NAMESPACES)
}

describe.each(DRAWINGS)('network policies of %s', (_, drawn) => {
  const bundle = drawn.bundle()
  const { plan, deployment } = bundle
  const seated = seatedOf(bundle)
  const networks = new Map(plan.clusters.map(({ name }) => [name, networkOf(bundle, name)]))
  const within = (release: Release) => {
    const network = networks.get(release.cluster)
    if (!network) throw new Error(`no policies for ${release.cluster}`)
    return network
  }
  /** `from release > to release` -> ports; servers of a release stand for each other behind its service. */
  const open = new Map<string, Set<number>>()
  const key = (from: Release, to: Release) => `${from.cluster}/${from.name} > ${to.name}`
  for (const { server, release } of seated) {
    for (const [id, ports] of wired(server, keyManagersOf(server, deployment.server))) {
      const to = plan.seats.get(id)?.release
      if (!to || to === release || to.cluster !== release.cluster) continue
      open.set(key(release, to), new Set([...(open.get(key(release, to)) ?? []), ...ports]))
    }
  }

  test('let every drawn connection between releases through, and no other', () => {
    for (const from of seated) {
      for (const to of seated) {
        if (from.release === to.release || from.release.cluster !== to.release.cluster) continue
        const drawnPorts = open.get(key(from.release, to.release)) ?? new Set()
        const allowed = PORTS.filter((port) => within(from.release).allows({ from: from.pod, to: to.pod, port }))
        expect(allowed, `${from.release.name} > ${to.release.name}`).toEqual(
          PORTS.filter((port) => drawnPorts.has(port)),
        )
      }
    }
  })

  test('let the two of a pair copy events to each other', () => {
    for (const { release } of seated) {
      if (release.pods < 2 || release.kind === 'universal-gateway' || release.kind === 'key-manager') continue
      const [from, to] = [podOf(release, 1), podOf(release, 2)]
      expect(within(release).allows({ from, to, port: 5672 })).toBe(true)
      expect(within(release).allows({ from: to, to: from, port: 9443 })).toBe(true)
      expect(within(release).allows({ from, to, port: 9763 })).toBe(false)
    }
  })

  test('let clients in by the ports of the public names alone, and nobody else', () => {
    for (const { release, pod } of seated) {
      const doors = { management: 9443, gateway: 8243, websocket: 8099, websub: 8021 } as const
      const expected: number[] = Object.entries(doors).flatMap(([door, port]) =>
        release.hosts[door as keyof typeof doors] === undefined ? [] : [port],
      )
      // Where other clusters call from is not drawn, so what they call is open to every address.
      const crossing = seated
        .filter((other) => other.release.cluster !== release.cluster)
        .flatMap((other) => [...wired(other.server, keyManagersOf(other.server, deployment.server))])
        .flatMap(([id, ports]) => (plan.seats.get(id)?.release === release ? [...ports] : []))
      const openTo = (from: Pod | Outside) => PORTS.filter((port) => within(release).allows({ from, to: pod, port }))
      expect(openTo(WAY_IN[release.exposure]), release.name).toEqual(
        PORTS.filter((port) => [...expected, ...crossing].includes(port)),
      )
      const neighbour: Pod = { namespace: 'other', labels: { product: 'apim' }, address: '10.1.0.9' }
      const stranger: Pod = { namespace: release.namespace, labels: { app: 'shop' }, address: '10.1.0.8' }
      for (const from of [neighbour, stranger, OUTSIDE]) {
        expect(openTo(from), release.name).toEqual(PORTS.filter((port) => crossing.includes(port)))
      }
    }
  })

  test('let servers resolve names and open their databases, and reach nothing else outside by other ports', () => {
    const dns = drawn.openshift
      ? { namespace: 'openshift-dns', labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' }, port: 5353 }
      : { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, port: 53 }
    for (const { release, server, pod } of seated) {
      const network = within(release)
      const to: Pod = { ...dns, address: '10.2.0.1' }
      expect(network.allows({ from: pod, to, port: dns.port, protocol: 'UDP' })).toBe(true)
      expect(network.allows({ from: pod, to, port: dns.port })).toBe(true)
      for (const target of [server.databases.apim, server.databases.shared]) {
        if (!target || (release.kind === 'universal-gateway' && target.schema === 'apim')) continue
        expect(network.allows({ from: pod, to: OUTSIDE, port: target.port }), `${release.name} ${target.port}`).toBe(
          true,
        )
      }
      const links = deployment.outgoing.get(server.instance.id) ?? []
      const anywhere = links.some(({ purposes }) => purposes.has('backend') || purposes.has('webhook-callback'))
      expect(network.allows({ from: pod, to: OUTSIDE, port: 25 }), release.name).toBe(anywhere)
    }
  })
})

test('name the namespace of releases that stand in another one', () => {
  const template = patternById('pattern-4').template('4.7.0')
  const { topology } = template
  const places: Place[] = ['front', 'back'].map((id) => ({ id, kind: 'namespace', parent: 'k', label: id }))
  const bundle = sampleOf({
    ...template,
    topology: {
      ...topology,
      places: [...topology.places, { id: 'k', kind: 'kubernetes-cluster', label: 'K' }, ...places],
      components: topology.components.map((component) =>
        SERVER_KINDS.some((kind) => kind === component.kind)
          ? { ...component, place: component.kind === 'universal-gateway' ? 'front' : 'back' }
          : component,
      ),
    },
  })
  expect(bundle.plan.clusters.map(({ namespaces }) => namespaces)).toEqual([['back', 'front']])
  const network = networkOf(bundle, 'k')
  const of = (kind: string) => {
    const found = seatedOf(bundle).find(({ release }) => release.kind === kind)
    if (!found) throw new Error(`no ${kind}`)
    return found.pod
  }
  const [gateway, manager] = [of('universal-gateway'), of('traffic-manager')]
  expect(network.allows({ from: gateway, to: manager, port: 9611 })).toBe(true)
  expect(network.allows({ from: manager, to: gateway, port: 9443 })).toBe(false)
  expect(network.allows({ from: { ...gateway, namespace: 'back' }, to: manager, port: 9611 })).toBe(false)
})

test('open the ports that the values name for collectors, and those of key managers elsewhere', () => {
  const template = patternById('pattern-3').template('4.7.0')
  const { topology } = template
  const [gateway, control] = ['universal-gateway', 'api-control-plane'].map(
    (kind) => topology.components.find((component) => component.kind === kind)?.id ?? '',
  )
  const bundle = sampleOf({
    ...template,
    topology: {
      ...topology,
      components: [
        ...topology.components,
        { id: 'jaeger', kind: 'observability', properties: { product: 'jaeger' } },
        { id: 'okta', kind: 'external-key-manager' },
      ],
      connections: [
        ...topology.connections,
        { id: 'traces', from: gateway ?? '', to: 'jaeger' },
        { id: 'keys', from: control ?? '', to: 'okta' },
      ],
    },
  })
  const network = networkOf(bundle, bundle.plan.clusters[0]?.name ?? '')
  const opened = (kind: string) => {
    const pod = seatedOf(bundle).find(({ release }) => release.kind === kind)?.pod
    if (!pod) throw new Error(`no ${kind}`)
    return [443, 4317, 14250].filter((port) => network.allows({ from: pod, to: OUTSIDE, port }))
  }
  expect(opened('api-control-plane')).toEqual([443])
  expect(opened('traffic-manager')).toEqual([])
  const { files } = bundle
  expect(contentOf(files, `clusters/${bundle.plan.clusters[0]?.name}/manifests/network-policies.yaml`)).toContain(
    'port: 14250',
  )
})

describe('the evaluator', () => {
  const pod = (labels: Record<string, string>, namespace = 'a'): Pod => ({ labels, namespace, address: '10.0.0.1' })
  const policy = (spec: object) =>
    ({ kind: 'NetworkPolicy', metadata: { namespace: 'a' }, spec: { podSelector: {}, ...spec } }) as never

  test('leaves pods open that no policy selects, and closes one direction only when told so', () => {
    const network = new Network([policy({ podSelector: { matchLabels: { x: '1' } }, policyTypes: ['Ingress'] })])
    expect(network.allows({ from: pod({}), to: pod({}), port: 1 })).toBe(true)
    expect(network.allows({ from: pod({}), to: pod({ x: '1' }), port: 1 })).toBe(false)
    expect(network.allows({ from: pod({ x: '1' }), to: pod({}), port: 1 })).toBe(true)
    expect(network.allows({ from: pod({}), to: pod({ x: '1' }, 'b'), port: 1 })).toBe(true)
  })

  test('joins selectors of one peer, parts those of several, and knows blocks of addresses', () => {
    const both = policy({
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'b' } },
              podSelector: { matchLabels: { x: '1' } },
            },
            { ipBlock: { cidr: '192.168.0.0/16', except: ['192.168.7.0/24'] } },
          ],
          ports: [{ port: 80, endPort: 82 }],
        },
      ],
    })
    const network = new Network([both])
    const allowed = (from: Pod | Outside, port = 80) => network.allows({ from, to: pod({}), port })
    expect(allowed(pod({ x: '1' }, 'b'))).toBe(true)
    expect(allowed(pod({ x: '1' }, 'b'), 82)).toBe(true)
    expect(allowed(pod({ x: '1' }, 'b'), 83)).toBe(false)
    expect(allowed(pod({ x: '1' }))).toBe(false)
    expect(allowed(pod({}, 'b'))).toBe(false)
    expect(allowed({ address: '192.168.1.1' })).toBe(true)
    expect(allowed({ address: '192.168.7.1' })).toBe(false)
  })
})
