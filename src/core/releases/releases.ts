import { type EffectiveSettings, type Exposure, effectiveSettings, usualExposure } from '../document/settings'
import { KINDS } from '../kinds'
import { textOf } from '../kinds/properties'
import { SERVER_KINDS, type ServerKind } from '../kinds/server-kinds'
import type { Design, Id, Place } from '../model/design'
import type { Deployment, Instance, Server, ServerGroup } from '../wiring/deployment'
import { dnsLabel } from '../wiring/instances'
import { labelOf } from '../wiring/placement'
import { releaseName } from './names'

/** Servers that one release can run; a gateway's is an upper bound for typing errors, not for the chart. */
const MOST_PODS: Readonly<Record<ServerKind, number>> = {
  'api-control-plane': 2,
  'all-in-one': 2,
  'key-manager': 2,
  'traffic-manager': 2,
  'universal-gateway': Number.MAX_SAFE_INTEGER,
}

/** One Helm release, before its host names are given out: a group of servers of one kind that stand for each other. */
export interface ReleaseDraft {
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
  /** What leads clients to it, by the settings and the flavour of its cluster. */
  readonly exposure: Exposure
  /** It runs on OpenShift. */
  readonly openshift: boolean
  /** Components that it stands for. */
  readonly subjects: readonly Id[]
  /** What tells it apart from others of its kind in the cluster; empty where it is the only one. */
  readonly suffix: string
}

type Unnamed = Omit<ReleaseDraft, 'name' | 'suffix'>

/** The releases of a deployment, named. A name that does not fit is cut; a finding says so. */
export function draftReleases(deployment: Deployment): readonly ReleaseDraft[] {
  return nameReleases(unnamedReleases(deployment, effectiveSettings(deployment.design)), deployment)
}

function unnamedReleases(deployment: Deployment, settings: EffectiveSettings): Unnamed[] {
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

export function isOpenshift(cluster: Place | undefined): boolean {
  return cluster !== undefined && textOf(cluster, 'flavour') === 'openshift'
}

/** What the design says, else what suits the cluster; a Route needs OpenShift and charts that make one. */
function exposureIn(openshift: boolean, { apimVersion, settings }: Design): Exposure {
  const usual = usualExposure(apimVersion, openshift ? 'openshift' : undefined)
  if (settings.exposure === 'route' && usual !== 'route') return 'ingress'
  return settings.exposure ?? usual
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
    const wanted = place ? dnsLabel(labelOf(place)) : keys.length === 1 ? deployment.design.name : region?.slug
    const name = unused(wanted ?? deployment.design.name, taken)
    taken.add(name)
    names.set(key, name)
  }
  return names
}

function namespaceOf(group: ServerGroup, deployment: Deployment, settings: EffectiveSettings): string {
  const place = group.namespace === undefined ? undefined : deployment.place.get(group.namespace)
  return place ? namespaceName(place) : settings.namespace
}

export function namespaceName(place: Place): string {
  return dnsLabel(textOf(place, 'name') ?? labelOf(place))
}

/** Names are unique in a cluster, and tell apart what the drawing tells apart: region, gateway labels, namespace. */
function nameReleases(drafts: readonly Unnamed[], deployment: Deployment): ReleaseDraft[] {
  const taken = new Map<string, Set<string>>()
  return drafts.map((draft) => {
    const rivals = drafts.filter((other) => other.cluster === draft.cluster && other.kind === draft.kind)
    const suffix = rivals.length > 1 ? distinction(draft, rivals, deployment) : ''
    const names = taken.get(draft.cluster) ?? new Set()
    const name = unusedRelease(deployment.design.name, draft.kind, suffix, names)
    taken.set(draft.cluster, names.add(name))
    return { ...draft, suffix, name }
  })
}

function distinction(draft: Unnamed, rivals: readonly Unnamed[], deployment: Deployment): string {
  const slug = (group: ServerGroup) => deployment.regions.find((region) => region.id === group.region)?.slug ?? ''
  const ways: ((candidate: Unnamed) => string)[] = [
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
