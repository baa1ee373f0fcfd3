import { noted } from '../../../serialize/yaml'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import type { Manifest } from './manifest'

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

export function gateways(plan: KubernetesPlan, cluster: Cluster): Manifest[] {
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

function gateway(plan: KubernetesPlan, namespace: string, name: string, behind: readonly Release[]): Manifest {
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
