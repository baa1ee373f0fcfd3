import type { Deployment } from '../wiring/deployment'
import { compareIds } from '../wiring/graph'
import { resolve } from '../wiring/resolve'
import { RULES } from './catalogue'
import { finishing } from './support/finish'
import { impactOf } from './support/impact'
import type { Diagnosis, Finding, Rule } from './support/rule'
import { keyOf, SEVERITIES, severityIn } from './support/rule'

export { RULES } from './catalogue'
export { unresolvedOf } from './support/drafts'
export { keyOf } from './support/rule'
export { type SinglePoint, singlePointFindings } from './support/single-points'

/**
 * All findings about a drawing, worst first. Acknowledged findings are kept and say so.
 */
export function diagnose(deployment: Deployment): readonly Diagnosis[] {
  return diagnoseBy(deployment, (rule, drawn) => rule.check(drawn).findings)
}

/** What is to be said of a bundle for Kubernetes beside that, where no cluster is drawn. */
export function kubernetesFindings(deployment: Deployment, known: readonly Diagnosis[]): readonly Diagnosis[] {
  const keys = new Set(known.map(({ key }) => key))
  return diagnoseBy(deployment, (rule, drawn) => rule.onKubernetes?.(drawn).findings ?? []).filter(
    ({ key }) => !keys.has(key),
  )
}

function diagnoseBy(
  deployment: Deployment,
  check: (rule: Rule, deployment: Deployment) => readonly Finding[],
): readonly Diagnosis[] {
  const { acknowledged } = deployment.design
  const reasons = new Map(acknowledged.map((item) => [keyOf(item), item.reason]))
  const found = RULES.flatMap((rule, order) =>
    check(rule, deployment).map((finding): Ranked => {
      const key = keyOf(finding)
      const reason = reasons.get(key)
      const severity = severityIn(deployment.design, finding.severity)
      const { title, why, source } = rule
      const acknowledgement = reason === undefined ? {} : { acknowledged: reason }
      const fix = finding.fix && { fix: finishing(finding, finding.fix, (design) => allBy(check, resolve(design))) }
      const impact = impactOf(finding, deployment)
      return { order, impact, diagnosis: { ...finding, ...fix, severity, key, title, why, source, ...acknowledgement } }
    }),
  )
  return found.sort(byWeight).map(({ diagnosis }) => diagnosis)
}

function allBy(
  check: (rule: Rule, deployment: Deployment) => readonly Finding[],
  deployment: Deployment,
): readonly Finding[] {
  return RULES.flatMap((rule) => check(rule, deployment))
}

interface Ranked {
  readonly order: number
  /** What it takes down. */
  readonly impact: number
  readonly diagnosis: Diagnosis
}

/** Worst first, then by what it takes down, then in the order of the catalogue, then by subject: never by the order of drawing. */
function byWeight(a: Ranked, b: Ranked): number {
  const rank = ({ diagnosis }: Ranked) => SEVERITIES.indexOf(diagnosis.severity)
  return rank(a) - rank(b) || b.impact - a.impact || a.order - b.order || compareIds(a.diagnosis.key, b.diagnosis.key)
}
