import type { Id } from '../../model/design'
import { type Because, TracedText } from '../../serialize/traced-text'
import { noted, writeYaml, type YamlNode } from '../../serialize/yaml'
import type { GeneratedFile } from '../file-tree'
import { type Crossing, crossingsInto } from './crossings'
import type { Cluster, Plan, Release } from './plan'
import { publishersOf } from './publisher-values'
import { podLabels, SERVLET_PORT } from './services'

/** Objects that the charts do not make. Source: kubernetes-sigs Gateway API v1; policy/v1; core v1. */
export function manifestFiles(plan: Plan, cluster: Cluster, crossings: readonly Crossing[]): GeneratedFile[] {
  return [
    file(plan, cluster, 'namespaces', 'Namespaces of the releases.', namespaces(cluster)),
    file(
      plan,
      cluster,
      'disruption-budgets',
      'The charts of control planes, gateways, Traffic Managers and Key Managers select a label that no pod has, so these do their work.',
      budgets(cluster),
    ),
    ...(cluster.exposure === 'gateway-api'
      ? [
          file(
            plan,
            cluster,
            'gateway',
            'Ways into the cluster: routes of the charts hang on these listeners.',
            gateways(plan, cluster),
          ),
        ]
      : []),
    file(
      plan,
      cluster,
      'event-publishers',
      'Event publishers to brokers of other regions; the values mount them into the control plane.',
      publisherMaps(plan, cluster),
    ),
    file(
      plan,
      cluster,
      'remote-services',
      'Ways in for the other clusters. Keep their addresses inside your network: see network/firewall.csv for who calls.',
      remoteServices(cluster, crossings),
    ),
  ].filter((made) => made !== undefined)
}

interface Manifest {
  readonly object: YamlNode
  readonly because: Because
}

/** One file with one document for each object; none when there is no object. */
function file(
  plan: Plan,
  cluster: Cluster,
  name: string,
  comment: string,
  manifests: readonly Manifest[],
): GeneratedFile | undefined {
  if (manifests.length === 0) return undefined
  const text = new TracedText().add(`# ${comment}`)
  for (const { object, because } of manifests) {
    text.add('---', because)
    writeYaml(text, labelled(object, plan), because)
  }
  return text.toFile({ path: `clusters/${cluster.name}/manifests/${name}.yaml`, language: 'yaml' })
}

function labelled(object: YamlNode, plan: Plan): YamlNode {
  if (typeof object !== 'object' || object === null || !('metadata' in object)) return object
  const { metadata } = object
  if (typeof metadata !== 'object' || metadata === null) return object
  return { ...object, metadata: { ...metadata, labels: { 'app.kubernetes.io/part-of': plan.deployment.design.name } } }
}

function namespaces(cluster: Cluster): Manifest[] {
  return cluster.namespaces.map((name) => ({
    object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    because: { subjects: subjectsIn(cluster, name), reason: 'Releases of these servers go here' },
  }))
}

function subjectsIn(cluster: Cluster, namespace: string): readonly Id[] {
  const here = cluster.releases.filter((release) => release.namespace === namespace)
  return [
    ...new Set([
      ...here.flatMap((release) => release.group.namespace ?? []),
      ...here.flatMap(({ subjects }) => subjects),
    ]),
  ]
}

/** The all-in-one's chart has a budget that works, and two budgets for one pod block every eviction. */
function budgets(cluster: Cluster): Manifest[] {
  return cluster.releases
    .filter((release) => release.kind !== 'all-in-one' && release.pods > 1)
    .map((release) => ({
      object: {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: `${release.name}-budget`, namespace: release.namespace },
        spec: { maxUnavailable: 1, selector: { matchLabels: podLabels(release) } },
      },
      because: { subjects: release.subjects, reason: 'Maintenance of the cluster stops one of them at a time' },
    }))
}

const GATEWAY_CLASS = 'envoy-gateway'

interface Listener {
  readonly name: string
  readonly host: string | undefined
}

