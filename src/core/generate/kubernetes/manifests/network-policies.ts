import { standardPort } from '../../../kinds/ports'
import { isIpv4 } from '../../../model/grammar'
import { noted, type YamlNode } from '../../../serialize/yaml'
import { type Crossing, crossingsInto, type Reach, reachOf } from '../crossings'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import { BINARY_PORT, BINARY_TLS_PORT, BROKER_PORT, podLabels, SERVLET_PORT } from '../services'
import { podRange } from '../values/common-values'
import type { Manifest } from './manifest'

type Rule = { readonly [key: string]: YamlNode }

/** Label that the charts give to every pod. Source: helm-apim, `*-deployment.yaml`. */
const EVERY_POD = { product: 'apim' }
/** Kubernetes gives it to every namespace. */
const NAMESPACE_LABEL = 'kubernetes.io/metadata.name'

/**
 * Nothing but the drawn connections: each namespace refuses what no other policy allows to or from pods of the charts,
 * and each release has a policy with what it dials and who dials it. A node may always reach its own pods, so probes work.
 * Source: networking.k8s.io/v1; Kubernetes documentation, Network Policies.
 */
export function networkPolicies(plan: KubernetesPlan, cluster: Cluster, crossings: readonly Crossing[]): Manifest[] {
  const dials = cluster.releases.flatMap((release) => reachOf(plan, release))
  return [
    ...cluster.namespaces.map((namespace) => refusal(cluster, namespace)),
    ...cluster.releases.map((release) => {
      const into = crossingsInto(crossings, cluster).filter(({ to }) => to === release)
      const ingress = [
        ...wayIn(release),
        ...callers(release, dials),
        ...remoteCallers(into),
        ...siblings(release, 'from'),
      ]
      const egress = [nameService(release), ...dialled(release, dials), ...siblings(release, 'to')]
      return {
        object: {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: `${release.name}-connections`, namespace: release.namespace },
          spec: {
            podSelector: { matchLabels: podLabels(release) },
            policyTypes: ['Ingress', 'Egress'],
            ingress,
            egress,
          },
        },
        because: { subjects: release.subjects, reason: `Connections of ${release.name} in the drawing` },
      }
    }),
  ]
}

function refusal(cluster: Cluster, namespace: string): Manifest {
  const here = cluster.releases.filter((release) => release.namespace === namespace)
  return {
    object: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'apim-refuse-the-rest', namespace },
      spec: { podSelector: { matchLabels: EVERY_POD }, policyTypes: ['Ingress', 'Egress'] },
    },
    because: { subjects: here.flatMap(({ subjects }) => subjects), reason: 'What is not drawn is not open' },
  }
}

/** Where requests from outside come from: the proxies of Envoy Gateway, ingress-nginx, or the router of OpenShift. */
const DOORMEN: Readonly<Record<Release['exposure'], readonly { readonly [label: string]: string }[]>> = {
  'gateway-api': [{ [NAMESPACE_LABEL]: 'envoy-gateway-system' }],
  ingress: [{ [NAMESPACE_LABEL]: 'ingress-nginx' }],
  route: [{ 'network.openshift.io/policy-group': 'ingress' }, { 'policy-group.network.openshift.io/host-network': '' }],
}

const DOOR_PORTS = {
  management: SERVLET_PORT,
  gateway: standardPort('gateway-https'),
  websocket: standardPort('websocket-secure'),
  websub: standardPort('websub-https'),
} as const

function wayIn(release: Release): YamlNode[] {
  const ports = Object.entries(DOOR_PORTS).flatMap(([door, port]) =>
    release.hosts[door as keyof typeof DOOR_PORTS] === undefined ? [] : [port],
  )
  if (ports.length === 0) return []
  return [
    noted(
      {
        from: DOORMEN[release.exposure].map((matchLabels) => ({ namespaceSelector: { matchLabels } })),
        ports: tcp(ports),
      },
      { comment: `Clients, through ${DOORMAN_NAMES[release.exposure]}. Change the label if yours runs elsewhere.` },
    ),
  ]
}

const DOORMAN_NAMES: Readonly<Record<Release['exposure'], string>> = {
  'gateway-api': 'Envoy Gateway',
  ingress: 'ingress-nginx',
  route: "OpenShift's router",
}

/** Releases of the same cluster that dial this one, each with its ports. */
function callers(release: Release, dials: readonly Reach[]): YamlNode[] {
  return rules(
    dials.filter(({ to, from }) => to === release && from.cluster === release.cluster),
    ({ from }) => from.name,
    (members) => peerRule('from', release, members[0]?.from, members),
  )
}

