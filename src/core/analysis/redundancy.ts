import { singlePoints } from '../capabilities'
import type { Capability } from '../capabilities/capability'
import type { ElementId } from '../capabilities/structure'
import type { Requirement } from '../patterns/pattern'
import { RULES } from '../rules'
import { isSerious, type Rule, severityIn } from '../rules/support/rule'
import { singlePointFindings } from '../rules/support/single-points'
import type { Deployment } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'

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

/** Findings of these families say nothing about what fails. */
const APART = /^(?:SEC|OPS)-/

/**
 * What the level `ha` asks, beside what `wired` does: no error, critical or high finding of any family but security and
 * operations, acknowledged or not, and nothing drawn whose failure alone takes one of the capabilities below away. What
 * nobody is drawn to use could not be looked at, so it is asked for too.
 */
export function redundancyRequirements(deployment: Deployment): readonly Requirement[] {
  return [
    ...RULES.filter(({ code }) => !APART.test(code)).flatMap((rule) => ruleRequirements(rule, deployment)),
    ...pointRequirements(deployment),
    ...unseenRequirements(deployment),
  ]
}

function ruleRequirements(rule: Rule, deployment: Deployment): readonly Requirement[] {
  const serious = rule
    .check(deployment)
    .findings.filter(({ severity }) => isSerious(severityIn(deployment.design, severity)) || rule.code === 'HA-01')
  const holds = HOLDS[rule.code]
  if (serious.length === 0) return holds === undefined ? [] : [{ level: 'ha', met: true, message: holds, subjects: [] }]
  return serious.map(({ message, subjects }) => ({ level: 'ha', met: false, message, subjects }))
}

/** Calls, tokens, limits, deployments, signing in and starting a gateway. */
const SURVIVE: readonly Capability['id'][] = ['C1', 'C3', 'C5', 'C6', 'C8', 'C10']

/** What must survive any one failure: opaque tokens are validated anew all the time. */
function capabilitiesOf({ design }: Deployment): ReadonlySet<Capability['id']> {
  const { tokens } = design.settings
  const opaque: readonly Capability['id'][] = tokens === 'opaque' || tokens === 'mixed' ? ['C2'] : []
  return new Set([...SURVIVE, ...opaque])
}

function pointRequirements(deployment: Deployment): readonly Requirement[] {
  const asked = capabilitiesOf(deployment)
  const points = singlePointFindings(deployment).filter(
    ({ element, takes }) => takes.some((id) => asked.has(id)) && counts(element, deployment),
  )
  if (points.length === 0)
    return [{ level: 'ha', met: true, message: 'Nothing drawn takes a capability away alone.', subjects: [] }]
  return points.map(({ message, subjects }) => ({ level: 'ha', met: false, message, subjects }))
}

/** A datacenter has a finding of its own; a managed service has redundancy of its own; an address moves with its holder. */
function counts(element: ElementId, deployment: Deployment): boolean {
  const instance = deployment.instance.get(element)
  if (!instance) return deployment.domains.find(({ key }) => key === element)?.kind !== 'datacenter'
  if (instance.managed) return false
  if (instance.kind !== 'floating-address') return true
  const holders = new Set((graphOf(deployment).outgoing.get(instance.id) ?? []).map(({ to }) => to))
  return holders.size < 2
}

function unseenRequirements(deployment: Deployment): readonly Requirement[] {
  const asked = capabilitiesOf(deployment)
  return singlePoints(deployment)
    .filter(({ capability, missing }) => missing !== null && asked.has(capability.id))
    .map(({ capability, missing }) => ({
      level: 'ha',
      met: false,
      message: `"${capability.name}" could not be looked at: ${missing}`,
      subjects: [],
    }))
}
