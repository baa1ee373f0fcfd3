import { byCause } from '../rules/support/causes'
import { type Diagnosis, SEVERITIES, type ShownDiagnosis } from '../rules/support/rule'
import { type GeneratedFile, withOrigins } from '../serialize/file-tree'
import { markdownTable } from '../serialize/markdown'
import { markdownText } from '../serialize/prose'

/**
 * The runbook with a last section on what was known to be wrong when the bundle was made: open findings, and those that
 * were acknowledged, each with the reason that somebody gave.
 */
export function withFindings(readme: GeneratedFile, diagnoses: readonly ShownDiagnosis[]): GeneratedFile {
  const open = diagnoses.filter(({ acknowledged, severity }) => acknowledged === undefined && severity !== 'info')
  const accepted = diagnoses.filter(({ acknowledged }) => acknowledged !== undefined)
  const lines = ['', '## Findings at the time of export', '', ...openFindings(open), ...acceptedFindings(accepted)]
  const before = readme.content.split('\n').length - 1
  const { path, language, executable } = readme
  const content = `${readme.content}${lines.join('\n')}\n`
  return withOrigins({ path, content, language, executable }, () => [
    ...readme.origins,
    {
      from: before + 1,
      to: before + lines.length,
      subjects: [...new Set([...open, ...accepted].flatMap(({ subjects }) => subjects))],
      reason: 'Findings of the topology, and the reasons given for those that were accepted',
    },
  ])
}

function openFindings(findings: readonly ShownDiagnosis[]): string[] {
  if (findings.length === 0) return ['No open finding.']
  const counts = SEVERITIES.map((severity) => ({ severity, count: countOf(findings, severity) }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`)
  return [
    `Open: ${counts.join(', ')}.`,
    '',
    ...markdownTable(
      ['Severity', 'Code', 'Finding', 'Remedy'],
      byCause(findings).map(({ head: { severity, code, message, remedy }, faces }) =>
        cells(severity, code, [message, ...faces.map((face) => `${face.code}: ${face.message}`)].join(' '), remedy),
      ),
    ),
  ]
}

function acceptedFindings(findings: readonly ShownDiagnosis[]): string[] {
  if (findings.length === 0) return []
  return [
    '',
    'Acknowledged, with the reason that was given:',
    '',
    ...markdownTable(
      ['Severity', 'Code', 'Finding', 'Reason'],
      findings.map(({ severity, code, message, acknowledged = '' }) => cells(severity, code, message, acknowledged)),
    ),
  ]
}

function cells(...texts: readonly string[]): string[] {
  return texts.map(markdownText)
}

function countOf(findings: readonly ShownDiagnosis[], severity: Diagnosis['severity']): number {
  return findings.filter((finding) => finding.severity === severity).length
}
