import { Section } from '../common/Section'
import { FindingRow } from './FindingRow'
import { useSinglePoints } from './use-single-points'

/** What the failure analysis adds to the rules: every element whose failure alone takes something away. */
export function SinglePointsSection() {
  const points = useSinglePoints().filter(({ acknowledged }) => acknowledged === undefined)
  if (points.length === 0) return null
  return (
    <Section title="Single points of failure" meta={points.length} folded>
      <p className="findings-note">Computed from the drawing: each of these, failing alone, takes something away.</p>
      <ul className="findings-points">
        {points.map((point) => (
          <FindingRow key={point.key} diagnosis={point} />
        ))}
      </ul>
    </Section>
  )
}
