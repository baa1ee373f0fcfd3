import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import type { CapabilityResult } from '../../core/capabilities'
import { downtimeOf, percentOf } from '../../core/capabilities/figures-in-words'
import type { ElementId } from '../../core/capabilities/structure'
import { Button } from '../common/Button'
import { ElementChip } from './ElementChip'
import { StateMark } from './StateMark'

/** One capability: how it stands, how available it is, and what alone takes it away; unfolded, all of that. */
export function CapabilityRow({ result }: { readonly result: CapabilityResult }) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const { availability, bounds, singlePointsOfFailure } = result
  const [first, ...rest] = singlePointsOfFailure
  return (
    <li className="capability" data-open={open} data-state={result.status}>
      <button
        type="button"
        className="capability-head"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span className="mono capability-id">{result.id}</span>
        <span className="capability-name">{result.name}</span>
        <span className="capability-facts">
          <StateMark status={result.status} />
          {availability !== null && (
            <>
              <span className="capability-percent">{percentOf(availability)}</span>
              <span className="capability-downtime">
                {downtimeOf(availability)}
                <span className="visually-hidden"> down a year, planning estimate</span>
              </span>
            </>
          )}
          {bounds && <span className="capability-percent">at least {percentOf(bounds.low)}</span>}
        </span>
        <ChevronRight size={14} aria-hidden="true" className="capability-arrow" />
      </button>
      {first !== undefined && !open && (
        <div className="capability-points">
          <ElementChip element={first} />
          {rest.length > 0 && (
            <button
              type="button"
              className="capability-more"
              aria-label={`${rest.length} more single points of failure`}
              onClick={() => setOpen(true)}
            >
              +{rest.length}
            </button>
          )}
        </div>
      )}
      <div className="capability-body" id={id} hidden={!open}>
        {open && <Details result={result} />}
      </div>
    </li>
  )
}

function Details({ result }: { readonly result: CapabilityResult }) {
  const { status, reason, singlePointsOfFailure, pairs, bounds } = result
  if (status === 'not-provided') return <p className="capability-reason">{reason}</p>
  return (
    <>
      {singlePointsOfFailure.length === 0 ? (
        <p className="capability-reason">No single failure takes this away.</p>
      ) : (
        <>
          <h4 className="capability-title">
            {singlePointsOfFailure.length === 1 ? 'Fails alone' : `Each of these ${singlePointsOfFailure.length} alone`}
          </h4>
          <span className="ui-chips">
            {singlePointsOfFailure.map((element) => (
              <ElementChip key={element} element={element} />
            ))}
          </span>
        </>
      )}
      {bounds ? (
        <p className="capability-reason">
          This drawing is too large for an exact figure: between {percentOf(bounds.low)} and {percentOf(bounds.high)}.
          Pairs are not computed.
        </p>
      ) : (
        <Pairs pairs={pairs} />
      )}
    </>
  )
}

const AT_ONCE = 20

/** Pairs whose failure together takes a capability away; there may be hundreds, so they are shown when asked for. */
function Pairs({ pairs }: { readonly pairs: readonly (readonly [ElementId, ElementId])[] }) {
  const [shown, setShown] = useState(0)
  if (pairs.length === 0) return <p className="capability-reason">No pair of other elements takes it away.</p>
  const rest = pairs.length - shown
  return (
    <>
      {shown > 0 && (
        <>
          <h4 className="capability-title">Both together</h4>
          <ul className="capability-pairs">
            {pairs.slice(0, shown).map(([a, b]) => (
              <li key={`${a} ${b}`}>
                <ElementChip element={a} />
                <span className="capability-and">and</span>
                <ElementChip element={b} />
              </li>
            ))}
          </ul>
        </>
      )}
      {rest > 0 && (
        <Button size="small" variant="plain" className="capability-show" onClick={() => setShown(shown + AT_ONCE)}>
          {shown === 0
            ? `Show ${pairs.length === 1 ? '1 pair' : `${pairs.length} pairs`}`
            : `Show ${Math.min(rest, AT_ONCE)} more of ${rest}`}
        </Button>
      )}
    </>
  )
}
