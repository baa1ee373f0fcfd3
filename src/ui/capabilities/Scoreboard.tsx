import type { Moment, Outcome, Simulated } from '../../core/capabilities/simulate'
import { MOMENT_WORDS, useSimulation } from '../../state/simulation'
import { STATE_WORDS, StateMark } from './StateMark'

const SHOWN: readonly Outcome['status'][] = ['down', 'degraded', 'working']

/** While things fail: what still works at the chosen moment, and why the rest does not. */
export function Scoreboard() {
  const outcomes = useSimulation((state) => state.outcomes)
  const moment = useSimulation((state) => state.moment)
  const recovery = useSimulation((state) => state.recovery)
  const provided = outcomes.filter((item) => item.moments[moment].status !== 'not-provided')
  const missing = outcomes.filter((item) => item.moments[moment].status === 'not-provided')
  return (
    <>
      <p className="capabilities-summary">
        <span>
          {SHOWN.map((status) => ({
            status,
            count: provided.filter((item) => item.moments[moment].status === status).length,
          }))
            .filter(({ count, status }) => count > 0 || status === 'down')
            .map(({ status, count }) => `${count} ${STATE_WORDS[status].toLowerCase()}`)
            .join(', ')}
        </span>
        <span>{MOMENT_WORDS[moment]}</span>
      </p>
      <ul>
        {provided.map((item) => (
          <Row key={item.id} item={item} moment={moment} />
        ))}
      </ul>
      {recovery.length > 0 && (
        <section className="capability-score-recovery" aria-label="When it is back">
          <h3>When it is back</h3>
          {recovery.map((hint) => (
            <p key={hint}>{hint}</p>
          ))}
        </section>
      )}
      {missing.length > 0 && (
        <p className="capability-score-missing">
          Not provided by this drawing: {missing.map(({ id }) => id).join(', ')}
        </p>
      )}
    </>
  )
}

function Row({ item, moment }: { readonly item: Simulated; readonly moment: Moment }) {
  const outcome = item.moments[moment]
  const regions = item.regions.filter((region) => region.moments[moment].status !== outcome.status)
  return (
    <li className="capability-score" data-state={outcome.status}>
      <span className="mono capability-id">{item.id}</span>
      <span className="capability-name">{item.name}</span>
      <StateMark status={outcome.status} />
      {outcome.reason !== undefined && <span className="capability-score-reason">{outcome.reason}</span>}
      {regions.map(({ region, moments }) => (
        <RegionRow key={region} region={region} outcome={moments[moment]} />
      ))}
    </li>
  )
}

/** A region that sees the capability differently from the whole. */
function RegionRow({ region, outcome }: { readonly region: string; readonly outcome: Outcome }) {
  return (
    <span className="capability-score-reason">
      <strong>
        {STATE_WORDS[outcome.status]} in {region}
      </strong>
      {outcome.reason !== undefined && `: ${outcome.reason}`}
    </span>
  )
}
