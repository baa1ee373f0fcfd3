import { KINDS } from '../../kinds'
import type { ApimVersion, Design, Id, KindId, Place } from '../../model/design'
import { textOf } from '../../model/properties'
import { type EffectiveSettings, effectiveSettings } from '../../model/settings'
import type { VersionFacts } from '../../versions'
import { VERSIONS } from '../../versions'
import type { Deployment, Environment, Instance, InstanceId, Server, ServerGroup } from '../../wiring/deployment'
import { dnsLabel } from '../../wiring/instances'
import { planVm, type Plan as VmPlan } from '../vm/plan'
import { claimHosts, type Hosts } from './hosts'
import { objectName, releaseName } from './names'

export const SERVER_KINDS = [
  'api-control-plane',
  'all-in-one',
  'key-manager',
  'traffic-manager',
  'universal-gateway',
] as const satisfies readonly KindId[]
export type ServerKind = (typeof SERVER_KINDS)[number]

export type Exposure = EffectiveSettings['exposure']

/** One Helm release: a group of servers of one kind that stand for each other. */
export interface Release {
  readonly name: string
  readonly kind: ServerKind
  /** WSO2's chart: `wso2am-acp`. */
  readonly chart: string
  readonly cluster: string
  readonly namespace: string
  readonly group: ServerGroup
  /** Servers that the release runs, in the order of the chart's instance numbers. */
  readonly servers: readonly Server[]
  /** Servers of the group that its chart cannot run beside them. */
  readonly left: readonly Instance[]
  readonly pods: number
  readonly hosts: Hosts
  /** What leads clients to it, by the settings and the flavour of its cluster. */
  readonly exposure: Exposure
  /** It runs on OpenShift. */
  readonly openshift: boolean
  /** Gateway object that its routes hang on. */
  readonly gatewayName: string
  /** Components that it stands for. */
  readonly subjects: readonly Id[]
}

export interface Cluster {
  /** Folder name, and what the kubectl context is compared with in the instructions. */
  readonly name: string
  readonly label: string
  readonly subjects: readonly Id[]
  readonly namespaces: readonly string[]
  readonly exposure: Exposure
  readonly openshift: boolean
  /** In the order of installation. */
  readonly releases: readonly Release[]
}

/** Where a server runs: its release, and its instance number in it. */
export interface Seat {
  readonly release: Release
  readonly ordinal: number
}

export interface Plan {
  readonly deployment: Deployment
  readonly settings: EffectiveSettings
  readonly facts: VersionFacts
  readonly names: ObjectNames
  /** The same deployment as virtual machines: passwords, databases and event publishers are the same there. */
  readonly vm: VmPlan
  readonly clusters: readonly Cluster[]
  readonly releases: readonly Release[]
  readonly seats: ReadonlyMap<InstanceId, Seat>
}

/** Names of objects that the bundle makes beside the charts', one of each in every namespace. */
export interface ObjectNames {
  readonly credentials: string
  readonly keystores: string
  readonly tls: string
  readonly certificates: string
  readonly pull: string
  readonly gateway: string
}

/** Servers that one release can run; a gateway's is an upper bound for typing errors, not for the chart. */
const MOST_PODS: Readonly<Record<ServerKind, number>> = {
  'api-control-plane': 2,
  'all-in-one': 2,
  'key-manager': 2,
  'traffic-manager': 2,
  'universal-gateway': Number.MAX_SAFE_INTEGER,
}

/** Splits a deployment into clusters, namespaces and releases, and names all of them. */
export function planKubernetes(deployment: Deployment): Plan {
  const settings = effectiveSettings(deployment.design)
  const drafts = nameReleases(draftReleases(deployment, settings), deployment)
  const hosts = claimHosts(deployment, drafts, settings.domain)
  const names = objectNames(deployment.design.name)
  const gateways = gatewayNames(drafts, names.gateway)
  const releases = drafts.map((draft) => ({
    ...draft,
    hosts: hosts.get(draft) ?? {},
    gatewayName: gateways.get(draft) ?? names.gateway,
  }))
  const seats = new Map<InstanceId, Seat>()
  for (const release of releases) {
    release.servers.forEach((server, at) => {
      seats.set(server.instance.id, { release, ordinal: at + 1 })
    })
  }
  return {
    deployment,
    settings,
    facts: VERSIONS[deployment.design.apimVersion],
    names,
    vm: planVm(deployment),
    clusters: clustersOf(releases, deployment),
    releases,
    seats,
  }
}

