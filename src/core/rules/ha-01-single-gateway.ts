import type { Deployment } from '../wiring/deployment'
import { aloneIs } from './support/causes'
import { addPeerFix } from './support/fixes'
import {
  inRegion,
  instanceName,
  labelsWithOneGateway,
  type RedundantSet,
  servesElsewhere,
  setsOf,
} from './support/redundant-sets'
import { defineRule, type Severity } from './support/rule'

export const singleGateway = defineRule({
  code: 'HA-01',
  title: 'A gateway stands alone',
  severity: 'critical',
  why: 'When it stops, so do all API calls that it serves.',
  source: 'docs-apim, deployment overview, Pattern 1: two or more active nodes',
  check: (deployment, say) => {
    for (const set of setsOf(deployment, 'gateway')) {
      const severity = severityOf(set, deployment)
      const where = inRegion(set.roles, deployment)
      const [only] = set.members
      if (only && set.members.length === 1) {
        say.finding({
          severity,
          message: `${instanceName(only)} is the only gateway${where}: API calls fail when it stops.`,
          subjects: [only.component.id],
          root: aloneIs(only),
          remedy: 'Add a second gateway in another zone, and a load balancer in front of both.',
          ...addPeerFix(deployment, only),
        })
        continue
      }
      for (const { label, gateway } of labelsWithOneGateway(set.members))
        say.finding({
          severity,
          message: `${instanceName(gateway)} is the only gateway${where} for the label ${label}: its APIs fail when it stops.`,
          subjects: [gateway.component.id],
          remedy: `Add a second gateway with the label ${label} in another zone.`,
          ...addPeerFix(deployment, gateway),
        })
    }
  },
})

function severityOf({ roles }: RedundantSet, deployment: Deployment): Severity {
  if (deployment.design.settings.production === false) return 'info'
  if (roles.region.standby) return 'low'
  return servesElsewhere(deployment, roles) ? 'high' : 'critical'
}
