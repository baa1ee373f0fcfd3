import type { Requirement } from '../patterns/pattern'
import { isSerious } from '../rules/support/rule'
import type { Deployment } from '../wiring/deployment'
import { REDUNDANCY_RULES } from './redundancy-rules'

/** What holds when a rule finds nothing, as a sentence. */
const HOLDS: Readonly<Record<string, string>> = {
  'HA-01': 'No gateway stands alone.',
  'HA-02': 'Two or more servers issue tokens.',
  'HA-04': 'Two or more servers decide throttling.',
  'HA-05': 'No database has more than two control planes.',
  'PL-01': 'No drawn machine holds two servers that stand in for each other.',
  'PL-02': 'No drawn zone holds all servers that stand in for each other.',
  'LB-01': 'No unmanaged element alone carries all API traffic.',
  'DB-01': 'The product data is in databases that servers share.',
  'DB-02': 'The database is more than one server.',
  'DB-03': 'The database fails over without a person.',
  'EV-01': 'Every gateway hears events.',
  'EV-02': 'Every broker is listed.',
  'EV-04': 'Control planes publish to each other.',
  'EV-05': 'Control planes copy their events to each other.',
  'TM-01': 'Every Traffic Manager gets all request counts.',
  'TM-02': 'Traffic Managers copy their decisions to each other.',
}

/** What the level `ha` asks: none of the redundancy rules finds anything of severity high or worse. */
export function redundancyRequirements(deployment: Deployment): readonly Requirement[] {
  return REDUNDANCY_RULES.flatMap((rule): Requirement[] => {
    const serious = rule
      .check(deployment)
      .findings.filter((finding) => isSerious(finding.severity) || rule.code === 'HA-01')
    if (serious.length === 0) return [{ level: 'ha', met: true, message: HOLDS[rule.code] ?? rule.title, subjects: [] }]
    return serious.map((finding) => ({
      level: 'ha',
      met: false,
      message: finding.message,
      subjects: finding.subjects,
    }))
  })
}
