import { together } from './support/causes'
import { moveToOtherZoneFix } from './support/fixes'
import { placedSets } from './support/placed-sets'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'
import { withoutZone } from './support/unplaced'

export const sharedZone = defineRule({
  code: 'PL-02',
  title: 'Servers that stand in for each other share a zone',
  severity: 'high',
  why: 'One zone takes the whole set with it.',
  source: 'failure domains: a zone fails as one',
  remedy: 'Move one to another zone.',
  check: (deployment, say) => {
    for (const { members } of placedSets(deployment)) {
      for (const member of withoutZone(members, deployment)) say.unknown('zone', member.component)
      const zone = members[0]?.zone
      if (!zone || members.some((member) => member.zone !== zone)) continue
      say.finding({
        message: `Zone ${zone.label} holds ${members.length === 2 ? 'both' : 'all of'} ${namesOf(members)}.`,
        subjects: [...subjectsOf(members), ...zone.places.map((place) => place.id)],
        root: together(members),
        ...moveToOtherZoneFix(deployment, members),
      })
    }
  },
})
