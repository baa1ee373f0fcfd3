import { alike } from '../base/grouped'
import { once } from '../base/memo'
import { hasRole } from '../kinds/roles'
import type { KindId } from '../model/design'
import type { Deployment, Instance, Region, Server } from './deployment'
import { throttlingGroupsOf } from './throttling-groups'

/** The servers of one region, by role. */
export interface RegionRoles {
  readonly region: Region
  readonly allInOnes: readonly Server[]
  readonly controlPlanes: readonly Server[]
  readonly gateways: readonly Server[]
  readonly trafficManagers: readonly Server[]
  /** Key Managers that gateways or consumers use; an unconnected one does not count. */
  readonly keyManagers: readonly Server[]
  /** All-in-ones and API Control Planes. */
  readonly control: readonly Server[]
}

export const rolesByRegion = once((deployment: Deployment): readonly RegionRoles[] => {
  return deployment.regions.map((region) => {
    const servers = region.servers.flatMap((id) => deployment.server.get(id) ?? [])
    const ofKind = (kind: KindId) => servers.filter((server) => server.instance.kind === kind)
    const allInOnes = ofKind('all-in-one')
    const controlPlanes = ofKind('api-control-plane')
    return {
      region,
      allInOnes,
      controlPlanes,
      gateways: ofKind('universal-gateway'),
      trafficManagers: ofKind('traffic-manager'),
      keyManagers: ofKind('key-manager').filter((server) => isUsed(deployment, server.instance)),
      control: [...allInOnes, ...controlPlanes],
    }
  })
})

/** Something asks it for tokens or keys, itself or through an element that traffic passes. */
export function isUsed(deployment: Deployment, keyManager: Instance): boolean {
  return (deployment.incoming.get(keyManager.id) ?? []).some(
    (link) => link.purposes.has('key-management') || link.purposes.has('token'),
  )
}

/** Identity Servers and third-party key managers that something uses. */
export function externalKeyManagers(deployment: Deployment): readonly Instance[] {
  return deployment.instances.filter(
    (instance) => hasRole(instance.kind, 'outside-key-manager') && isUsed(deployment, instance),
  )
}

/** The region whose control plane a region's servers use: its own when it has one, else the one that they dial. */
export function hubOf(roles: RegionRoles, all: readonly RegionRoles[]): RegionRoles | undefined {
  if (roles.control.length > 0) return roles
  for (const server of [...roles.gateways, ...roles.trafficManagers]) {
    const targets = new Set([...(server.control?.targets ?? []), ...server.brokers.map((broker) => broker.id)])
    const hub = all.find((other) => other.control.some((control) => targets.has(control.instance.id)))
    if (hub) return hub
  }
  return all.find((other) => other.control.length > 0)
}

/** Servers that serve the same labels, which stand for each other; others need not share an entrance with them. */
export function byLabels(servers: readonly Server[]): readonly (readonly Server[])[] {
  return alike(servers, ({ labels }) => JSON.stringify(labels))
}

/**
 * Servers that should decide throttling for a gateway: the group of Traffic Managers of its region that does already, or
 * for gateways with its labels; else the first group there; without any, the all-in-ones that the region uses.
 */
export function throttlersOf(
  gateway: Server,
  roles: RegionRoles,
  hub: RegionRoles | undefined,
  deployment: Deployment,
): readonly Server[] {
  const managers = roles.trafficManagers
  if (managers.length === 0) return hub?.allInOnes ?? []
  const groups = throttlingGroupsOf(deployment)
  const groupFor = ({ throttlers, deciders }: Server) =>
    [...throttlers, ...deciders].map((end) => groups.get(end.id)).find((group) => group !== undefined)
  const mate = () =>
    roles.gateways.find(
      (other) => other.labels.some((label) => gateway.labels.includes(label)) && groupFor(other) !== undefined,
    )
  const known = groupFor(gateway) ?? groupFor(mate() ?? gateway) ?? groups.get(managers[0]?.instance.id ?? '')
  const own = managers.filter((manager) => groups.get(manager.instance.id) === known)
  return own.length > 0 ? own : managers
}
