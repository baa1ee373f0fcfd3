import type { PurposeId } from '../../core/model/design'
import type { Instance } from '../../core/wiring/deployment'
import type { ReadServer } from '../bundle'
import type { Lines } from '../drawn/lines'
import type { Files } from '../formats/source'
import type { Ways } from '../ways'
import { relaysIn } from './relays'
import { documentsOf, isRecord, type ReadRelease, releasesIn } from './release'
import { readPod, separateKeyManager } from './server'
import { resolverOf } from './services'
import { ClusterWays } from './ways'

/** A bundle for clusters. Throws `Unreadable` for a file that is not in its form. */
export function readClusters(
  files: Files,
  instances: readonly Instance[],
  lines: Lines,
): { readonly servers: readonly ReadServer[]; readonly ways: Ways } {
  const byId = new Map(instances.map((instance) => [instance.id, instance]))
  const releases = releasesIn(files, instances)
  const servers = releases.flatMap((release) =>
    release.members.flatMap((id) => {
      const instance = byId.get(id)
      return instance ? [readPod(instance, release, files)] : []
    }),
  )
  const openings = new Map(releases.flatMap((release) => release.members.map((id) => [id, opened(release, files)])))
  return {
    servers,
    ways: new ClusterWays(resolverOf(releases, byId, files), openings, relaysIn(files), lines, instances),
  }
}

const DOORS: Readonly<Record<string, readonly PurposeId[]>> = {
  gateway: ['api-traffic'],
  management: ['token', 'management', 'platform-gateway', 'control', 'key-management'],
  controlPlane: ['token', 'management', 'platform-gateway', 'control', 'key-management'],
  km: ['token', 'management', 'key-management'],
}

const ISSUING: readonly PurposeId[] = ['token', 'key-management']

/** Purposes for which clients reach a release: a way in is on, has a name, and something listens for that. */
function opened(release: ReadRelease, files: Files): ReadonlySet<PurposeId> {
  const { values, cluster, namespace } = release
  const found = new Set<PurposeId>()
  for (const way of ['gatewayAPI', 'ingress', 'route']) {
    for (const [door, purposes] of Object.entries(DOORS)) {
      const hostname = values.text(`kubernetes.${way}.${door}.hostname`)
      if (values.at(`kubernetes.${way}.${door}.enabled`) !== true || hostname === undefined) continue
      const gateway = values.text('kubernetes.gatewayAPI.gatewayName')
      if (way === 'gatewayAPI' && !listens(cluster, namespace, gateway, hostname, files)) continue
      for (const purpose of purposes) found.add(purpose)
    }
  }
  // One that is told of a separate key manager issues no tokens itself.
  if (separateKeyManager(release, files)) for (const purpose of ISSUING) found.delete(purpose)
  return found
}

function listens(
  cluster: string,
  namespace: string,
  gateway: string | undefined,
  hostname: string,
  files: Files,
): boolean {
  return documentsOf(`clusters/${cluster}/manifests/gateway.yaml`, files).some((object) => {
    if (!isRecord(object) || object.kind !== 'Gateway' || !isRecord(object.metadata) || !isRecord(object.spec))
      return false
    const { name, namespace: own } = object.metadata
    const listeners = Array.isArray(object.spec.listeners) ? object.spec.listeners : []
    return (
      name === gateway &&
      own === namespace &&
      listeners.some((listener) => isRecord(listener) && listener.hostname === hostname && listener.port === 443)
    )
  })
}
