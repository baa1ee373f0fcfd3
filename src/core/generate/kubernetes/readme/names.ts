import { code, markdownTable } from '../../../serialize/markdown'
import type { Runbook } from '../../shared/runbook'
import type { Crossing } from '../crossings'
import { remoteServiceName } from '../manifests/remote-services'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import { hostsOf } from '../secrets/secrets-script'

export function names(text: Runbook, plan: KubernetesPlan, crossings: readonly Crossing[]): void {
  text.heading(2, 'Names')
  const rows = plan.clusters.flatMap((cluster) =>
    cluster.releases.flatMap((release) => hostRows(plan, cluster, release)),
  )
  text.lines(
    markdownTable(['Name', 'For', 'Leads to'], rows),
    plan.releases.flatMap(({ subjects }) => subjects),
    'Public names of the drawn servers',
  )
  const shared = sharedHosts(plan)
  if (shared.length > 0) {
    text.lines([
      `${shared.map(code).join(', ')} ${shared.length === 1 ? 'leads' : 'lead'} to more than one cluster: that is the work of the drawn global load balancer, or of DNS with a health check of each cluster.`,
    ])
  }
  if (crossings.length === 0) return
  text.lines(['Between the clusters, in the DNS that the calling cluster asks:'])
  const remote = [
    ...new Map(crossings.map((crossing) => [`${crossing.from.cluster} ${crossing.host}`, crossing])).values(),
  ]
  text.lines(
    markdownTable(
      ['Asked by', 'Name', 'Leads to the service', 'Ports'],
      remote.map((crossing) => [
        code(crossing.from.cluster),
        code(crossing.host),
        `${code(remoteServiceName(crossing))} of ${code(crossing.to.cluster)}`,
        portsOf(crossings, crossing).join(', '),
      ]),
    ),
    crossings.flatMap(({ subjects }) => subjects),
    'Connections between the clusters',
  )
}

function portsOf(crossings: readonly Crossing[], { from, host }: Crossing): string[] {
  const ports = crossings.filter((other) => other.host === host && other.from.cluster === from.cluster)
  return [...new Set(ports.map(({ port }) => port))].sort((a, b) => a - b).map(String)
}

function hostRows(plan: KubernetesPlan, cluster: Cluster, release: Release): string[][] {
  const { management, gateway, websocket, websub } = release.hosts
  const where = `${code(release.name)}${plan.clusters.length > 1 ? ` in ${code(cluster.name)}` : ''}`
  const row = (host: string | undefined, use: string) => (host === undefined ? [] : [[code(host), use, where]])
  return [
    ...row(
      management,
      release.kind === 'key-manager' ? 'tokens' : 'Publisher, Developer Portal, Admin portal, REST APIs',
    ),
    ...row(gateway, 'API calls'),
    ...row(websocket, 'WebSocket APIs'),
    ...row(websub, 'WebSub APIs'),
  ]
}

function sharedHosts(plan: KubernetesPlan): string[] {
  const all = plan.clusters.flatMap((cluster) => [...new Set(cluster.releases.flatMap(hostsOf))])
  return [...new Set(all.filter((host, at) => all.indexOf(host) !== at))].sort()
}
