import { KINDS } from '../../core/kinds'
import { isServerKind } from '../../core/kinds/roles'
import type { Instance, InstanceId } from '../../core/wiring/deployment'
import type { Files } from '../formats/source'
import { servedOn } from '../ports'
import { documentsOf, isRecord, type ReadRelease } from './release'

/** Pods behind a name and a port, as callers in one namespace of one cluster find them. */
export type Resolver = (from: InstanceId, host: string, port: number) => readonly PodPort[]

export interface PodPort {
  readonly pod: Instance
  readonly port: number
}

interface Service {
  readonly release: ReadRelease
  readonly name: string
  readonly pods: readonly Instance[]
  /** Null = every port of its pods. */
  readonly ports: ReadonlyMap<number, number> | null
}

/**
 * Services of the charts, and those of the bundle by which other clusters come in.
 * Source: helm-apim, `*-service.yaml`: one that spreads over all pods; for all-in-ones, control planes and Traffic
 * Managers one for each pod besides, which alone has the ports of events and request counts.
 */
export function resolverOf(
  releases: readonly ReadRelease[],
  instances: ReadonlyMap<InstanceId, Instance>,
  files: Files,
): Resolver {
  const seat = new Map(releases.flatMap((release) => release.members.map((id) => [id, release] as const)))
  const services = releases.flatMap((release) => servicesOf(release, instances))
  const remote = new Map(
    [...new Set(releases.map(({ cluster }) => cluster))].map((cluster) => [
      cluster,
      remoteServices(cluster, releases, instances, files),
    ]),
  )
  return (from, host, port) => {
    const own = seat.get(from)
    if (!own) return []
    const inside = services.filter(
      ({ release, name }) =>
        release.cluster === own.cluster &&
        (host === `${name}.${release.namespace}.svc.cluster.local` ||
          (host === name && release.namespace === own.namespace)),
    )
    const outside = [...remote].flatMap(([cluster, ways]) => (cluster === own.cluster ? [] : (ways.get(host) ?? [])))
    return [...inside, ...outside].flatMap(({ pods, ports }) => {
      const behind = ports === null ? port : ports.get(port)
      return behind === undefined ? [] : pods.flatMap((pod) => (listens(pod, behind) ? [{ pod, port: behind }] : []))
    })
  }
}

function listens({ kind }: Instance, port: number): boolean {
  return KINDS[kind].ports.some((candidate) => candidate.port === port)
}

function servicesOf(release: ReadRelease, instances: ReadonlyMap<InstanceId, Instance>): readonly Service[] {
  const { fullName, members } = release
  const pods = members.flatMap((id) => instances.get(id) ?? [])
  const [first] = pods
  if (!first || !isServerKind(first.kind)) return []
  const stem = first.kind === 'all-in-one' ? `${fullName}-am` : fullName
  const shared = { release, name: `${stem}-service`, pods, ports: sharedPorts(first) }
  if (!['all-in-one', 'api-control-plane', 'traffic-manager'].includes(first.kind)) return [shared]
  const single = pods.map((pod, at) => ({
    release,
    name: first.kind === 'all-in-one' ? `${stem}-service-${at + 1}` : `${stem}-${at + 1}-service`,
    pods: [pod],
    ports: null,
  }))
  return [shared, ...single]
}

/** All of an all-in-one's; of the others what HTTP clients call. */
function sharedPorts(pod: Instance): ReadonlyMap<number, number> | null {
  if (pod.kind === 'all-in-one') return null
  const events = ['events', 'throttle-events'] as const
  const ports = KINDS[pod.kind].ports.map(({ port }) => port)
  return new Map(
    ports
      .filter((port) => !events.some((purpose) => servedOn(pod, 0, port).includes(purpose)))
      .map((port) => [port, port]),
  )
}

/** Ways in for other clusters, by the names that must lead there. */
function remoteServices(
  cluster: string,
  releases: readonly ReadRelease[],
  instances: ReadonlyMap<InstanceId, Instance>,
  files: Files,
): ReadonlyMap<string, readonly Service[]> {
  const found = new Map<string, Service[]>()
  for (const [file, text] of files) {
    if (!file.startsWith(`clusters/${cluster}/manifests/`)) continue
    const texts = text.split(/^---$/m).filter((part) => /^\s*[^#\s]/m.test(part))
    documentsOf(file, files).forEach((object, at) => {
      if (!isRecord(object) || object.kind !== 'Service' || !isRecord(object.spec)) return
      const said = /# In the DNS of the calling clusters, (.*) must lead/.exec(texts[at] ?? '')?.[1]
      const { selector, ports } = object.spec
      if (said === undefined || !isRecord(selector) || !Array.isArray(ports)) return
      for (const release of releases.filter((one) => one.cluster === cluster)) {
        const pods = selected(release, selector, instances)
        if (pods.length === 0) continue
        const led = new Map(
          ports.flatMap((port) => (isRecord(port) ? [[Number(port.port), Number(port.targetPort)]] : [])),
        )
        for (const name of said.split(' and ')) {
          const service = { release, name, pods, ports: led as ReadonlyMap<number, number> }
          found.set(name, [...(found.get(name) ?? []), service])
        }
      }
    })
  }
  return found
}

/** Pods that carry the labels: `deployment` is of all of a release, `node` of one. */
function selected(
  { fullName, members }: ReadRelease,
  selector: Readonly<Record<string, unknown>>,
  instances: ReadonlyMap<InstanceId, Instance>,
): readonly Instance[] {
  return members
    .flatMap((id) => instances.get(id) ?? [])
    .filter((pod, at) => {
      const label = pod.kind === 'all-in-one' ? `${fullName}-am` : fullName
      return selector.deployment === label && (selector.node === undefined || selector.node === `${label}-${at + 1}`)
    })
}