export type ReleaseDraft = Omit<Release, 'hosts' | 'gatewayName'>

function draftReleases(deployment: Deployment, settings: EffectiveSettings): Omit<ReleaseDraft, 'name'>[] {
  const clusters = clusterNames(deployment)
  return deployment.groups.flatMap((group) => {
    const kind = SERVER_KINDS.find((candidate) => candidate === group.kind)
    const pack = KINDS[group.kind].server
    if (kind === undefined || pack === undefined) return []
    const members = group.members.flatMap((member) => deployment.server.get(member.id) ?? [])
    const servers = members.slice(0, MOST_PODS[kind])
    const openshift = isOpenshift(group.cluster === undefined ? undefined : deployment.place.get(group.cluster))
    return [
      {
        kind,
        chart: pack.chart,
        cluster: clusters.get(clusterKey(group)) ?? deployment.design.name,
        namespace: namespaceOf(group, deployment, settings),
        exposure: exposureIn(openshift, deployment.design),
        openshift,
        group,
        servers,
        left: members.slice(MOST_PODS[kind]).map((server) => server.instance),
        pods: servers.length,
        subjects: [...new Set(group.members.map((member) => member.component.id))].sort(),
      },
    ]
  })
}

function isOpenshift(cluster: Place | undefined): boolean {
  return cluster !== undefined && textOf(cluster, 'flavour') === 'openshift'
}

/** Charts before 4.7 make no Route. Source: helm-apim 4.5.x and 4.6.x. */
export function hasRoutes(version: ApimVersion): boolean {
  return version !== '4.5.0' && version !== '4.6.0'
}

/** What the design says, else what suits the cluster; a Route needs OpenShift and charts that make one. */
function exposureIn(openshift: boolean, design: Design): Exposure {
  const routes = openshift && hasRoutes(design.apimVersion)
  const wanted = design.settings?.exposure
  if (wanted === 'route') return routes ? 'route' : 'ingress'
  return wanted ?? (openshift ? (routes ? 'route' : 'ingress') : effectiveSettings(design).exposure)
}

/** A drawn cluster, or what stands for one: the region. */
function clusterKey(group: ServerGroup): string {
  return group.cluster === undefined ? `region ${group.region}` : `cluster ${group.cluster}`
}

function clusterNames(deployment: Deployment): Map<string, string> {
  const groups = deployment.groups.filter((group) => SERVER_KINDS.some((kind) => kind === group.kind))
  const keys = [...new Set(groups.map(clusterKey))].sort()
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const key of keys) {
    const group = groups.find((candidate) => clusterKey(candidate) === key)
    const region = deployment.regions.find((candidate) => candidate.id === group?.region)
    const place = group?.cluster === undefined ? undefined : deployment.place.get(group.cluster)
    const wanted = place ? dnsLabel(nameOf(place)) : keys.length === 1 ? deployment.design.name : region?.slug
    const name = unused(wanted ?? deployment.design.name, taken)
    taken.add(name)
    names.set(key, name)
  }
  return names
}

function namespaceOf(group: ServerGroup, deployment: Deployment, settings: EffectiveSettings): string {
  const place = group.namespace === undefined ? undefined : deployment.place.get(group.namespace)
  return place ? dnsLabel(textOf(place, 'name') ?? nameOf(place)) : settings.namespace
}

function nameOf(place: Place): string {
  return place.label ?? place.id
}

/** Names are unique in a cluster, and tell apart what the drawing tells apart: region, gateway labels, namespace. */
function nameReleases(drafts: readonly Omit<ReleaseDraft, 'name'>[], deployment: Deployment): ReleaseDraft[] {
  const taken = new Map<string, Set<string>>()
  return drafts.map((draft) => {
    const rivals = drafts.filter((other) => other.cluster === draft.cluster && other.kind === draft.kind)
    const suffix = rivals.length > 1 ? distinction(draft, rivals, deployment) : ''
    const names = taken.get(draft.cluster) ?? new Set()
    const name = unusedRelease(deployment.design.name, draft.kind, suffix, names)
    taken.set(draft.cluster, names.add(name))
    return { ...draft, name }
  })
}

