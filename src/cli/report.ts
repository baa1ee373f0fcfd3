import type { Availability, CapabilityResult, RegionalResult } from '../core/capabilities'
import { MINUTES_A_YEAR } from '../core/capabilities/downtime'
import { downtimeOf, percentOf } from '../core/capabilities/figures-in-words'
import type { Design } from '../core/model/design'
import type { Recognition } from '../core/patterns/pattern'
import type { SinglePoint } from '../core/rules'
import { byCause, type Entry } from '../core/rules/support/causes'
import type { OpenFact } from '../core/rules/support/facts'
import { type Diagnosis, SEVERITIES, type Severity, type ShownDiagnosis } from '../core/rules/support/rule'
import { oneLine } from '../core/serialize/prose'
import type { Sizing } from '../core/sizing'
import { sizingJson, sizingLines } from './sizing-report'
import { wrapped } from './wrapped'

/** Everything that `topology check` tells about one design. */
export interface Report {
  readonly design: Design
  readonly recognition: Recognition
  readonly findings: readonly Diagnosis[]
  readonly singlePoints: readonly SinglePoint[]
  readonly capabilities: readonly CapabilityResult[]
  /** Facts that the drawing does not give, and rules that an answer may wake. */
  readonly unknown: readonly OpenFact[]
  /** Null while the design says no target load. */
  readonly sizing: Sizing | null
}

/** For programs: the documented fields only, so that a new field in core changes no one's pipeline unseen. */
export function reportJson({ recognition, findings, singlePoints, capabilities, sizing, unknown }: Report): string {
  const value = {
    pattern: {
      id: recognition.pattern,
      level: recognition.level,
      label: recognition.label,
      missing: recognition.missing,
      nearest: recognition.nearest.map(({ pattern, cost, edits }) => ({
        id: pattern,
        cost,
        edits: edits.map(({ message }) => message),
      })),
    },
    findings: findings.map(({ key, code, severity, message, subjects, remedy, fix, acknowledged }) => ({
      key,
      code,
      severity,
      message,
      subjects,
      remedy,
      fixable: fix !== undefined,
      ...causeJson(key, findings),
      ...(acknowledged === undefined ? {} : { acknowledged }),
    })),
    singlePoints: singlePoints.map(
      ({ key, code, severity, element, takes, message, subjects, remedy, acknowledged }) => ({
        key,
        code,
        severity,
        element,
        takes,
        message,
        subjects,
        remedy,
        ...causeJson(key, singlePoints),
        ...(acknowledged === undefined ? {} : { acknowledged }),
      }),
    ),
    unknown: unknown.map(({ fact, subject, rules }) => ({ fact, subject: subject === '' ? null : subject, rules })),
    capabilities: capabilities.map(capabilityJson),
    sizing: sizing && sizingJson(sizing),
  }
  return `${JSON.stringify(value, null, 2)}\n`
}

/** Of one that is another face of the same cause: the key of the one that is shown for it. */
function causeJson(key: string, found: readonly ShownDiagnosis[]) {
  const entry = openAndAccepted(found).find(({ faces }) => faces.some((face) => face.key === key))
  return entry ? { cause: entry.head.key } : {}
}

function openAndAccepted<T extends ShownDiagnosis>(found: readonly T[]): readonly Entry<T>[] {
  const isOpen = ({ acknowledged }: T) => acknowledged === undefined
  return [...byCause(found.filter(isOpen)), ...byCause(found.filter((one) => !isOpen(one)))]
}

function capabilityJson(result: CapabilityResult) {
  const { id, name, singlePointsOfFailure, points, pairs, contributions, regions, failover, grace } = result
  return {
    id,
    name,
    ...statusJson(result),
    singlePointsOfFailure,
    explanations: points.map(({ element, message }) => ({ element, message })),
    pairs,
    ...availabilityJson(result),
    contributions,
    ...(failover.length > 0 && { failover: failover.map(({ message, minutes }) => ({ message, minutes })) }),
    ...(grace && { grace }),
    ...(regions.length > 0 && { regions: regions.map(regionJson) }),
  }
}

function regionJson(result: RegionalResult) {
  const { region, singlePointsOfFailure } = result
  return { region, ...statusJson(result), singlePointsOfFailure, ...availabilityJson(result) }
}

function statusJson({ status, reason }: Availability) {
  return { status, ...(reason === undefined ? {} : { reason }) }
}

/** A planning estimate: elements fail independently, with the figures of the drawing or usual ones. */
function availabilityJson({ availability, bounds }: Availability) {
  return {
    availability,
    minutesDownPerYear: availability === null ? null : (1 - availability) * MINUTES_A_YEAR,
    ...(bounds === undefined ? {} : { bounds }),
  }
}

/** For people: the pattern, the findings from worst to least, what users can do, and what the load takes. */
export function reportText(report: Report, options: { readonly colour: boolean }): string {
  const style = options.colour ? PAINT : PLAIN
  return `${[
    ...patternLines(report, style),
    '',
    ...singlePointLines(report.singlePoints, style),
    ...findingLines(report.findings, style),
    '',
    ...capabilityLines(report.capabilities, style),
    ...(report.sizing ? ['', ...sizingLines(report.sizing, style)] : []),
  ].join('\n')}\n`
}

