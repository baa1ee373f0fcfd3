import { wiredRequirements } from '../patterns/requirements'
import { rolesByRegion } from '../patterns/roles'
import { shapeOfDeployment } from '../patterns/shape'
import type { Deployment } from '../wiring/deployment'
import { completeFix } from './fixes'
import { inRegion, nameOf } from './redundant-sets'
import type { Finding, Severity } from './rule'

interface Reporting {
  readonly code: string
  readonly severity: Severity
  readonly remedy: string
}

/** Mandatory links that are missing, reported by the rule that each belongs to; GEN-04 takes those without one. */
export function unmet(deployment: Deployment, { code, severity, remedy }: Reporting): readonly Finding[] {
  const open = wiredRequirements(deployment).filter(
    (requirement) => !requirement.met && (requirement.rule ?? 'GEN-04') === code,
  )
  if (code === 'GEN-04' && shapeOfDeployment(deployment).kind === 'none') return []
  const seen = new Set<string>()
  return open.flatMap((requirement) => {
    const key = requirement.subjects.join('|') + (code === 'GEN-04' ? requirement.message : '')
    if (seen.has(key)) return []
    seen.add(key)
    return [
      {
        code,
        severity,
        message: `Missing: ${requirement.message}`,
        subjects: requirement.subjects,
        remedy,
        fix: completeFix,
      },
    ]
  })
}

/** Pairs of control planes in which one does not publish to the other. The Pattern 1 guide sets no such groups. */
export function missingPublishers(deployment: Deployment): readonly Finding[] {
  return rolesByRegion(deployment).flatMap((roles) => {
    const alone = roles.gateways.length === 0 && roles.trafficManagers.length === 0
    return roles.control.flatMap((server) => {
      const missing = roles.control.filter((other) => other !== server && !server.publishes.includes(other.instance))
      return missing.map(
        (other): Finding => ({
          code: 'EV-04',
          severity: alone ? 'low' : 'high',
          message: `${nameOf(server.instance)} does not publish its events to ${nameOf(other.instance)}${inRegion(roles, deployment)}.`,
          subjects: [server.instance.component.id, other.instance.component.id],
          remedy: 'Connect the control planes for event publishing, both ways.',
          fix: completeFix,
        }),
      )
    })
  })
}
