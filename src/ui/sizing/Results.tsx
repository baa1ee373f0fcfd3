import type { KindId } from '../../core/model/design'
import { type Sizing, VERIFY } from '../../core/sizing'
import { additionsText, applySizing, serversText } from '../../core/sizing/apply'
import { removeSpares, type Spare, sparesOf } from '../../core/sizing/spare'
import { amount } from '../../core/sizing/words'
import type { Deployment } from '../../core/wiring/deployment'
import { edit } from '../../state/store'
import { Button } from '../common/Button'
import { RegionTable } from './RegionTable'

interface ResultsProps {
  readonly sizing: Sizing
  readonly deployment: Deployment
}

/** Needed against drawn, and what one click would change. */
export function Results({ sizing, deployment }: ResultsProps) {
  const { load, regions, databaseConnections } = sizing
  return (
    <>
      <Summary sizing={sizing} />
      {regions.map((region) => (
        <RegionTable key={region.id} region={region} alone={regions.length === 1} />
      ))}
      <Apply sizing={sizing} />
      <Obstacles sizing={sizing} />
      <Spares deployment={deployment} />
      <p className="sizing-note">
        The databases must take {amount(databaseConnections)} connections.
        {load.assumed.length > 0 && ` Taken as usual: ${load.assumed.join(', ')}.`} {VERIFY}
      </p>
    </>
  )
}

function Summary({ sizing: { load, gateway } }: Pick<ResultsProps, 'sizing'>) {
  return (
    <p className="sizing-summary">
      {load.growth === 1 ? '' : `${amount(load.calls)} calls/s with the growth. `}A gateway of {amount(gateway.cores)}{' '}
      cores carries {amount(gateway.calls)} calls/s at full load.
    </p>
  )
}

function Apply({ sizing }: Pick<ResultsProps, 'sizing'>) {
  const rows = sizing.regions.flatMap((region) => region.rows)
  const number = rows.reduce((sum, { additions }) => sum + additions.length, 0)
  const held = rows.some(({ obstacle }) => obstacle !== undefined)
  const text = additionsText(sizing)
  if (number === 0) return held ? null : <p className="sizing-enough">The drawing has what the load takes.</p>
  const kinds = new Set(rows.filter(({ additions }) => additions.length > 0).map(({ kind }) => kind))
  const several = kinds.size > 1
  return (
    <div className="sizing-action">
      {several && <p className="sizing-note">Missing: {text}.</p>}
      <Button
        variant="primary"
        {...(several && { 'aria-label': `Add ${number} servers: ${text}` })}
        onClick={() => edit(applySizing)}
      >
        {several ? `Add ${number} servers` : `Add ${text}`}
      </Button>
    </div>
  )
}

/** What only the architect can do, each thing once however many datacenters need it. */
function Obstacles({ sizing }: Pick<ResultsProps, 'sizing'>) {
  const rows = sizing.regions.flatMap((region) => region.rows)
  const found = new Set(rows.flatMap(({ obstacle }) => obstacle ?? []))
  if (found.size === 0) return null
  return (
    <ul className="sizing-obstacles">
      {[...found].map((obstacle) => (
        <li key={obstacle}>{obstacle}</li>
      ))}
    </ul>
  )
}

/** Servers like the others that are named one by one; of those that would take something along every one is. */
const NAMED = 6

/** More than the load takes: never taken out unasked, and what only one of them says is named first. */
function Spares({ deployment }: Pick<ResultsProps, 'deployment'>) {
  const spares = sparesOf(deployment)
  if (spares.length === 0) return null
  const numbers = new Map<KindId, number>()
  for (const { kind, instances } of spares) numbers.set(kind, (numbers.get(kind) ?? 0) + instances)
  const total = spares.reduce((sum, { instances }) => sum + instances, 0)
  const [only] = numbers.size === 1 ? [...numbers] : []
  const plain = spares.filter(({ loses }) => loses.length === 0)
  const shown = [...spares.filter(({ loses }) => loses.length > 0), ...plain.slice(0, NAMED)]
  return (
    <div className="sizing-action">
      <p className="sizing-note">More than the load takes:</p>
      <ul className="sizing-spares">
        {shown.map((spare) => (
          <SpareItem key={spare.component} spare={spare} />
        ))}
        {plain.length > NAMED && <li>and {plain.length - NAMED} more</li>}
      </ul>
      <Button size="small" onClick={() => edit(removeSpares)}>
        Remove {only ? serversText(...only) : `${total} servers`}
      </Button>
    </div>
  )
}

function SpareItem({ spare: { label, instances, loses } }: { readonly spare: Spare }) {
  return (
    <li>
      {label}
      {instances > 1 && ` (${instances} instances)`}
      {loses.length > 0 && <span className="sizing-loses">, with its {loses.join(', ')}</span>}
    </li>
  )
}
