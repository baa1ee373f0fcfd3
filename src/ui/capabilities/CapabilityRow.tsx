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
  const { status, reason, points, pairs, bounds, contributions, regions, failover, grace } = result
  if (status === 'not-provided') return <p className="capability-reason">{reason}</p>
  return (
    <>
      <Points points={points} />
      {bounds ? (
        <p className="capability-reason">
          This drawing is too large for an exact figure: between {percentOf(bounds.low)} and {percentOf(bounds.high)}.
          Pairs are not computed.
        </p>
      ) : (
        <Pairs pairs={pairs} />
      )}
      <Costs contributions={contributions} />
      <Regions regions={regions} />
      {grace && <Grace grace={grace} />}
      <Failover outages={failover} />
    </>
  )
}

function Points({ points }: { readonly points: CapabilityResult['points'] }) {
  if (points.length === 0) return <p className="capability-reason">No single failure takes this away.</p>
  return (
    <>
      <h4 className="capability-title">
        {points.length === 1 ? 'Fails alone' : `Each of these ${points.length} alone`}
      </h4>
      <ul className="capability-list">
        {points.map(({ element, message }) => (
          <li key={element}>
            <ElementChip element={element} />
            <p className="capability-reason">{message}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The few that most of the downtime is owed to. */
const DEAREST = 5

function Costs({ contributions }: { readonly contributions: CapabilityResult['contributions'] }) {
  const shown = contributions.slice(0, DEAREST).filter(({ share }) => share >= 0.005)
  if (shown.length === 0) return null
  return (
    <>
      <h4 className="capability-title" title="Its importance times its own unavailability, over that of the whole">
        What costs most, by criticality
      </h4>
      <ul className="capability-costs">
        {shown.map(({ element, share }) => (
          <li key={element}>
            <ElementChip element={element} />
            <span className="capability-bar" aria-hidden="true">
              <span style={{ width: `${Math.min(100, share * 100)}%` }} />
            </span>
            <span className="capability-share">{Math.round(share * 100)} %</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Regions({ regions }: { readonly regions: CapabilityResult['regions'] }) {
  if (regions.length === 0) return null
  return (
    <>
      <h4 className="capability-title">By datacenter and gateway environment</h4>
      <ul className="capability-regions">
        {regions.map(({ region, status, reason, availability, bounds, singlePointsOfFailure }) => (
          <li key={region}>
            <span className="capability-region">{region}</span>
            {status === 'not-provided' && <span className="capability-reason">{reason}</span>}
            {availability !== null && (
              <span className="capability-figures">
                {percentOf(availability)}, {downtimeOf(availability)}
              </span>
            )}
            {bounds && <span className="capability-figures">at least {percentOf(bounds.low)}</span>}
            {singlePointsOfFailure.length > 0 && (
              <span className="ui-chips">
                {singlePointsOfFailure.map((element) => (
                  <ElementChip key={element} element={element} />
                ))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Grace({ grace }: { readonly grace: NonNullable<CapabilityResult['grace']> }) {
  const { message, availability, without } = grace
  return (
    <p className="capability-reason">
      {message}: {percentOf(availability)}, about {downtimeOf(availability)} a year; {percentOf(without)} for those who
      hold nothing. An approximation.
    </p>
  )
}

function Failover({ outages }: { readonly outages: CapabilityResult['failover'] }) {
  return outages.map(({ message, minutes }) => (
    <p key={message} className="capability-reason">
      Not counted above: {Number(minutes.toPrecision(2))} min a year. {message}
    </p>
  ))
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
