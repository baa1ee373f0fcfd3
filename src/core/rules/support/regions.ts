import { once } from '../../base/memo'
import type { Deployment } from '../../wiring/deployment'
import { type RegionRoles, rolesByRegion } from '../../wiring/roles'
import { subjectsOf } from './redundant-sets'

/** Datacenters with a control plane that runs, where there are several: an active-active deployment, finished or not. */
export const activeRegions = once((deployment: Deployment): readonly RegionRoles[] => {
  const issuing = rolesByRegion(deployment).filter(({ control, region }) => control.length > 0 && !region.standby)
  return issuing.length >= 2 ? issuing : []
})

/** The one datacenter with a control plane and those that use it; `undefined` when there is no such thing. */
export const centralRegion = once(
  (deployment: Deployment): { readonly central: RegionRoles; readonly edges: readonly RegionRoles[] } | undefined => {
    const all = rolesByRegion(deployment)
    const [central, second] = all.filter((roles) => roles.control.length > 0)
    const edges = all.filter((roles) => roles !== central && roles.gateways.length > 0)
    return central && !second && edges.length > 0 ? { central, edges } : undefined
  },
)

/** The datacenter's own id, or its control planes where servers stand in none. */
export function regionSubjects(roles: RegionRoles): readonly string[] {
  return roles.region.id === '' ? subjectsOf(roles.control.map((server) => server.instance)) : [roles.region.id]
}
