import { noted } from '../../../serialize/yaml'
import { type Crossing, crossingsInto } from '../crossings'
import type { Cluster } from '../plan'
import { podLabels, SERVLET_PORT } from '../services'
import type { Manifest } from './manifest'

/** `acme-acp-remote`, and `acme-acp-remote-1` for one instance. */
export function remoteServiceName({ to, ordinal }: Pick<Crossing, 'to' | 'ordinal'>): string {
  return ordinal === undefined ? `${to.name}-remote` : `${to.name}-remote-${ordinal}`
}

export function remoteServices(cluster: Cluster, crossings: readonly Crossing[]): Manifest[] {
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
