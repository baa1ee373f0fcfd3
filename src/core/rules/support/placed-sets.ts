import type { Deployment, Instance } from '../../wiring/deployment'
import type { RegionRoles } from '../../wiring/roles'
import { redundantSets } from './redundant-sets'

export interface PlacedSet {
  readonly members: readonly Instance[]
  readonly roles?: RegionRoles
  /** Databases: whether losing these members loses the database. */
  readonly enough?: (lost: readonly Instance[]) => boolean
}

/** Sets whose members must not share a place, each named once however many roles its members have. */
export function placedSets(deployment: Deployment): readonly PlacedSet[] {
  const seen = new Set<string>()
  const sets: PlacedSet[] = []
  for (const { members, roles } of redundantSets(deployment)) {
    const key = members.map((member) => member.id).join('|')
    if (members.length < 2 || seen.has(key)) continue
    seen.add(key)
    sets.push({ members, roles })
  }
  for (const { members, mode, needed } of deployment.databases) {
    if (members.length < 2 || mode === 'geo' || members.every((member) => member.managed)) continue
    const enough = (lost: readonly Instance[]) =>
      mode === 'quorum' ? members.length - lost.length < needed : lost.length === members.length
    sets.push({ members, enough })
  }
  return sets
}
