import { moveToOtherZoneFix } from './support/fixes'
import { placedSets } from './support/placed-sets'
import { namesOf, subjectsOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

export const sharedZone: Rule = {
  code: 'PL-02',
  title: 'Servers that stand in for each other share a zone',
  severity: 'high',
  why: 'One zone takes the whole set with it.',
  source: 'failure domains: a zone fails as one',
  check: (deployment) =>
    placedSets(deployment).flatMap((set) => {
      const zones = new Set(set.members.map((member) => member.zone?.key))
      const [first] = set.members
      if (set.members.length < 2 || zones.size !== 1 || !first?.zone) return []
      return [
        {
          code: 'PL-02',
          severity: 'high',
          message: `Zone ${first.zone.label} holds ${set.members.length === 2 ? 'both' : 'all of'} ${namesOf(set.members)}.`,
          subjects: [...subjectsOf(set.members), ...first.zone.places.map((place) => place.id)],
          remedy: 'Move one to another zone.',
          ...moveToOtherZoneFix(deployment, set.members),
        },
      ]
    }),
}
