import { assess, singlePoints, structure } from '../capabilities'
import type { Design } from '../model/design'
import { diagnose } from '../rules'
import { type Diagnosis, SEVERITIES } from '../rules/support/rule'
import type { Deployment } from '../wiring/deployment'
import { resolve } from '../wiring/resolve'

interface Left {
  /** `high LB-01 lb1: …` */
  readonly finding: string
  /** It names something that the fix made, so the fix itself brought it; else it was hidden before. */
  readonly made: boolean
}

/**
 * What a fix must not leave behind: its own finding, and new ones of its severity or a worse one. A finding that was
 * there before about some of the same elements is not new when it now names others too. What alone carries calls is
 * not new either when no call got through before.
 */
export function leftByFix(design: Design, before: readonly Diagnosis[], finding: Diagnosis): readonly Left[] {
  const deployment = resolve(design)
  const after = diagnose(resolve(finding.fix?.apply(design) ?? design))
  const keys = new Set(before.map((item) => item.key))
  const left = new Set(after.map((item) => item.key))
  const gone = before.filter((item) => !left.has(item.key) && item !== finding)
  const known = new Set(elementsOf(design))
  const weight = ({ severity }: Diagnosis) => SEVERITIES.indexOf(severity)
  const roots = new Set(before.flatMap(({ root }) => root ?? []))
  const isOld = (item: Diagnosis) =>
    keys.has(item.key) ||
    (item.root !== undefined && item.root !== finding.root && roots.has(item.root)) ||
    gone.some((old) => old.code === item.code && old.subjects.some((subject) => item.subjects.includes(subject))) ||
    (isEntrance(item) && !provides(deployment))
  return after
    .filter((item) => item.key === finding.key || (weight(item) <= weight(finding) && !isOld(item)))
    .map((item) => ({
      finding: `${item.severity} ${item.key}: ${item.message}`,
      made: item.key === finding.key || item.subjects.some((subject) => !known.has(subject)),
    }))
}

/**
 * Of every fix of a drawing, what it leaves behind or takes away, in words. What stood alone or together before, of
 * what was drawn before, was only hidden: nothing used it, or the drawing was of no pattern.
 */
export function fixFaults(design: Design): readonly string[] {
  const found = diagnose(resolve(design))
  return found.flatMap((finding) => {
    if (!finding.fix) return []
    const fixed = finding.fix.apply(design)
    const left = leftByFix(design, found, finding)
      .filter((item) => !FACT_OF_BOTH.test(item.finding) && (item.made || !SAYS_WHAT_STANDS.test(item.finding)))
      .map((item) => `leaves ${item.finding}`)
    const lost = lostBetween(design, fixed).map((id) => `takes ${id} away`)
    return [...left, ...lost].map((fault) => `"${finding.fix?.label}" of ${finding.key} ${fault}`)
  })
}

/**
 * Single ones, of databases too, what shares a place, links that only a pattern asks for, what complete wiring costs,
 * and the one way in that is drawn.
 */
const SAYS_WHAT_STANDS = /^\w+ (?:HA|PL|LB-0[123]|DB-0[23]|GEN-04|MDC-19|SEC-01)/

/** What somebody said of a server holds for its second too: several tenants, no webhook copies; a database has a limit. */
const FACT_OF_BOTH = /^\w+ (?:CFG-07|EV-08|DB-13)/

/** Capabilities that a drawing provides and another does not. Of more gateways that serve more is asked. */
export function lostBetween(before: Design, after: Design): readonly string[] {
  const kept = new Set(workingIn(after))
  const more = serving(after) > serving(before)
  return workingIn(before).filter((id) => !kept.has(id) && !(more && OF_EVERY_GATEWAY.includes(id)))
}

/** Capabilities that hold where every gateway that is up has something. */
const OF_EVERY_GATEWAY: readonly string[] = ['C4', 'C5', 'C6', 'C11']

function serving(design: Design): number {
  return structure(resolve(design)).gateways.length
}

function workingIn(design: Design): readonly string[] {
  return singlePoints(resolve(design)).flatMap(({ capability, missing }) => (missing === null ? [capability.id] : []))
}

function isEntrance({ code }: Diagnosis): boolean {
  return code === 'LB-01' || code === 'LB-03'
}

function provides(deployment: Deployment): boolean {
  return assess(deployment).every((result) => !ENTERED.includes(result.id) || result.status === 'working')
}

/** Capabilities that LB-01 and LB-03 are about. */
const ENTERED: readonly string[] = ['C1', 'C2', 'C3', 'C6', 'C8', 'C10']

function elementsOf({ topology }: Design): readonly string[] {
  return [...topology.places, ...topology.components, ...topology.connections].map((item) => item.id)
}
