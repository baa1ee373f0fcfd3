import type { Design } from '../../core/model/design'
import { byCause, type Entry } from '../../core/rules/support/causes'
import { SEVERITIES, type Severity, type ShownDiagnosis } from '../../core/rules/support/rule'
import { useChecked, useChecking, useDiagnoses } from '../../state/analysis'
import { isEmpty } from '../../state/empty-design'
import { EmptyState } from '../common/EmptyState'
import { Results } from '../common/Results'
import { Section } from '../common/Section'
import { SEVERITY_WORDS, SeverityMark } from '../common/SeverityMark'
import { AcknowledgedRow } from './AcknowledgedRow'
import { FindingRow } from './FindingRow'
import { SharpenSection } from './SharpenSection'
import { KnownPointsSection, SinglePointsSection } from './SinglePointsSection'
import { useSinglePoints } from './use-single-points'
import './findings.css'

/** What would break or weaken the drawing, worst first, and what to do about it. */
export function FindingsPanel() {
  const checked = useChecked()
  const checking = useChecking()
  const diagnoses = useDiagnoses()
  return (
    <Results label="Findings" className="findings" progress={checking}>
      {checked && <Findings design={checked.design} rules={checked.result.rules} diagnoses={diagnoses} />}
    </Results>
  )
}

interface FindingsProps {
  /** The drawing that the rules looked at. */
  readonly design: Design
  readonly rules: number
  readonly diagnoses: readonly ShownDiagnosis[]
}

function Findings({ design, rules, diagnoses }: FindingsProps) {
  const open = diagnoses.filter((diagnosis) => diagnosis.acknowledged === undefined)
  const entries = byCause(open)
  const points = useSinglePoints()
  const acknowledged = byCause([...diagnoses, ...points].filter((diagnosis) => diagnosis.acknowledged !== undefined))
  return (
    <>
      <Summary heads={entries.map(({ head }) => head)} />
      {!isEmpty(design) && <SinglePointsSection />}
      {open.length === 0 && <Clean design={design} acknowledged={acknowledged.length} rules={rules} />}
      {SEVERITIES.map((severity) => (
        <Group key={severity} severity={severity} entries={entries.filter(({ head }) => head.severity === severity)} />
      ))}
      {!isEmpty(design) && <KnownPointsSection />}
      {!isEmpty(design) && <SharpenSection />}
      {acknowledged.length > 0 && (
        <Section title="Acknowledged" meta={acknowledged.length} folded>
          <ul className="findings-acknowledged">
            {acknowledged.map((entry) => (
              <AcknowledgedRow key={entry.head.key} entry={entry} />
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

/** One line that says how bad it is, also to screen readers when it changes. */
function Summary({ heads }: { readonly heads: readonly ShownDiagnosis[] }) {
  return (
    <p className="findings-summary" aria-live="polite">
      {heads.length > 0 && <span>{count(heads.length, 'finding')}</span>}
      {SEVERITIES.map((severity) => {
        const number = heads.filter((item) => item.severity === severity).length
        return number > 0 && <SeverityMark key={severity} severity={severity} count={number} size={12} />
      })}
    </p>
  )
}

interface GroupProps {
  readonly severity: Severity
  readonly entries: readonly Entry<ShownDiagnosis>[]
}

function Group({ severity, entries }: GroupProps) {
  if (entries.length === 0) return null
  return (
    <section className="findings-group" data-severity={severity} aria-label={SEVERITY_WORDS[severity]}>
      <h3 className="findings-group-title">
        {SEVERITY_WORDS[severity]}
        <span className="findings-group-count">{entries.length}</span>
      </h3>
      <ul>
        {entries.map((entry) => (
          <FindingRow key={entry.head.key} entry={entry} />
        ))}
      </ul>
    </section>
  )
}

interface CleanProps {
  readonly design: Design
  readonly rules: number
  readonly acknowledged: number
}

/** Nothing open: says what was looked at, so that silence can be trusted. */
function Clean({ design, acknowledged, rules }: CleanProps) {
  if (isEmpty(design)) {
    return (
      <EmptyState title="Nothing to check yet">
        <p>
          Add a component from the palette or start from a pattern. {rules} rules then look at the drawing after every
          edit.
        </p>
      </EmptyState>
    )
  }
  const { components, connections, places } = design.topology
  return (
    <EmptyState title="No findings">
      <p>
        {rules} rules looked at {count(components.length, 'component')}, {count(connections.length, 'connection')} and{' '}
        {count(places.length, 'place')}: wiring, redundancy, placement, load balancing and databases.
      </p>
      {acknowledged > 0 && <p>{count(acknowledged, 'finding')} acknowledged, listed below with the reason.</p>}
      <p>A rule that needs a fact which the drawing does not give stays silent.</p>
    </EmptyState>
  )
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