/** Names that the charts' routes ask for. Source: helm-apim, `*-httproute.yaml`, `sectionName`. */
function listenersOf({ kind, hosts }: Release): readonly Listener[] {
  const management: Listener =
    kind === 'key-manager'
      ? { name: 'keymanager-https', host: hosts.management }
      : { name: 'control-plane-https', host: hosts.management }
  return [
    management,
    { name: 'gateway-https', host: hosts.gateway },
    { name: 'websocket-https', host: hosts.websocket },
    { name: 'websub-https', host: hosts.websub },
  ].filter(({ host }) => host !== undefined)
}

function gateways(plan: Plan, cluster: Cluster): Manifest[] {
  const exposed = cluster.releases.filter((release) => listenersOf(release).length > 0)
  if (exposed.length === 0) return []
  const gatewayClass: Manifest = {
    object: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name: GATEWAY_CLASS },
      spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
    },
    because: { subjects: cluster.subjects, reason: 'Envoy Gateway answers for this class' },
  }
  const names = [...new Set(exposed.map(({ namespace, gatewayName }) => `${namespace}/${gatewayName}`))].sort()
  return [
    gatewayClass,
    ...names.map((name) => {
      const behind = exposed.filter(({ namespace, gatewayName }) => `${namespace}/${gatewayName}` === name)
      const [namespace = '', gatewayName = ''] = name.split('/')
      return gateway(plan, namespace, gatewayName, behind)
    }),
  ]
}

function gateway(plan: Plan, namespace: string, name: string, behind: readonly Release[]): Manifest {
  const listeners = behind.flatMap((release) =>
    listenersOf(release).map(({ name: section, host }) =>
      noted(
        {
          name: section,
          protocol: 'HTTPS',
          port: 443,
          hostname: host ?? '',
          tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: plan.names.tls }] },
          allowedRoutes: { namespaces: { from: 'Same' } },
        },
        { because: { subjects: release.subjects, reason: `Clients reach ${release.name} as ${host}` } },
      ),
    ),
  )
  return {
    object: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name, namespace },
      spec: { gatewayClassName: GATEWAY_CLASS, listeners },
    },
    because: {
      subjects: [...new Set(behind.flatMap(({ subjects }) => subjects))],
      reason: 'The way in for these servers',
    },
  }
}

function publisherMaps(plan: Plan, cluster: Cluster): Manifest[] {
  return cluster.releases.flatMap((release) => {
    const { files, subjects, configMap } = publishersOf(plan, release)
    if (files.length === 0) return []
    return [
      {
        object: {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: configMap, namespace: release.namespace },
          data: Object.fromEntries(files.map(({ name, content }) => [name, content])),
        },
        because: { subjects, reason: 'Carries events of this region to the brokers of the others' },
      },
    ]
  })
}

/** `acme-acp-remote`, and `acme-acp-remote-1` for one instance. */
export function remoteServiceName({ to, ordinal }: Pick<Crossing, 'to' | 'ordinal'>): string {
  return ordinal === undefined ? `${to.name}-remote` : `${to.name}-remote-${ordinal}`
}

function remoteServices(cluster: Cluster, crossings: readonly Crossing[]): Manifest[] {
  const into = crossingsInto(crossings, cluster)
  const names = [...new Set(into.map(remoteServiceName))].sort()
  return names.flatMap((name) => {
    const members = into.filter((crossing) => remoteServiceName(crossing) === name)
    const [first] = members
    if (!first) return []
    const ports = [...new Set(members.map(({ port }) => port))].sort((a, b) => a - b)
    const because = {
      subjects: [...new Set(members.flatMap(({ subjects }) => subjects))],
      reason: `Servers of other clusters call it: DNS leads ${hostsOf(members).join(' and ')} here`,
    }
    return [
      {
        object: {
          apiVersion: 'v1',
          kind: noted('Service', {
            comment: `In the DNS of the calling clusters, ${hostsOf(members).join(' and ')} must lead to this service.`,
          }),
          metadata: { name, namespace: first.to.namespace },
          spec: {
            type: 'LoadBalancer',
            selector: podLabels(first.to, first.ordinal),
            ports: ports.map((port) => ({
              name: `tcp-${port}`,
              port,
              targetPort: first.ordinal === undefined ? SERVLET_PORT : port,
              protocol: 'TCP',
            })),
          },
        },
        because,
      },
    ]
  })
}

function hostsOf(crossings: readonly Crossing[]): readonly string[] {
  return [...new Set(crossings.map(({ host }) => host))].sort()
}
