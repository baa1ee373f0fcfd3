import { noted } from '../../../serialize/yaml'
import { type Crossing, crossingsInto } from '../crossings'
import type { Cluster } from '../plan'
import { podLabels } from '../services'
import type { Manifest } from './manifest'

/** `acme-acp-remote`, and `acme-acp-remote-1` for one instance. */
export function remoteServiceName({ to, ordinal }: Pick<Crossing, 'to' | 'ordinal'>): string {
  return ordinal === undefined ? `${to.name}-remote` : `${to.name}-remote-${ordinal}`
}

/**
 * Clouds give a load balancer a public address unless an annotation says otherwise.
 * Source: AWS Load Balancer Controller, Azure cloud provider and Google Kubernetes Engine, annotations of Services.
 */
export const REMOTE_SERVICES_COMMENT: readonly string[] = [
  'Ways in for the other clusters: see network/firewall.csv for who calls. Keep their addresses inside your network; on a cloud add to',
  'the metadata of each, before the first installation, the one of these annotations that is yours:',
  '  service.beta.kubernetes.io/aws-load-balancer-scheme: internal',
  '  service.beta.kubernetes.io/azure-load-balancer-internal: "true"',
  '  networking.gke.io/load-balancer-type: Internal',
]

export function remoteServices(cluster: Cluster, crossings: readonly Crossing[]): Manifest[] {
  const into = crossingsInto(crossings, cluster)
  const names = [...new Set(into.map(remoteServiceName))].sort()
  return names.flatMap((name) => {
    const members = into.filter((crossing) => remoteServiceName(crossing) === name)
    const [first] = members
    if (!first) return []
    const ports = new Map(members.map(({ port, podPort }) => [port, podPort ?? port]))
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
            externalTrafficPolicy: noted('Local', {
              comment: 'Callers keep their addresses, so that network policies can tell them from others.',
            }),
            selector: podLabels(first.to, first.ordinal),
            ports: [...ports]
              .sort(([a], [b]) => a - b)
              .map(([port, targetPort]) => ({ name: `tcp-${port}`, port, targetPort, protocol: 'TCP' })),
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
