import { Check, ChevronRight, TriangleAlert } from 'lucide-react'
import { useId, useState } from 'react'
import { KINDS } from '../../core/kinds'
import type { KindId } from '../../core/model/design'
import type { Basis, RegionSizing, RoleSizing } from '../../core/sizing'
import { type GatewayDemand, headroomOf } from '../../core/sizing/gateways'
import { RESOURCES } from '../../core/sizing/resources'
import { amount, percent } from '../../core/sizing/words'

interface RegionTableProps {
  readonly region: RegionSizing
  /** There is no other datacenter. */
  readonly alone: boolean
}

/** Servers of one datacenter, needed and drawn; each row unfolds to what its count rests on. */
export function RegionTable({ region, alone }: RegionTableProps) {
  return (
    <table className="sizing-table">
      <caption className={alone ? 'visually-hidden' : undefined}>
        {alone ? 'Servers that the load takes' : region.label}
      </caption>
      <thead>
        <tr>
          <th scope="col">Server</th>
          <th scope="col">Needed</th>
          <th scope="col">Drawn</th>
        </tr>
      </thead>
      {region.rows.map((row) => (
        <Row key={row.kind} row={row} />
      ))}
    </table>
  )
}

function Row({ row }: { readonly row: RoleSizing }) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const { kind, needed, drawn, demand } = row
  const short = isShort(row)
  return (
    <tbody data-open={open}>
      <tr data-short={short}>
        <th scope="row">
          <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
            <ChevronRight size={14} aria-hidden="true" className="ui-section-arrow" data-open={open} />
            {shortLabel(kind)}
          </button>
        </th>
        <td>{amount(needed)}</td>
        <td>
          <span className="sizing-drawn">
            {amount(drawn.length)}
            {short ? (
              <TriangleAlert size={12} aria-label="Too few" className="sizing-short" />
            ) : (
              <Check size={12} aria-label="Enough" className="sizing-fits" />
            )}
          </span>
        </td>
      </tr>
      {demand && (
        <tr className="sizing-loss">
          <td colSpan={3}>
            <Loss demand={demand} />
          </td>
        </tr>
      )}
      <tr id={id} className="sizing-details" hidden={!open}>
        <td colSpan={3}>{open && <Details row={row} />}</td>
      </tr>
    </tbody>
  )
}

/** Short enough for a narrow panel. */
function shortLabel(kind: KindId): string {
  if (kind === 'universal-gateway') return 'Gateway'
  return kind === 'api-control-plane' ? 'Control plane' : KINDS[kind].label
}

/** Too few, or so lopsided that the loss of a zone is not borne. */
function isShort({ needed, drawn, additions, demand }: RoleSizing): boolean {
  return drawn.length < needed || additions.length > 0 || (demand !== undefined && demand.additions.length > 0)
}

function Loss({ demand }: { readonly demand: GatewayDemand }) {
  if (demand.drawn.length === 0) return <>None carries {amount(demand.calls)} calls/s</>
  const headroom = headroomOf(demand)
  const text = headroom >= 0 ? `${percent(headroom)} to spare` : `${percent(-headroom)} too little`
  return (
    <>
      Without {demand.loss}: <span data-short={headroom < -1e-9}>{text}</span>
    </>
  )
}

function Details({ row }: { readonly row: RoleSizing }) {
  const { kind, why, notes, basis } = row
  const resources = RESOURCES[kind]
  return (
    <div className="sizing-basis">
      <p>{why}</p>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <h4>Rests on</h4>
      <ul>
        {basis.map((item) => (
          <BasisItem key={item.sentence} basis={item} />
        ))}
      </ul>
      {resources && (
        <>
          <h4>Each should have</h4>
          <dl>
            <dt>Cores</dt>
            <dd>{resources.cpu}</dd>
            <dt>Memory</dt>
            <dd>{resources.memory}</dd>
            <dt>Heap</dt>
            <dd>{resources.heap}</dd>
            <dt>Disk</dt>
            <dd>{resources.disk}</dd>
            <dt>Pod</dt>
            <dd>{resources.pod}</dd>
          </dl>
          <p className="sizing-source">{resources.source}</p>
        </>
      )}
    </div>
  )
}

function BasisItem({ basis: { sentence, source, conditions } }: { readonly basis: Basis }) {
  return (
    <li>
      {sentence}
      {conditions !== undefined && <p className="sizing-conditions">{conditions}</p>}
      <p className="sizing-source">{source}</p>
    </li>
  )
}
