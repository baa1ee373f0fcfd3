import { addPeerFix } from './support/fixes'
import { inRegion, isSingleNode, labelsWithOneGateway, nameOf, servesElsewhere, setsOf } from './support/redundant-sets'
import type { Rule, Severity } from './support/rule'

export const singleGateway: Rule = {
  code: 'HA-01',
  title: 'A gateway stands alone',
  severity: 'critical',
  why: 'When it stops, so do all API calls that it serves.',
  source: 'docs-apim, deployment overview, Pattern 1: two or more active nodes',
  check: (deployment) =>
    setsOf(deployment, 'gateway').flatMap((set) => {
      const soft = deployment.design.settings.production === false || isSingleNode(set.roles)
      const severity: Severity = soft ? 'info' : servesElsewhere(deployment, set.roles) ? 'high' : 'critical'
      const [only] = set.members
      if (only && set.members.length === 1) {
        return [
          {
            code: 'HA-01',
            severity,
            message: `${nameOf(only)} is the only gateway${inRegion(set.roles, deployment)}: API calls fail when it stops.`,
            subjects: [only.component.id],
            remedy: 'Add a second gateway in another zone, and a load balancer in front of both.',
            ...addPeerFix(deployment, only),
          },
        ]
      }
      return labelsWithOneGateway(set.members).map(({ label, gateway }) => ({
        code: 'HA-01',
        severity,
        message: `${nameOf(gateway)} is the only gateway${inRegion(set.roles, deployment)} for the label ${label}: its APIs fail when it stops.`,
        subjects: [gateway.component.id],
        remedy: `Add a second gateway with the label ${label} in another zone.`,
        ...addPeerFix(deployment, gateway),
      }))
    }),
}
