import type { Database, Domain } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { askOf } from './support/databases'
import { subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const zoneTakesMajority = defineRule({
  code: 'PL-05',
  title: 'One zone holds the majority of a database',
  severity: 'high',
  why: 'Without a majority the members that are left refuse to work, though they are up.',
  source: 'database modes: a cluster with a majority needs more than half of its members',
  remedy: 'Spread the members over three zones, or put a witness into a third.',
  check: (deployment, say) => {
    for (const database of deployment.databases) {
      const { component, members, mode, needed } = database
      const fatal = fatalZones(database)
      const [first] = fatal
      if (!first || members.every((member) => member.managed)) continue
      if (mode !== 'quorum') {
        askOf(database, 'mode', say)
        continue
      }
      const inside = members.filter((member) => member.zone === first)
      const places = fatal.flatMap((zone) => zone.places.map((place) => place.id))
      say.finding({
        message: `Zone ${first.label} holds ${inside.length} of the ${members.length} members of ${labelOf(component)}, and ${needed} must be up.`,
        subjects: [component.id, ...subjectsOf(inside), ...places],
      })
    }
  },
})

/** Zones without which too few members are left, where a majority is needed. All in one zone is another finding. */
function fatalZones({ members, needed }: Database): readonly Domain[] {
  return [...new Set(members.flatMap((member) => member.zone ?? []))].filter((zone) => {
    const left = members.filter((member) => member.zone !== zone).length
    return left > 0 && left < needed
  })
}
