import type { Assessed } from '../../core/analysis/stages'
import { useAssessing, useCapabilities, useDesign } from '../../state/analysis'
import { isEmpty } from '../../state/empty-design'
import { useSimulation } from '../../state/simulation'
import { EmptyState } from '../common/EmptyState'
import { Results } from '../common/Results'
import { CapabilityRow } from './CapabilityRow'
import './capabilities.css'
import { FiguresSection } from './FiguresSection'
import { Scoreboard } from './Scoreboard'

/** What people do with API Manager: whether this drawing lets them, how reliably, and what alone would stop them. */
export function CapabilitiesPanel() {
  const design = useDesign()
  const simulating = useSimulation((state) => state.active)
  const assessed = useCapabilities()
  const assessing = useAssessing()
  const empty = isEmpty(assessed?.design ?? design)
  return (
    // The scoreboard is worked out here and at once; the board follows the analysis.
    <Results label="Capabilities" className="capabilities" progress={simulating ? 'done' : assessing}>
      {empty ? (
        <EmptyState title="Nothing to assess yet">
          <p>
            Add components from the palette or start from a pattern. This board then says what people can do with the
            deployment, how available each of it is, and which single failure takes it away.
          </p>
        </EmptyState>
      ) : simulating ? (
        <Scoreboard />
      ) : (
        assessed && <Board assessed={assessed.result} />
      )}
    </Results>
  )
}

function Board({ assessed }: { readonly assessed: Assessed }) {
  const { capabilities: results, figures } = assessed
  const provided = results.filter(({ status }) => status === 'working').length
  return (
    <>
      <p className="capabilities-summary">
        <span>
          {provided} of {results.length} provided
        </span>
        <span title="Elements are taken to fail independently, with the availability that the drawing gives them or a usual one">
          Downtime a year, planning estimate
        </span>
      </p>
      <ul>
        {results.map((result) => (
          <CapabilityRow key={result.id} result={result} />
        ))}
      </ul>
      <FiguresSection figures={figures} />
    </>
  )
}
