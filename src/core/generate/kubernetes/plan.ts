import { type EffectiveSettings, type Exposure, effectiveSettings } from '../../document/settings'
import type { ServerKind } from '../../kinds/server-kinds'
import type { Id } from '../../model/design'
import { objectName } from '../../releases/names'
import { draftReleases, isOpenshift, type ReleaseDraft } from '../../releases/releases'
import type { VersionFacts } from '../../versions'
import { VERSIONS } from '../../versions'
import type { Deployment, Environment, InstanceId } from '../../wiring/deployment'
import { labelOf } from '../../wiring/placement'
import { type Plan as MachinePlan, planVm } from '../shared/plan'
import { claimHosts, type Hosts } from './hosts'

/** One Helm release, with the host names that were given to it. */
export interface Release extends Omit<ReleaseDraft, 'suffix'> {
  readonly hosts: Hosts
  /** Gateway object that its routes hang on. */
  readonly gatewayName: string
}

export interface Cluster {
  /** Folder name, and what the kubectl context is compared with in the instructions. */
  readonly name: string
  readonly label: string
  readonly subjects: readonly Id[]
  readonly namespaces: readonly string[]
  readonly exposure: Exposure
  readonly openshift: boolean
  /** Its servers are installed when their datacenter is promoted. */
  readonly standby: boolean
  /** In the order of installation. */
  readonly releases: readonly Release[]
}

/** Where a server runs: its release, and its instance number in it. */
export interface ReleaseMember {
  readonly release: Release
  readonly ordinal: number
}

export interface KubernetesPlan {
  readonly deployment: Deployment
  readonly settings: EffectiveSettings
  readonly facts: VersionFacts
  readonly names: ObjectNames
  /** The same deployment as virtual machines: passwords, databases and event publishers are the same there. */
  readonly vm: MachinePlan
  readonly clusters: readonly Cluster[]
  readonly releases: readonly Release[]
  readonly seats: ReadonlyMap<InstanceId, ReleaseMember>
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

/** Splits a deployment into clusters, namespaces and releases, and names all of them. */
export function planKubernetes(deployment: Deployment): KubernetesPlan {
  const settings = effectiveSettings(deployment.design)
  const drafts = draftReleases(deployment)
  const hosts = claimHosts(deployment, drafts, settings.domain)
  const names = objectNames(deployment.design.name)
  const gateways = gatewayNames(drafts, names.gateway)
  const releases = drafts.map((draft) => ({
    ...draft,
    hosts: hosts.get(draft) ?? {},
    gatewayName: gateways.get(draft) ?? names.gateway,
  }))
  const seats = new Map<InstanceId, ReleaseMember>()
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
const INSTALL_ORDER: readonly ServerKind[] = [
  'api-control-plane',
  'all-in-one',
  'key-manager',
  'traffic-manager',
  'universal-gateway',
]

/** Which of the releases is installed first, as a number: the lower, the earlier. */
export function installRank({ kind }: Pick<Release, 'kind'>): number {
  return INSTALL_ORDER.indexOf(kind)
}

function installOrder(a: Release, b: Release): number {
  return installRank(a) - installRank(b) || (a.name < b.name ? -1 : 1)
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
      label: place ? labelOf(place) : (region?.label ?? name),
      subjects: place ? [place.id] : region && region.id !== '' ? [region.id] : [],
      exposure: members[0]?.exposure ?? effectiveSettings(deployment.design).exposure,
      openshift: isOpenshift(place),
      standby: members.every(({ servers }) => servers.every(({ standby }) => standby)),
      namespaces: [...new Set(members.map((release) => release.namespace))].sort(),
      releases: members,
    }
  })
}

/** The release that serves an environment, one of the same cluster first. */
export function releaseServing(plan: KubernetesPlan, environment: Environment, near: string): Release | undefined {
  const serving = environment.gateways.flatMap((gateway) => plan.seats.get(gateway.id)?.release ?? [])
  return serving.find((release) => release.cluster === near) ?? serving[0]
}
