import type { Design, Id } from '../../model/design'
import type { Deployment } from '../../wiring/deployment'

export const SEVERITIES = ['error', 'critical', 'high', 'medium', 'low', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]

/** A mechanical remedy: a pure edit of the document, applied with one click and undone with one undo. */
export interface Fix {
  /** Verb first: `Add a second gateway in zone b`. */
  readonly label: string
  readonly apply: (design: Design) => Design
}

export interface Finding {
  /** `HA-01`. */
  readonly code: string
  readonly severity: Severity
  /** One sentence with names and numbers. */
  readonly message: string
  /** Component, place and connection ids, most important first. Never empty but for findings about the whole design. */
  readonly subjects: readonly Id[]
  /** What to do, in one sentence. */
  readonly remedy: string
  readonly fix?: Fix
}

export interface Rule {
  /** Its row in the rule catalogue; stable, never reused. */
  readonly code: string
  readonly title: string
  /** Usual severity; a finding may differ with the drawing. */
  readonly severity: Severity
  /** Why it matters, in a sentence or two. */
  readonly why: string
  readonly source: string
  readonly check: (deployment: Deployment) => readonly Finding[]
  /** What a bundle for Kubernetes meets, though no cluster is drawn; absent = the same. */
  readonly onKubernetes?: (deployment: Deployment) => readonly Finding[]
}

/** A finding with its rule's text and its acknowledgement, ready to show. */
export interface Diagnosis extends Finding {
  /** Stable over edits that do not touch it: code and subjects. */
  readonly key: string
  readonly title: string
  readonly why: string
  readonly source: string
  readonly acknowledged?: string
}

/**
 * A finding as plain data, which can cross from a worker: of its fix only the label. The edit itself is asked for by the
 * finding's key, for the design as it then is.
 */
export interface ShownDiagnosis extends Omit<Diagnosis, 'fix'> {
  readonly fix?: Pick<Fix, 'label'>
}

/** Identifies a finding over edits that do not touch it. */
export function keyOf(finding: Pick<Finding, 'code' | 'subjects'>): string {
  return [finding.code, ...[...finding.subjects].sort()].join(' ')
}

/** Outside production, critical and high are one step milder; errors stay. */
export function severityIn(design: Design, usual: Severity): Severity {
  if (design.settings.production !== false) return usual
  if (usual === 'critical') return 'high'
  return usual === 'high' ? 'medium' : usual
}

/** Severity that stops a drawing from being called highly available. */
export function isSerious(severity: Severity): boolean {
  return severity === 'error' || severity === 'critical' || severity === 'high'
}
