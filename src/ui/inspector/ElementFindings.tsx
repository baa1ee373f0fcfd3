import type { Id } from '../../core/model/design'
import { byCause } from '../../core/rules/support/causes'
import { useDiagnoses } from '../../state/analysis'
import { Section } from '../common/Section'
import { FindingRow } from '../findings/FindingRow'
import '../findings/findings.css'

/** Open findings that name an element. */
export function ElementFindings({ id }: { readonly id: Id }) {
  const diagnoses = useDiagnoses().filter((item) => item.acknowledged === undefined && item.subjects.includes(id))
  const entries = byCause(diagnoses)
  if (entries.length === 0) return null
  return (
    <Section title="Its findings" meta={entries.length}>
      <ul className="inspector-findings">
        {entries.map((entry) => (
          <FindingRow key={entry.head.key} entry={entry} />
        ))}
      </ul>
    </Section>
  )
}
