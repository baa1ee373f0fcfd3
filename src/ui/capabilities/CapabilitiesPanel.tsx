import { useDeferredValue } from 'react'
import { assess } from '../../core/capabilities'
import { useDeployment, useDesign } from '../../state/analysis'
import { isEmpty } from '../../state/empty-design'
import { useSimulation } from '../../state/simulation'
import { EmptyState } from '../common/EmptyState'
import { CapabilityRow } from './CapabilityRow'
import './capabilities.css'
import { Scoreboard } from './Scoreboard'

/** What people do with API Manager: whether this drawing lets them, how reliably, and what alone would stop them. */
export function CapabilitiesPanel() {
  const empty = isEmpty(useDesign())
  const simulating = useSimulation((state) => state.active)
  return (
    <section className="capabilities" aria-label="Capabilities">
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
        <Board />
      )}
    </section>
  )
}

function Board() {
  // The drawing is shown first; the board follows.
  const results = assess(useDeferredValue(useDeployment()))
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
    </>
  )
}
