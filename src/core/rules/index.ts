import type { Deployment } from '../wiring/deployment'
import { RULES } from './catalogue'
import type { Diagnosis, Finding, Severity } from './rule'
import { SEVERITIES } from './rule'

export { RULES } from './catalogue'

/**
 * All findings about a drawing, worst first. Outside production, critical and high are one step milder; errors stay.
 * Acknowledged findings are kept and say so.
 */
export function diagnose(deployment: Deployment): readonly Diagnosis[] {
  const { acknowledged, settings } = deployment.design
  const reasons = new Map(acknowledged.map((item) => [keyOf(item), item.reason]))
  const found = RULES.flatMap((rule) =>
    rule.check(deployment).map((finding): Diagnosis => {
      const key = keyOf(finding)
      const reason = reasons.get(key)
      const severity = settings.production === false ? milder(finding.severity) : finding.severity
      const { title, why, source } = rule
      return { ...finding, severity, key, title, why, source, ...(reason !== undefined && { acknowledged: reason }) }
    }),
  )
  const rank = (finding: Diagnosis) => SEVERITIES.indexOf(finding.severity)
  return found
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => rank(a.finding) - rank(b.finding) || a.index - b.index)
    .map(({ finding }) => finding)
}

/** Identifies a finding over edits that do not touch it. */
export function keyOf(finding: Pick<Finding, 'code' | 'subjects'>): string {
  return [finding.code, ...[...finding.subjects].sort()].join(' ')
}

function milder(severity: Severity): Severity {
  if (severity === 'critical') return 'high'
  return severity === 'high' ? 'medium' : severity
}