/** Their nodes' addresses are not in the drawing, and their names are no part of a policy. */
function remoteCallers(into: readonly Crossing[]): YamlNode[] {
  if (into.length === 0) return []
  const ports = into.map(({ port, podPort }) => podPort ?? port)
  const names = [...new Set(into.map(({ from }) => from.cluster))].sort().join(', ')
  return [
    noted(
      { ports: tcp(ports) },
      {
        comment: `Servers of the cluster ${names}. Add "from" with an ipBlock of the addresses that its nodes call from.`,
        because: { subjects: [...new Set(into.flatMap(({ subjects }) => subjects))], reason: 'They call from outside' },
      },
    ),
  ]
}

/** What a release dials: pods by their labels, addresses as blocks, names by their port alone. */
function dialled(release: Release, dials: readonly Reach[]): YamlNode[] {
  return rules(
    dials.filter(({ from }) => from === release),
    ({ to, host, ordinal }) => (to && to.cluster === release.cluster ? `${to.name} ${ordinal ?? ''}` : host),
    (members) => {
      const [first] = members
      return first?.to?.cluster === release.cluster
        ? peerRule('to', release, first.to, members, first.ordinal)
        : outsideRule(members)
    },
  )
}

/** One rule for what belongs together, with the uses as its comment. */
function rules(
  reaches: readonly Reach[],
  key: (reach: Reach) => string,
  rule: (members: readonly Reach[]) => Rule,
): YamlNode[] {
  const keys = [...new Set(reaches.map(key))].sort()
  return keys.map((wanted) => {
    const members = reaches.filter((reach) => key(reach) === wanted)
    const uses = [...new Set(members.flatMap(({ use }) => use.split('; ')))].join('; ')
    const [first] = members
    const outside = first?.to?.cluster !== first?.from.cluster
    const name = first && outside && !isIpv4(first.host) ? ` at ${first.host}, which a policy cannot name` : ''
    return noted(rule(members), {
      comment: `${first?.from.name} ${uses}${name}.`,
      because: { subjects: [...new Set(members.flatMap(({ subjects }) => subjects))], reason: uses },
    })
  })
}

function peerRule(
  side: 'from' | 'to',
  release: Release,
  peer: Release | undefined,
  members: readonly Reach[],
  ordinal?: number,
): Rule {
  if (peer === undefined) return {}
  const elsewhere = peer.namespace !== release.namespace
  return {
    [side]: [
      {
        ...(elsewhere && { namespaceSelector: { matchLabels: { [NAMESPACE_LABEL]: peer.namespace } } }),
        podSelector: { matchLabels: podLabels(peer, ordinal) },
      },
    ],
    ports: tcp(members.flatMap(({ port }) => port ?? [])),
  }
}

function outsideRule(members: readonly Reach[]): Rule {
  const host = members[0]?.host ?? ''
  const open = members.some(({ port }) => port === undefined)
  return {
    ...(isIpv4(host)
      ? { to: [{ ipBlock: { cidr: `${host}/32` } }] }
      : open && { to: [{ ipBlock: { cidr: ANYWHERE } }] }),
    ...(!open && { ports: tcp(members.flatMap(({ port }) => port ?? [])) }),
  }
}

const ANYWHERE = '0.0.0.0/0'

/** What the servers of one release say to each other. Source: helm-apim, `confs/**\/deployment.toml`, own service names. */
const SIBLING_PORTS: Readonly<Record<Release['kind'], readonly number[]>> = {
  'all-in-one': [SERVLET_PORT, BROKER_PORT, BINARY_PORT, BINARY_TLS_PORT],
  'api-control-plane': [SERVLET_PORT, BROKER_PORT, BINARY_PORT, BINARY_TLS_PORT],
  'key-manager': [],
  'traffic-manager': [SERVLET_PORT, BROKER_PORT],
  'universal-gateway': [],
}

function siblings(release: Release, side: 'from' | 'to'): YamlNode[] {
  const ports = SIBLING_PORTS[release.kind]
  if (podRange(release).most < 2 || ports.length === 0) return []
  return [
    noted(
      { [side]: [{ podSelector: { matchLabels: podLabels(release) } }], ports: tcp(ports) },
      { comment: 'Its servers copy events to each other, and ask their own service.' },
    ),
  ]
}

function nameService({ openshift }: Release): YamlNode {
  const port = openshift ? 5353 : 53
  return noted(
    {
      to: [
        openshift
          ? {
              namespaceSelector: { matchLabels: { [NAMESPACE_LABEL]: 'openshift-dns' } },
              podSelector: { matchLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
            }
          : {
              namespaceSelector: { matchLabels: { [NAMESPACE_LABEL]: 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
      ],
      ports: [
        { protocol: 'UDP', port },
        { protocol: 'TCP', port },
      ],
    },
    { comment: 'Names of everything below.' },
  )
}

function tcp(ports: readonly number[]): YamlNode[] {
  return [...new Set(ports)].sort((a, b) => a - b).map((port) => ({ protocol: 'TCP', port }))
}