type Style = Readonly<Record<'strong' | 'faint' | Severity, (text: string) => string>>

function sgr(code: string): (text: string) => string {
  return (text) => `\u001b[${code}m${text}\u001b[0m`
}

const PAINT: Style = {
  strong: sgr('1'),
  faint: sgr('2'),
  error: sgr('1;31'),
  critical: sgr('31'),
  high: sgr('33'),
  medium: sgr('36'),
  low: sgr('34'),
  info: sgr('2'),
}

const PLAIN: Style = Object.fromEntries(Object.keys(PAINT).map((name) => [name, (text: string) => text])) as Style

function patternLines({ design, recognition }: Report, style: Style): string[] {
  const { label, level, missing, nearest } = recognition
  return [
    style.strong(`${oneLine(design.title) || design.name}, API Manager ${design.apimVersion}`),
    `Pattern: ${oneLine(label)}${level === null ? '' : ` (level ${level})`}`,
    ...missing.flatMap((sentence) => wrapped(`- ${oneLine(sentence)}`, '  ', '    ')),
    ...nearest.flatMap(({ pattern, edits }) => [
      `Nearest: ${pattern}`,
      ...edits.flatMap(({ message }) => wrapped(`- ${oneLine(message)}`, '  ', '    ')),
    ]),
  ]
}

function findingLines(findings: readonly Diagnosis[], style: Style): string[] {
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined)
  const accepted = findings.filter(({ acknowledged }) => acknowledged !== undefined)
  return [
    style.strong(`Findings: ${summary(open)}`),
    ...SEVERITIES.flatMap((severity) => group(severity, byCause(open), style)),
    ...(accepted.length > 0 ? ['', style.strong(`Acknowledged: ${accepted.length}`)] : []),
    ...accepted.flatMap(({ code, message, acknowledged = '' }) => [
      ...wrapped(oneLine(message), entry(code), INDENT),
      ...wrapped(`Reason: ${oneLine(acknowledged)}`, INDENT, INDENT).map(style.faint),
    ]),
  ]
}

/** Computed, so none is a matter of opinion; those that were accepted say why. */
function singlePointLines(points: readonly SinglePoint[], style: Style): string[] {
  if (points.length === 0) return []
  return [
    style.strong(`Single points of failure: ${points.length}`),
    ...openAndAccepted(points).flatMap(({ head: { severity, message, acknowledged }, faces }) => [
      ...wrapped(oneLine(message), `  ${severity.padEnd(CODE_COLUMNS - 1)} `, INDENT),
      ...faces.flatMap((face) => wrapped(`Also: ${oneLine(face.message)}`, INDENT, INDENT)),
      ...(acknowledged === undefined
        ? []
        : wrapped(`Accepted: ${oneLine(acknowledged)}`, INDENT, INDENT).map(style.faint)),
    ]),
    '',
  ]
}

function summary(findings: readonly Diagnosis[]): string {
  const counts = SEVERITIES.map(
    (severity) => [findings.filter((finding) => finding.severity === severity).length, severity] as const,
  ).filter(([count]) => count > 0)
  return counts.length === 0 ? 'none' : counts.map(([count, severity]) => `${count} ${severity}`).join(', ')
}

/** Room for the longest codes, so that the sentences of all findings start in one column. */
const CODE_COLUMNS = 8
const INDENT = ' '.repeat(2 + CODE_COLUMNS)

function entry(code: string): string {
  return `  ${code.padEnd(CODE_COLUMNS - 1)} `
}

function group(severity: Severity, entries: readonly Entry<Diagnosis>[], style: Style): string[] {
  const members = entries.filter(({ head }) => head.severity === severity)
  if (members.length === 0) return []
  return [
    '',
    style[severity](severity.toUpperCase()),
    ...members.flatMap(({ head: { code, message, remedy, subjects, fix }, faces }) => [
      ...wrapped(oneLine(message), entry(code), INDENT),
      ...faces.flatMap((face) => wrapped(`Also ${face.code}: ${oneLine(face.message)}`, INDENT, INDENT)),
      ...wrapped(`${oneLine(remedy)}${fix ? ' (one click in the editor)' : ''}`, INDENT, INDENT).map(style.faint),
      ...(subjects.length > 0 ? wrapped(`at ${subjects.join(', ')}`, INDENT, INDENT).map(style.faint) : []),
    ]),
  ]
}

function capabilityLines(capabilities: readonly CapabilityResult[], style: Style): string[] {
  const columns = Math.max(0, ...capabilities.map(({ name }) => name.length))
  return [
    style.strong('Capabilities (availability is a planning estimate)'),
    ...capabilities.flatMap(({ id, name, status, reason, singlePointsOfFailure, availability }) => {
      const head = `  ${id.padEnd(3)} ${name.padEnd(columns)}  `
      const points = singlePointsOfFailure.length === 0 ? 'no' : singlePointsOfFailure.join(', ')
      const estimate =
        availability === null ? '' : ` ${percentOf(availability)}, down ${downtimeOf(availability)} a year`
      const text =
        status === 'working' ? `works${estimate}; single points of failure: ${points}` : `not provided: ${reason ?? ''}`
      return wrapped(oneLine(text), head, ' '.repeat(head.length))
    }),
  ]
}
