import { Copy, Trash2 } from 'lucide-react'
import { canMovePlace, removeElements, setProperty, updatePlace } from '../../core/document/edits'
import { TEXT_LIMITS } from '../../core/document/schema'
import { PLACE_KINDS } from '../../core/kinds'
import type { Place } from '../../core/model/design'
import { childrenOf } from '../../core/model/queries'
import { labelOf } from '../../core/wiring/placement'
import { useDesign } from '../../state/analysis'
import { edit } from '../../state/store'
import { PlaceIcon } from '../common/Icon'
import { IconButton } from '../common/IconButton'
import { TextField } from '../common/inputs'
import { Section } from '../common/Section'
import { Subjects } from '../common/SubjectChip'
import { duplicateAndSelect } from './duplicate-and-select'
import { ElementFindings } from './ElementFindings'
import { FieldGroups, Head, PlaceField, Subtitle } from './forms'
import { relocate } from './relocate'

/** One place and what stands in it. */
export function PlaceForm({ place }: { readonly place: Place }) {
  const { id, kind } = place
  const definition = PLACE_KINDS[kind]
  const design = useDesign()
  const { places, components } = childrenOf(design, id)
  const contents = [...places, ...components].map((element) => element.id)
  return (
    <>
      <Head
        icon={<PlaceIcon kind={kind} size={20} tile />}
        title={labelOf(place)}
        subtitle={<Subtitle kind={definition.label} id={id} />}
        actions={<Actions id={id} />}
      />
      <ElementFindings id={id} />
      <Section title="General">
        <TextField
          label="Label"
          help="Name on the canvas and in files. Zones of one datacenter with one label are one zone."
          hint={place.label === undefined ? `Default: ${id}` : undefined}
          maxLength={TEXT_LIMITS.label}
          value={place.label ?? ''}
          onChange={(label) => edit((before) => updatePlace(before, id, { label }), `${id} label`)}
        />
        <PlaceField
          label="Inside"
          help="The place around it. What takes that down takes this down too."
          value={place.parent}
          allows={(parent) => canMovePlace(design, id, parent)}
          onChange={(parent) => edit((before) => relocate(before, id, parent))}
        />
      </Section>
      {definition.fields.length > 0 && (
        <FieldGroups
          title="Properties"
          fields={definition.fields}
          owner={id}
          read={(key) => place.properties?.[key]}
          onChange={(key, value) => edit((before) => setProperty(before, id, key, value), `${id} ${key}`)}
        />
      )}
      <Section title="Contents" meta={contents.length}>
        {contents.length === 0 ? (
          <p className="inspector-note">Nothing stands in it. Drag components here, or choose it as their place.</p>
        ) : (
          <Subjects ids={contents} limit={40} />
        )}
      </Section>
    </>
  )
}

function Actions({ id }: { readonly id: string }) {
  return (
    <>
      <IconButton label="Duplicate with contents" shortcut="duplicate" onClick={() => duplicateAndSelect([id])}>
        <Copy size={15} aria-hidden="true" />
      </IconButton>
      <IconButton
        label="Delete with contents"
        shortcut="delete"
        onClick={() => edit((before) => removeElements(before, [id]))}
      >
        <Trash2 size={15} aria-hidden="true" />
      </IconButton>
    </>
  )
}
