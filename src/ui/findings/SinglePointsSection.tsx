import { byCause } from '../../core/rules/support/causes'
import { Section } from '../common/Section'
import { FindingRow } from './FindingRow'
import { useSinglePoints } from './use-single-points'

/** What the failure analysis adds to the rules: every element whose failure alone takes something away, worst first. */
export function SinglePointsSection() {
  const points = useOpenPoints().filter(({ severity }) => severity !== 'info')
  const entries = byCause(points)
  if (entries.length === 0) return null
  return (
    <Section title="Single points of failure" meta={entries.length} foldable={false}>
      <p className="findings-note">Computed from the drawing: each of these, failing alone, takes something away.</p>
      <ul className="findings-points">
        {entries.map((entry) => (
          <FindingRow key={entry.head.key} entry={entry} />
        ))}
      </ul>
    </Section>
  )
}

/** What alone takes something away and is for others to keep up: managed services, and the only datacenter. */
export function KnownPointsSection() {
  const points = useOpenPoints().filter(({ severity }) => severity === 'info')
  if (points.length === 0) return null
  return (
    <Section title="Relied on" meta={points.length} folded>
      <p className="findings-note">
        Each of these, failing alone, takes something away. Its provider keeps it up, it moves to another machine, or
        there is no second datacenter.
      </p>
      <ul className="findings-points">
        {byCause(points).map((entry) => (
          <FindingRow key={entry.head.key} entry={entry} />
        ))}
      </ul>
    </Section>
  )
}

function useOpenPoints() {
  return useSinglePoints().filter(({ acknowledged }) => acknowledged === undefined)
}
