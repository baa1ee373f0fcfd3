import { hasRole } from '../../kinds/roles'
import type { KindId, PurposeId } from '../../model/design'
import type { Deployment, Instance, Server } from '../../wiring/deployment'
import { graphOf } from '../../wiring/graph'
import { byLabels, hubOf, type RegionRoles, rolesByRegion } from '../../wiring/roles'

/** Servers of one region that do the same and are reached at one address. */
export interface ServerClass {
  readonly role: 'gateway' | 'control-plane' | 'key-manager'
  readonly region: RegionRoles
  readonly servers: readonly Server[]
}

/** Something that must reach a class over HTTPS, and does not. */
export interface Need {
  readonly from: Instance
  readonly purpose: PurposeId
  readonly target: ServerClass
  /** Each of the class, through one address or several; else any. */
  readonly each: boolean
}

/** Key Managers of a region, used or not: where they are drawn they are meant. */
function keyManagersOf(deployment: Deployment, { region }: RegionRoles): readonly Server[] {
  return region.servers
    .flatMap((id) => deployment.server.get(id) ?? [])
    .filter(({ instance }) => instance.kind === 'key-manager')
}

export function classesOf(deployment: Deployment, region: RegionRoles): readonly ServerClass[] {
  const managers = keyManagersOf(deployment, region)
  const executing = region.gateways.length > 0 ? region.gateways : region.allInOnes
  const classes: readonly ServerClass[] = [
    { role: 'gateway', region, servers: executing },
    { role: 'control-plane', region, servers: region.control },
    { role: 'key-manager', region, servers: managers },
  ]
  return classes.filter(({ servers }) => servers.length > 0)
}

/** Gateways of different labels do not stand for each other, so each label has an entrance of its own. */
export function groupsOf(target: ServerClass): readonly ServerClass[] {
  if (target.servers.length === 0) return []
  return target.role === 'gateway' ? byLabels(target.servers).map((servers) => ({ ...target, servers })) : [target]
}

export function unmetNeeds(deployment: Deployment): readonly Need[] {
  const all = rolesByRegion(deployment)
  return all.flatMap((region) => {
    const hub = hubOf(region, all)
    const own = new Map(classesOf(deployment, region).map((item) => [item.role, item]))
    const central = hub ? new Map(classesOf(deployment, hub).map((item) => [item.role, item])) : own
    const control = central.get('control-plane')
    const issuing = central.get('key-manager') ?? control
    const managers = central.get('key-manager')
    const serverNeeds = region.region.servers
      .flatMap((id) => deployment.server.get(id) ?? [])
      .flatMap((server): Need[] => {
        const { kind } = server.instance
        const isControl = hasRole(kind, 'control-plane')
        const asksManagers = (server.keyManager?.targets ?? []).some((id) =>
          managers?.servers.some((manager) => manager.instance.id === id),
        )
        const needsKeys = managers ? !asksManagers : server.keyManager === undefined
        return [
          ...(isControl || server.control ? [] : need(server.instance, 'control', control, false)),
          ...((kind === 'universal-gateway' || (isControl && managers)) && needsKeys
            ? need(server.instance, 'key-management', issuing, false)
            : []),
        ]
      })
    return [
      ...serverNeeds,
      ...(all.length > 1 ? wideNeeds(deployment, own.get('gateway')) : []),
      ...outsideNeeds(deployment, 'api-consumer', 'api-traffic', own.get('gateway')),
      ...outsideNeeds(deployment, 'api-consumer', 'token', own.get('key-manager') ?? own.get('control-plane')),
      ...outsideNeeds(deployment, 'api-publisher', 'management', own.get('control-plane')),
      ...outsideNeeds(deployment, 'api-developer', 'management', own.get('control-plane')),
    ]
  })
}

/** What leads into several datacenters leads to gateways of each. */
function wideNeeds(deployment: Deployment, target: ServerClass | undefined): readonly Need[] {
  const wide = wideOf(deployment)
  if (!wide || !target) return []
  const { ends } = graphOf(deployment).reach(wide.id, 'api-traffic')
  if (target.servers.some(({ instance }) => ends.includes(instance))) return []
  return groupsOf(target).flatMap((group) => need(wide, 'api-traffic', group, true))
}

export function wideOf(deployment: Deployment): Instance | undefined {
  return deployment.instances.find(({ kind }) => hasRole(kind, 'wide-front'))
}

function need(from: Instance, purpose: PurposeId, target: ServerClass | undefined, each: boolean): Need[] {
  return target ? [{ from, purpose, target, each }] : []
}

/** Somebody of a kind must reach every server; it falls to those who reach none, else to the first. */
function outsideNeeds(
  deployment: Deployment,
  kind: KindId,
  purpose: PurposeId,
  target: ServerClass | undefined,
): readonly Need[] {
  const people = deployment.instances.filter((instance) => instance.kind === kind)
  if (!target || people.length === 0) return []
  const graph = graphOf(deployment)
  const reach = people.map((person) => new Set(graph.reach(person.id, purpose).ends))
  const missed = target.servers.filter(({ instance }) => !reach.some((ends) => ends.has(instance)))
  const idle = people.filter((_, index) => reach[index]?.size === 0)
  const chosen = idle.length > 0 ? idle : people.slice(0, 1)
  return chosen.flatMap((from) =>
    groupsOf({ ...target, servers: missed }).flatMap((group) => need(from, purpose, group, true)),
  )
}
