import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { setSizing } from '../../core/document/edits'
import { SIZING_FIELDS } from '../../core/document/sizing'
import type { Field } from '../../core/kinds/kind'
import type { JsonValue, SizingFacts } from '../../core/model/design'
import { SHIPPED_TOKEN_LIFETIME } from '../../core/sizing/figures'
import { drawnFacts } from '../../core/sizing/load'
import { sizedRegions } from '../../core/sizing/regions'
import { amount } from '../../core/sizing/words'
import type { Deployment } from '../../core/wiring/deployment'
import { useDeployment, useDesign } from '../../state/analysis'
import { edit } from '../../state/store'
import { Segmented } from '../common/inputs'
import { PropertyField } from '../fields/PropertyField'

type SizingField = (typeof SIZING_FIELDS)[number]

const NOTHING: SizingFacts = {}

/** The facts about the load: the first group at once, the others when asked for. */
export function Facts() {
  const id = useId()
  const said = useDesign().settings.sizing ?? NOTHING
  const deployment = useDeployment()
  const fields = SIZING_FIELDS.filter((field) => applies(field, said, deployment))
  const [first, ...groups] = [...new Set(fields.map((field) => field.group))]
  const more = groups.flatMap((group) => fields.filter((field) => field.group === group))
  const known = more.filter((field) => said[field.key] !== undefined).length
  const [open, setOpen] = useState(false)
  const render = (field: SizingField) => (
    <FactField key={field.key} field={field} value={said[field.key]} deployment={deployment} />
  )
  return (
    <>
      <div className="ui-field-columns">{fields.filter((field) => field.group === first).map(render)}</div>
      <div className="sizing-more">
        <button
          type="button"
          className="sizing-toggle"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight size={14} aria-hidden="true" className="ui-section-arrow" data-open={open} />
          More about the load
          <span className="sizing-known">{known === 0 ? 'all as usual' : `${known} of ${more.length} said`}</span>
        </button>
        <div id={id} className="sizing-groups" hidden={!open}>
          {open &&
            groups.map((group) => (
              <fieldset key={group} className="sizing-group">
                <legend>{group}</legend>
                <div className="ui-field-columns">{more.filter((field) => field.group === group).map(render)}</div>
              </fieldset>
            ))}
        </div>
      </div>
    </>
  )
}

/** What the drawing decides need not be asked, unless somebody has said it all the same. */
function applies({ key }: SizingField, said: SizingFacts, deployment: Deployment): boolean {
  if (said[key] !== undefined) return true
  const regions = sizedRegions(deployment)
  if (key === 'survivesDatacenter') return regions.length > 1
  if (key === 'zones') return regions.some(({ zones }) => zones.every((zone) => zone.places.length === 0))
  return true
}

interface FactFieldProps {
  readonly field: SizingField
  readonly value: JsonValue | undefined
  readonly deployment: Deployment
}

function FactField({ field, value, deployment }: FactFieldProps) {
  const change = (next: JsonValue | undefined) =>
    edit((before) => setSizing(before, { [field.key]: next }), `sizing ${field.key}`)
  if (field.key === 'analytics') {
    return (
      <Segmented
        legend={field.label}
        help={field.help}
        hint={`Drawn: ${drawnFacts(deployment).analytics ? 'yes' : 'no'}`}
        value={value === undefined ? '' : value === true ? 'yes' : 'no'}
        options={[
          { value: '', label: 'As drawn' },
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
        onChange={(text) => change(text === '' ? undefined : text === 'yes')}
      />
    )
  }
  return (
    <PropertyField
      field={field satisfies Field}
      value={value}
      derived={derivedOf(field, deployment)}
      onChange={change}
    />
  )
}

/** What a fact is while nobody says it, where that follows from the drawing. */
function derivedOf({ key }: SizingField, deployment: Deployment): string | undefined {
  const drawn = drawnFacts(deployment)
  if (key === 'gatewayCores') return amount(drawn.gatewayCores)
  if (key === 'zones') return '1'
  return key === 'tokenLifetime' ? `${drawn.tokenLifetime ?? SHIPPED_TOKEN_LIFETIME} s` : undefined
}
