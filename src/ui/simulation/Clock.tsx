import { MOMENTS } from '../../core/capabilities/simulate'
import { MOMENT_WORDS, setMoment, useSimulation } from '../../state/simulation'

/** Four looks at one failure. Arrow keys move between them. */
export function Clock() {
  const chosen = useSimulation((state) => state.moment)
  return (
    <fieldset className="simulation-clock">
      <legend className="visually-hidden">Moment</legend>
      {MOMENTS.map((moment) => (
        <label key={moment} className="simulation-clock-moment">
          <input
            type="radio"
            className="visually-hidden"
            name="moment"
            checked={moment === chosen}
            onChange={() => setMoment(moment)}
          />
          <span>{MOMENT_WORDS[moment]}</span>
        </label>
      ))}
    </fieldset>
  )
}
