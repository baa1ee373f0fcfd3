import { ChevronsDown, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { getSimulation, headline, leaveSimulation, nextWorst, reviveAll, useSimulation } from '../../state/simulation'
import { notify } from '../../state/store'
import { Button } from '../common/Button'
import { reveal } from '../common/reveal'
import { shownFor } from '../common/shortcuts'
import { Clock } from './Clock'
import { Drills, SaveDrill } from './Drills'
import { FailedChip } from './FailedChip'
import './simulation.css'

/** Over the drawing while things fail: the moment that is looked at, what has failed, and what to try next. */
export function SimulationBar() {
  return (
    <section className="simulation-bar" aria-label="Simulation">
      <div className="simulation-row">
        <Clock />
        <span className="simulation-gap" />
        <WorstButton />
        <SaveDrill />
        <Drills />
        <span className="simulation-line" />
        <Button
          variant="plain"
          icon={<X size={15} aria-hidden="true" />}
          title={`Leave the simulation (${shownFor('leave')})`}
          onClick={leaveAndFocus}
        >
          Leave
        </Button>
      </div>
      <Failed />
      <Headline />
      <Spoken />
    </section>
  )
}

/** The bar goes, and the focus with it, unless it has somewhere to go. */
function leaveAndFocus(): void {
  leaveSimulation()
  document.querySelector<HTMLElement>('[data-simulate]')?.focus()
}

function WorstButton() {
  const worst = useSimulation((state) => state.worst)
  const show = async () => {
    const name = await nextWorst()
    if (name === null) notify({ kind: 'info', text: getSimulation().said })
    else reveal([name])
  }
  return (
    <Button
      icon={<ChevronsDown size={15} aria-hidden="true" />}
      title="Fail what hurts most when it fails alone; again: the next"
      onClick={() => void show()}
    >
      Worst single failure
      {worst && (
        <span className="simulation-count">
          {worst.at + 1} of {worst.of}
        </span>
      )}
    </Button>
  )
}

/** What follows from the failure, in one line that the back row can read. */
function Headline() {
  const text = useSimulation(headline)
  return text === null ? null : <p className="simulation-headline">{text}</p>
}

/** What has failed, each with a button that revives it. */
function Failed() {
  const failed = useSimulation((state) => state.failed)
  if (failed.length === 0) {
    return (
      <p className="simulation-row simulation-failed simulation-hint">
        Everything is up. Choose a component, place or connection on the drawing to fail it, and again to revive it.
      </p>
    )
  }
  return (
    <div className="simulation-row simulation-failed">
      <span className="simulation-label" id="simulation-failed">
        Failed
      </span>
      <ul className="simulation-chips" aria-labelledby="simulation-failed">
        {failed.map((name) => (
          <li key={name}>
            <FailedChip name={name} />
          </li>
        ))}
      </ul>
      <Button variant="plain" size="small" onClick={reviveAll}>
        Revive all
      </Button>
    </div>
  )
}

/** Screen readers hear what changes in a region that is there before. */
function Spoken() {
  const said = useSimulation((state) => state.said)
  const [spoken, speak] = useState('')
  useEffect(() => speak(said), [said])
  return (
    <p className="visually-hidden" role="status" aria-label="What changed">
      {spoken}
    </p>
  )
}
