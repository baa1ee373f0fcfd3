import { alike } from '../../base/grouped'
import { once } from '../../base/memo'
import { inWords } from '../../base/words'
import { countsOf, shapeOf } from '../../patterns/shape'
import type { Deployment, Instance, Server } from '../../wiring/deployment'
import { instanceName } from '../../wiring/placement'
import { type RegionRoles, rolesByRegion } from '../../wiring/roles'
import { labelsOf } from '../../wiring/servers'
import { throttlingGroupsOf } from '../../wiring/throttling-groups'
import type { Severity } from './rule'

export { instanceName } from '../../wiring/placement'

/** Servers of one datacenter that stand in for each other in one role. */
export interface RedundantSet {
  readonly role: 'gateway' | 'traffic-manager' | 'control-plane' | 'key-manager'
  readonly roles: RegionRoles
  readonly members: readonly Instance[]
}

/**
 * Redundant sets of every datacenter: gateways (all-in-ones that serve where there are none), groups of Traffic Managers
 * (else all-in-ones), control planes, Key Managers (else control planes). A role that a datacenter leaves to another is no set.
 */
export const redundantSets = once((deployment: Deployment): readonly RedundantSet[] => {
  return rolesByRegion(deployment).flatMap((roles) => {
    const instances = (servers: readonly Server[]) => servers.map((server) => server.instance)
    const serving = roles.gateways.length > 0 ? roles.gateways : roles.allInOnes.filter((server) => server.servesApis)
    const issuing = roles.keyManagers.length > 0 ? roles.keyManagers : roles.control
    const sets: RedundantSet[] = [
      { role: 'gateway', roles, members: instances(serving) },
      { role: 'key-manager', roles, members: instances(issuing) },
      { role: 'control-plane', roles, members: instances(roles.control) },
      ...throttlingSets(roles, deployment),
    ]
    return sets.filter((set) => set.members.length > 0)
  })
})

/** One for each group of Traffic Managers that count for the same gateways; the all-in-ones where there are none. */
function throttlingSets(roles: RegionRoles, deployment: Deployment): readonly RedundantSet[] {
  const servers = roles.trafficManagers.length > 0 ? roles.trafficManagers : roles.allInOnes
  const groups = throttlingGroupsOf(deployment)
  const sets = alike(
    servers.map(({ instance }) => instance),
    ({ id }) => groups.get(id),
  )
  return sets.map((members) => ({ role: 'traffic-manager', roles, members }))
}

export function setsOf(deployment: Deployment, role: RedundantSet['role']): readonly RedundantSet[] {
  return redundantSets(deployment).filter((set) => set.role === role)
}

/** `Gateway 1 of west`: for sentences about several datacenters, whose servers may have the same names. */
export function nameWithRegion(instance: Instance): string {
  return instance.datacenter ? `${instanceName(instance)} of ${instance.datacenter.label}` : instanceName(instance)
}

export function namesOf(instances: readonly Instance[]): string {
  return inWords(instances.map(instanceName))
}

export function subjectsOf(instances: readonly Instance[]): readonly string[] {
  return [...new Set(instances.map((instance) => instance.component.id))]
}

/** ` in colombo`, when there are several regions. */
export function inRegion(roles: RegionRoles, deployment: Deployment): string {
  return deployment.regions.length > 1 && roles.region.id !== '' ? ` in ${roles.region.label}` : ''
}

/** Of what stands alone in a datacenter that stands by: it serves nobody before it is promoted. */
export function milderInStandby({ region }: RegionRoles): { readonly severity?: Severity } {
  return region.standby ? { severity: 'low' } : {}
}

export function isSingleNode(roles: RegionRoles): boolean {
  return shapeOf(countsOf(roles)) === 'pattern-0'
}

/** A global load balancer or DNS leads consumers into several datacenters that serve. */
export function servesElsewhere(deployment: Deployment, roles: RegionRoles): boolean {
  return deployment.entries.some(
    (entry) =>
      (entry.transit.kind === 'global-load-balancer' || entry.transit.kind === 'dns') &&
      entry.role === 'gateway' &&
      entry.targets.some((target) => roles.region.servers.includes(target.id)) &&
      entry.targets.some((target) => !roles.region.servers.includes(target.id)),
  )
}

/** Gateway labels that one gateway of a set serves alone, each gateway named once. */
export function labelsWithOneGateway(
  members: readonly Instance[],
): readonly { readonly label: string; readonly gateway: Instance }[] {
  const byLabel = new Map<string, Instance[]>()
  for (const member of members)
    for (const label of labelsOf(member)) byLabel.set(label, [...(byLabel.get(label) ?? []), member])
  const found = new Map<string, { label: string; gateway: Instance }>()
  for (const [label, gateways] of [...byLabel].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [only] = gateways
    if (only && gateways.length === 1 && !found.has(only.id)) found.set(only.id, { label, gateway: only })
  }
  return [...found.values()]
}
