import { flagOf } from '../kinds/properties'
import { rolesByRegion } from '../wiring/roles'
import { regionSubjects } from './support/regions'
import { defineRule } from './support/rule'

export const standbyNeverRehearsed = defineRule({
  code: 'OPS-02',
  title: 'The standby has never been promoted in a drill',
  severity: 'medium',
  why: 'Steps that nobody has tried take longer and lose more than planned, on the day when everything is down.',
  source: 'docs-apim, deployment best practices: backup and recovery',
  remedy:
    'Promote it in a drill by the runbook, measure how long that takes and what is lost, and say so in its properties.',
  check: (deployment, say) => {
    for (const roles of rolesByRegion(deployment)) {
      const place = deployment.place.get(roles.region.id)
      if (!roles.region.standby || roles.control.length === 0 || (place && flagOf(place, 'rehearsed') === true))
        continue
      say.finding({
        message: `Nothing says that ${roles.region.label} has been promoted in a drill.`,
        subjects: regionSubjects(roles),
      })
    }
  },
})