function distinction(
  draft: Omit<ReleaseDraft, 'name'>,
  rivals: readonly Omit<ReleaseDraft, 'name'>[],
  deployment: Deployment,
): string {
  const slug = (group: ServerGroup) => deployment.regions.find((region) => region.id === group.region)?.slug ?? ''
  const ways: ((candidate: Omit<ReleaseDraft, 'name'>) => string)[] = [
    ({ group }) => slug(group),
    ({ group }) => (group.labels.length === 0 ? '' : dnsLabel(group.labels.join('-'))),
    ({ namespace }) => namespace,
    ({ group }) => dnsLabel(group.id),
  ]
  const way = ways.find((candidate) => new Set(rivals.map(candidate)).size === rivals.length)
  return way ? way(draft) : dnsLabel(draft.group.id)
}

function unusedRelease(design: string, kind: ServerKind, suffix: string, taken: ReadonlySet<string>): string {
  for (let attempt = 1; ; attempt++) {
    const tail = attempt === 1 ? suffix : suffix === '' ? String(attempt) : `${suffix.slice(0, 12)}-${attempt}`
    const name = releaseName(design, kind, tail)
    if (!taken.has(name)) return name
  }
}

function unused(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  for (let attempt = 2; ; attempt++) if (!taken.has(`${name}-${attempt}`)) return `${name}-${attempt}`
}

function objectNames(design: string): ObjectNames {
  return {
    credentials: objectName(design, 'credentials'),
    keystores: objectName(design, 'keystores'),
    tls: objectName(design, 'tls'),
    certificates: objectName(design, 'certificates'),
    pull: objectName(design, 'pull'),
    gateway: objectName(design, 'gateway'),
  }
}

/**
 * Routes ask for listeners by fixed names, and a listener has one host name: two releases of one kind in a namespace
 * need a Gateway object each. Source: helm-apim, `*-httproute.yaml`, `sectionName`.
 */
function gatewayNames(drafts: readonly ReleaseDraft[], base: string): Map<ReleaseDraft, string> {
  const names = new Map<ReleaseDraft, string>()
  const used = new Map<string, number>()
  for (const draft of drafts) {
    const seat = `${draft.cluster}/${draft.namespace}`
    const sections = SECTIONS[draft.kind]
    const before = Math.max(0, ...sections.map((section) => used.get(`${seat}/${section}`) ?? 0))
    for (const section of sections) used.set(`${seat}/${section}`, before + 1)
    names.set(draft, before === 0 ? base : `${base}-${before + 1}`)
  }
  return names
}

const SECTIONS: Readonly<Record<ServerKind, readonly string[]>> = {
  'api-control-plane': ['control-plane'],
  'all-in-one': ['control-plane', 'gateway'],
  'key-manager': ['key-manager'],
  'traffic-manager': [],
  'universal-gateway': ['gateway'],
}

/** Control plane before everything that loads from it, gateways last. Source: docs-apim, Kubernetes pattern pages. */
function installOrder(a: Release, b: Release): number {
  return SERVER_KINDS.indexOf(a.kind) - SERVER_KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : 1)
}

function clustersOf(releases: readonly Release[], deployment: Deployment): Cluster[] {
  const names = [...new Set(releases.map((release) => release.cluster))].sort()
  return names.map((name) => {
    const members = releases.filter((release) => release.cluster === name).sort(installOrder)
    const drawn = members.map((release) => release.group.cluster).find((id) => id !== undefined)
    const place = drawn === undefined ? undefined : deployment.place.get(drawn)
    const region = deployment.regions.find((candidate) => candidate.id === members[0]?.group.region)
    return {
      name,
      label: place ? nameOf(place) : (region?.label ?? name),
      subjects: place ? [place.id] : region && region.id !== '' ? [region.id] : [],
      exposure: members[0]?.exposure ?? effectiveSettings(deployment.design).exposure,
      openshift: isOpenshift(place),
      namespaces: [...new Set(members.map((release) => release.namespace))].sort(),
      releases: members,
    }
  })
}

/** The release that serves an environment, one of the same cluster first. */
export function releaseServing(plan: Plan, environment: Environment, near: string): Release | undefined {
  const serving = environment.gateways.flatMap((gateway) => plan.seats.get(gateway.id)?.release ?? [])
  return serving.find((release) => release.cluster === near) ?? serving[0]
}
