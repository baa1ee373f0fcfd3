import { REDUNDANCY_RULES } from '../rules/redundancy'
import { isSerious } from '../rules/rule'
import type { Deployment } from '../wiring/deployment'
import type { Requirement } from './pattern'

/** What the level `ha` asks: none of the redundancy rules finds anything of severity high or worse. */
export function redundancyRequirements(deployment: Deployment): readonly Requirement[] {
  return REDUNDANCY_RULES.flatMap((rule): Requirement[] => {
    const serious = rule.check(deployment).filter((finding) => isSerious(finding.severity) || rule.code === 'HA-01')
    if (serious.length === 0) return [{ level: 'ha', met: true, message: `${rule.title}: no.`, subjects: [] }]
    return serious.map((finding) => ({
      level: 'ha',
      met: false,
      message: finding.message,
      subjects: finding.subjects,
    }))
  })
}
