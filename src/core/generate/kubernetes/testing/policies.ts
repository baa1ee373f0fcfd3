import type { Release } from '../plan'
import { podLabels } from '../services'
import type { KubernetesObject } from './bundles'

/**
 * Whether network policies let a connection through, as Kubernetes defines it: a pod that no policy selects is open; one
 * that some policies select gets what any rule of them allows. Both ends must agree. A node always reaches its pods.
 * Source: Kubernetes documentation, Network Policies; networking.k8s.io/v1.
 */
export interface Pod {
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
  readonly address: string
}

/** The pod of one server, with the labels that its chart gives it. */
export function podOf(release: Release, ordinal: number): Pod {
  const numbered = release.kind !== 'universal-gateway' && release.kind !== 'key-manager'
  return {
    namespace: release.namespace,
    labels: { ...podLabels(release, numbered ? ordinal : undefined), product: 'apim' },
    address: '10.1.0.1',
  }
}

/** An address outside the cluster. */
export interface Outside {
  readonly address: string
}

export interface Connection {
  readonly from: Pod | Outside
  readonly to: Pod | Outside
  readonly port: number
  readonly protocol?: 'TCP' | 'UDP'
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>
}
interface Peer {
  readonly podSelector?: Selector
  readonly namespaceSelector?: Selector
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] }
}
interface Rule {
  readonly from?: readonly Peer[]
  readonly to?: readonly Peer[]
  readonly ports?: readonly { readonly protocol?: string; readonly port?: number; readonly endPort?: number }[]
}
interface Policy {
  readonly metadata: { readonly namespace: string }
  readonly spec: {
    readonly podSelector: Selector
    readonly policyTypes: readonly string[]
    readonly ingress?: readonly Rule[]
    readonly egress?: readonly Rule[]
  }
}

export class Network {
  readonly #policies: readonly Policy[]
  /** Labels of namespaces, beside the name that each has as one. */
  readonly #namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>

  constructor(
    objects: readonly KubernetesObject[],
    namespaces: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
  ) {
    this.#policies = objects.filter(({ kind }) => kind === 'NetworkPolicy') as unknown as Policy[]
    this.#namespaces = namespaces
  }

  allows(connection: Connection): boolean {
    const { from, to } = connection
    return (
      this.#side(
        'Egress',
        from,
        (rule) => this.#matches(rule, rule.to, to, connection),
        ({ spec }) => spec.egress,
      ) &&
      this.#side(
        'Ingress',
        to,
        (rule) => this.#matches(rule, rule.from, from, connection),
        ({ spec }) => spec.ingress,
      )
    )
  }

  #side(
    type: string,
    end: Pod | Outside,
    matches: (rule: Rule & { readonly namespace: string }) => boolean,
    rulesOf: (policy: Policy) => readonly Rule[] | undefined,
  ): boolean {
    if (!isPod(end)) return true
    const selecting = this.#policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === end.namespace &&
        spec.policyTypes.includes(type) &&
        selects(spec.podSelector, end.labels),
    )
    if (selecting.length === 0) return true
    return selecting.some((policy) =>
      (rulesOf(policy) ?? []).some((rule) => matches({ ...rule, namespace: policy.metadata.namespace })),
    )
  }

  #matches(
    rule: Rule & { readonly namespace: string },
    peers: readonly Peer[] | undefined,
    end: Pod | Outside,
    { port, protocol = 'TCP' }: Connection,
  ): boolean {
    const ports = rule.ports ?? []
    const open =
      ports.length === 0 ||
      ports.some(
        (item) =>
          (item.protocol ?? 'TCP') === protocol &&
          (item.port === undefined || (port >= item.port && port <= (item.endPort ?? item.port))),
      )
    if (!open) return false
    if (peers === undefined || peers.length === 0) return true
    return peers.some((peer) => this.#isPeer(peer, rule.namespace, end))
  }

  #isPeer({ ipBlock, namespaceSelector, podSelector }: Peer, namespace: string, end: Pod | Outside): boolean {
    if (ipBlock) {
      return inBlock(end.address, ipBlock.cidr) && !(ipBlock.except ?? []).some((part) => inBlock(end.address, part))
    }
    if (!isPod(end)) return false
    const labels = { 'kubernetes.io/metadata.name': end.namespace, ...this.#namespaces[end.namespace] }
    const here = namespaceSelector ? selects(namespaceSelector, labels) : end.namespace === namespace
    return here && (podSelector === undefined || selects(podSelector, end.labels))
  }
}

function isPod(end: Pod | Outside): end is Pod {
  return 'labels' in end
}

function selects({ matchLabels = {} }: Selector, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
}

function inBlock(address: string, cidr: string): boolean {
  const [base = '', bits = '32'] = cidr.split('/')
  const size = 2 ** (32 - Number(bits))
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(base) / size)
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}
