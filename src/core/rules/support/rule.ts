import { once } from '../../base/memo'
import { KINDS, PLACE_KINDS } from '../../kinds'
import { saidOf } from '../../kinds/properties'
import type { Component, Design, Id, Place } from '../../model/design'
import type { Deployment } from '../../wiring/deployment'

export const SEVERITIES = ['error', 'critical', 'high', 'medium', 'low', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]

/** A mechanical remedy: a pure edit of the document, applied with one click and undone with one undo. */
export interface Fix {
  /** Verb first: `Add a second gateway in zone b`. */
  readonly label: string
  readonly apply: (design: Design) => Design
}

/** What a rule finds in a drawing. Code, and where it leaves them out severity and remedy, are those of the rule. */
export interface Found {
  /** One sentence with names and numbers. */
  readonly message: string
  /** Component, place and connection ids, most important first. Never empty but for findings about the whole design. */
  readonly subjects: readonly Id[]
  /** What to do, in one sentence. */
  readonly remedy?: string | undefined
  readonly severity?: Severity
  readonly fix?: Fix | undefined
  /** What is at fault, where several findings come of it (`support/causes.ts`): they are shown as one. */
  readonly root?: string
}

/** What a rule without a remedy of its own finds: what to do depends on the drawing. */
export interface FoundWithRemedy extends Found {
  readonly remedy: string
}

export interface Finding {
  /** `HA-01`. */
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly subjects: readonly Id[]
  readonly remedy: string
  readonly fix?: Fix
  readonly root?: string
}

/**
 * Facts that a rule may lack, in the order in which they are asked: settings of the whole design, then properties of
 * components and places by what the answers bring. `zone` and `host` are for the place that a component is drawn in.
 */
export const FACTS = [
  'tokens',
  'targetTps',
  'tokenTps',
  'zone',
  'host',
  'mode',
  'multiAz',
  'dbms',
  'version',
  'writers',
  'backup',
  'roundTripMs',
  'connectionLimit',
  'staggeredKeys',
  'dcid',
  'network',
  'sticky',
  'healthCheck',
  'headerLimitKb',
  'federatedLogin',
  'streamingListeners',
  'streaming',
  'plainHttp',
  'burstLimits',
  'clusterMode',
  'tokenLifetime',
  'issuer',
  'signingKeys',
  'vendor',
  'brokerTls',
  'webhookCopies',
  'multiTenant',
  'secondary',
  'cores',
  'memoryMb',
  'zones',
] as const
export type FactName = (typeof FACTS)[number]

/** A fact that the drawing does not give, and whom to ask: empty for a setting of the whole design. */
export interface Unknown {
  readonly fact: FactName
  readonly subject: Id
}

/** How a rule speaks. */
export interface Say<What extends Found = Found> {
  readonly finding: (found: What) => void
  /**
   * The rule stays silent for want of this fact. Nobody is asked who has said it, be it something that cannot be, nor
   * an element that has no such field.
   */
  readonly unknown: (fact: FactName, element?: Component | Place) => void
}

/** What one run of a rule over a drawing brings. */
export interface Said {
  readonly findings: readonly Finding[]
  readonly unknown: readonly Unknown[]
}

interface RuleText {
  /** Its row in the rule catalogue; stable, never reused. */
  readonly code: string
  readonly title: string
  /** Usual severity; a finding may differ with the drawing. */
  readonly severity: Severity
  /** Why it matters, in a sentence or two. */
  readonly why: string
  readonly source: string
}

export interface Rule extends RuleText {
  /** What it finds and what it lacks. It runs once for each deployment. */
  readonly check: (deployment: Deployment) => Said
  /** What a bundle for Kubernetes meets, though no cluster is drawn; absent = the same. */
  readonly onKubernetes?: (deployment: Deployment) => Said
}

type Check<What extends Found> = (deployment: Deployment, say: Say<What>) => void

interface Definition<What extends Found> extends RuleText {
  readonly check: Check<What>
  readonly onKubernetes?: Check<What>
}

/** A rule from its text and its check. Its remedy is one sentence for all findings, or each finding has its own. */
export function defineRule(definition: Definition<Found> & { readonly remedy: string }): Rule
export function defineRule(definition: Definition<FoundWithRemedy>): Rule
export function defineRule(definition: Definition<Found> & { readonly remedy?: string }): Rule {
  const { check, onKubernetes, remedy, ...text } = definition
  const runs = (checks: Check<Found>) => once((deployment: Deployment) => run(checks, deployment, { ...text, remedy }))
  return { ...text, check: runs(check), ...(onKubernetes && { onKubernetes: runs(onKubernetes) }) }
}

type Defaults = RuleText & { readonly remedy: string | undefined }

function run(check: Check<Found>, deployment: Deployment, defaults: Defaults): Said {
  const findings: Finding[] = []
  const unknown: Unknown[] = []
  check(deployment, {
    finding: (found) => {
      findings.push(complete(found, defaults))
    },
    unknown: (fact, element) => {
      if (isOpen(fact, element)) unknown.push({ fact, subject: element?.id ?? '' })
    },
  })
  return { findings, unknown }
}

function complete({ message, subjects, fix, root, ...own }: Found, { code, ...usual }: Defaults): Finding {
  const remedy = own.remedy ?? usual.remedy
  if (remedy === undefined) throw new Error(`${code} says no remedy: ${message}`)
  const severity = own.severity ?? usual.severity
  return { code, severity, message, subjects, remedy, ...(fix && { fix }), ...(root !== undefined && { root }) }
}

function isOpen(fact: FactName, element: Component | Place | undefined): boolean {
  if (!element) return true
  return saidOf(element, fact) === undefined && (isPlacing(fact) || hasField(element, fact))
}

/** Where it is drawn is no property. */
function isPlacing(fact: FactName): boolean {
  return fact === 'zone' || fact === 'host'
}

/** Keys of the fields of every kind. */
const FIELDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...Object.values(KINDS), ...Object.values(PLACE_KINDS)].map(({ id, fields }) => [
    id,
    new Set(fields.map(({ key }) => key)),
  ]),
)

function hasField({ kind }: Component | Place, fact: FactName): boolean {
  return FIELDS.get(kind)?.has(fact) === true
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
