import type { ReactNode } from 'react'
import type { Field } from '../../core/kinds/kind'
import type { Id, JsonValue, Place } from '../../core/model/design'
import { ancestorsOf } from '../../core/model/queries'
import { labelOf } from '../../core/wiring/placement'
import { getState, useStore } from '../../state/store'
import { type Option, SelectField } from '../common/inputs'
import { Section } from '../common/Section'
import { PropertyField } from '../fields/PropertyField'

interface HeadProps {
  readonly icon: ReactNode
  readonly title: ReactNode
  /** Kind and id. */
  readonly subtitle: ReactNode
  readonly actions?: ReactNode
}

/** The top of every form: what it is about, and what can be done with the whole of it. */
export function Head({ icon, title, subtitle, actions }: HeadProps) {
  return (
    <header className="inspector-head">
      {icon}
      <div className="inspector-head-text">
        <h2>{title}</h2>
        <p>{subtitle}</p>
      </div>
      {actions && <div className="inspector-head-actions">{actions}</div>}
    </header>
  )
}

interface SubtitleProps {
  readonly kind: string
  readonly id: string
}

export function Subtitle({ kind, id }: SubtitleProps) {
  return (
    <>
      {kind} <span className="inspector-id">{id}</span>
    </>
  )
}

interface FieldGroupsProps {
  readonly fields: readonly Field[]
  readonly read: (key: string) => JsonValue | undefined
  readonly onChange: (key: string, value: JsonValue | undefined) => void
  /** What a field is while it is not given, where the drawing decides. */
  readonly derived?: Readonly<Record<string, string | undefined>>
  readonly owner?: Id
  /** Heading of the fields without a group. */
  readonly title: string
}

/** Fields in sections by their group, in the order of the definition. */
export function FieldGroups({ fields, read, onChange, derived = {}, owner, title }: FieldGroupsProps) {
  const groups = [...new Set(fields.map((field) => field.group))]
  return groups.map((group) => (
    <Section key={group ?? ''} title={group ?? title}>
      <div className="ui-field-columns">
        {fields
          .filter((field) => field.group === group)
          .map((field) => (
            <PropertyField
              key={`${owner ?? ''} ${field.key}`}
              field={field}
              value={read(field.key)}
              derived={derived[field.key]}
              onChange={(value) => onChange(field.key, value)}
              {...(owner === undefined ? {} : { owner })}
            />
          ))}
      </div>
    </Section>
  ))
}

interface PlaceFieldProps {
  readonly label: string
  readonly value: Id | undefined
  /** Whether something may stand in a place; undefined = on the canvas itself. */
  readonly allows: (place: Id | undefined) => boolean
  readonly onChange: (place: Id | undefined) => void
  readonly help: string
}

/** Where something stands: a way to move it without the mouse. */
export function PlaceField({ label, value, allows, onChange, help }: PlaceFieldProps) {
  const places = useStore((state) => state.design.topology.places)
  if (places.length === 0) return null
  const inside = places
    .filter((place) => place.id === value || allows(place.id))
    .map((place): Option => ({ value: place.id, label: pathOf(place) }))
    .sort((a, b) => COLLATOR.compare(a.label, b.label))
  const canvas: readonly Option[] = value === undefined || allows(undefined) ? [{ value: '', label: 'The canvas' }] : []
  return (
    <SelectField
      label={label}
      help={help}
      value={value ?? ''}
      options={[...canvas, ...inside]}
      onChange={(id) => onChange(id === '' ? undefined : id)}
    />
  )
}

const COLLATOR = new Intl.Collator('en', { numeric: true })

/** `Colombo / a / vm1`. */
function pathOf(place: Place): string {
  const around = ancestorsOf(getState().design, place.id)
  return [...around].reverse().concat(place).map(labelOf).join(' / ')
}
