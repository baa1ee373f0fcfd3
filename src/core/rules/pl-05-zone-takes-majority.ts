import { labelOf } from '../wiring/placement'
import { subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const zoneTakesMajority: Rule = {
  code: 'PL-05',
  title: 'One zone holds the majority of a database',
  severity: 'high',
  why: 'Without a majority the members that are left refuse to work, though they are up.',
  source: 'database modes: a cluster with a majority needs more than half of its members',
  check: (deployment) =>
    deployment.databases.flatMap((database): Finding[] => {
      const { members, mode, needed } = database
      const zones = new Set(members.flatMap((member) => member.zone ?? []))
      if (mode !== 'quorum' || members.length < 2 || members.every((member) => member.managed)) return []
      const fatal = [...zones].filter(
        (zone) => members.filter((member) => member.zone !== zone).length < needed && !holdsAll(members, zone),
      )
      const [first] = fatal
      if (!first) return []
      const inside = members.filter((member) => member.zone === first)
      const places = fatal.flatMap((zone) => zone.places.map((place) => place.id))
      return [
        {
          code: 'PL-05',
          severity: 'high',
          message: `Zone ${first.label} holds ${inside.length} of the ${members.length} members of ${labelOf(database.component)}, and ${needed} must be up.`,
          subjects: [database.component.id, ...subjectsOf(inside), ...places],
          remedy: 'Spread the members over three zones, or put a witness into a third.',
        },
      ]
    }),
}

/** All in one zone is another finding. */
function holdsAll(members: readonly { readonly zone?: unknown }[], zone: unknown): boolean {
  return members.every((member) => member.zone === zone)
}
