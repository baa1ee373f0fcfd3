import type { Id } from '../../core/model/design'
import { useDiagnoses } from '../../state/analysis'
import { Section } from '../common/Section'
import { FindingRow } from '../findings/FindingRow'
import '../findings/findings.css'

/** Open findings that name an element. */
export function ElementFindings({ id }: { readonly id: Id }) {
  const diagnoses = useDiagnoses().filter((item) => item.acknowledged === undefined && item.subjects.includes(id))
  if (diagnoses.length === 0) return null
  return (
    <Section title="Its findings" meta={diagnoses.length}>
      <ul className="inspector-findings">
        {diagnoses.map((diagnosis) => (
          <FindingRow key={diagnosis.key} diagnosis={diagnosis} />
        ))}
      </ul>
    </Section>
  )
}
