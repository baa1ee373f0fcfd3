import type { Field } from '../../core/kinds/kind'
import type { Id, JsonValue } from '../../core/model/design'
import { labelOf } from '../../core/wiring/placement'
import { useStore } from '../../state/store'
import { Fieldset } from '../common/Field'
import { Checkbox, NumberField, type Option, Segmented, SelectField, TextField } from '../common/inputs'
import { defaultText, parseList, parseText, wordsOf } from './field-text'

interface PropertyFieldProps<F extends Field = Field> {
  readonly field: F
  readonly value: JsonValue | undefined
  /** Undefined takes the value away: unknown, or the default. */
  readonly onChange: (value: JsonValue | undefined) => void
  /** What it is while nothing is given, where that follows from the drawing. */
  readonly derived?: string | undefined
  /** The element that the form is about; it can't refer to itself. */
  readonly owner?: Id
}

type FieldOf<Type extends Field['type']> = Extract<Field, { type: Type }>

/** The control for one field of a kind: the type decides which, the definition says everything else. */
export function PropertyField(props: PropertyFieldProps) {
  const { field } = props
  switch (field.type) {
    case 'text':
    case 'hostname':
      return <TextProperty {...props} field={field} />
    case 'list':
      if (field.choices) return <ChoicesProperty {...props} field={field} options={field.choices} />
      if (field.kinds) return <ReferencesProperty {...props} field={field} />
      return <WordsProperty {...props} field={field} />
    case 'integer':
    case 'number':
      return field.values ? (
        <ValuesProperty {...props} field={field} values={field.values} />
      ) : (
        <NumberProperty {...props} field={field} />
      )
    case 'flag':
      return <FlagProperty {...props} field={field} />
    case 'choice':
      return <ChoiceProperty {...props} field={field} />
    case 'component':
    case 'place':
      return <ReferenceProperty {...props} field={field} />
  }
}

function hintOf({ field, value, derived }: Pick<PropertyFieldProps, 'field' | 'value' | 'derived'>) {
  const preset = defaultText(field) ?? derived
  return value === undefined && preset !== undefined ? `Default: ${preset}` : undefined
}

function TextProperty(props: PropertyFieldProps<FieldOf<'text' | 'hostname'>>) {
  const { field, value, onChange } = props
  return (
    <TextField
      label={field.label}
      help={field.help}
      hint={hintOf(props)}
      mono={field.type === 'hostname' || field.grammar !== undefined}
      value={typeof value === 'string' ? value : ''}
      parse={(text) => parseText(field, text)}
      onChange={(text) => onChange(text === '' ? undefined : text)}
    />
  )
}

function WordsProperty(props: PropertyFieldProps<FieldOf<'list'>>) {
  const { field, value, onChange } = props
  return (
    <TextField
      label={field.label}
      help={`${field.help} Put commas between several.`}
      hint={hintOf(props)}
      value={stringsOf(value).join(', ')}
      parse={(text) => parseList(field, text)}
      onChange={(text) => onChange(emptyToUnknown(wordsOf(text)))}
    />
  )
}

interface ChoicesProps extends PropertyFieldProps<FieldOf<'list'>> {
  readonly options: readonly Option[]
}

function ChoicesProperty({ field, value, onChange, options }: ChoicesProps) {
  const chosen = stringsOf(value)
  return (
    <Fieldset legend={field.label} help={field.help} hint={chosen.length === 0 ? 'Unknown' : undefined}>
      {options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={chosen.includes(option.value)}
          onChange={(checked) => onChange(emptyToUnknown(toggled(chosen, option.value, checked)))}
        />
      ))}
    </Fieldset>
  )
}

/** Components of some kinds, in the order in which they were checked. */
function ReferencesProperty(props: PropertyFieldProps<FieldOf<'list'>>) {
  const { field, value, owner } = props
  const components = useStore((state) => state.design.topology.components)
  const known = components.filter((item) => field.kinds?.includes(item.kind) && item.id !== owner)
  const missing = stringsOf(value).filter((id) => !known.some((item) => item.id === id))
  const options = [
    ...known.map((item) => ({ value: item.id, label: labelOf(item) })),
    ...missing.map((id) => ({ value: id, label: `${id} (not in the drawing)` })),
  ]
  if (options.length === 0) return null
  return <ChoicesProperty {...props} options={options} />
}

function NumberProperty(props: PropertyFieldProps<FieldOf<'integer' | 'number'>>) {
  const { field, value, onChange } = props
  return (
    <NumberField
      half
      label={field.label}
      help={field.help}
      hint={hintOf(props)}
      min={field.min}
      max={field.max}
      fractions={field.type === 'number'}
      {...(field.unit === undefined ? {} : { unit: field.unit })}
      optional
      value={typeof value === 'number' ? value : undefined}
      onChange={onChange}
    />
  )
}

interface ValuesProps extends PropertyFieldProps<FieldOf<'integer' | 'number'>> {
  readonly values: readonly number[]
}

function ValuesProperty({ field, value, onChange, values }: ValuesProps) {
  const open: readonly Option[] = field.default === undefined ? [{ value: '', label: 'Unknown' }] : []
  return (
    <Segmented
      legend={field.label}
      help={field.help}
      value={typeof value === 'number' ? `${value}` : `${field.default ?? ''}`}
      options={[...open, ...values.map((number) => ({ value: `${number}`, label: `${number}` }))]}
      onChange={(text) => onChange(text === '' ? undefined : Number(text))}
    />
  )
}

/** Yes and no; unknown too where the field has no default. */
function FlagProperty({ field, value, onChange }: PropertyFieldProps<FieldOf<'flag'>>) {
  const open: readonly Option[] = field.default === undefined ? [{ value: '', label: 'Unknown' }] : []
  const flag = typeof value === 'boolean' ? value : field.default
  return (
    <Segmented
      legend={field.label}
      help={field.help}
      value={flag === undefined ? '' : flag ? 'yes' : 'no'}
      options={[...open, { value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }]}
      onChange={(text) => onChange(text === '' ? undefined : text === 'yes')}
    />
  )
}

function ChoiceProperty({ field, value, onChange, derived }: PropertyFieldProps<FieldOf<'choice'>>) {
  const preset = defaultText(field) ?? derived
  const open = { value: '', label: preset === undefined ? 'Unknown' : `Default: ${preset}` }
  return (
    <SelectField
      label={field.label}
      help={field.help}
      value={typeof value === 'string' ? value : ''}
      options={[open, ...field.choices]}
      onChange={(text) => onChange(text === '' ? undefined : text)}
    />
  )
}

function ReferenceProperty({ field, value, onChange, owner }: PropertyFieldProps<FieldOf<'component' | 'place'>>) {
  const topology = useStore((state) => state.design.topology)
  const elements: readonly { readonly id: Id; readonly label?: string }[] =
    field.type === 'component'
      ? topology.components.filter((item) => field.kinds.includes(item.kind))
      : topology.places.filter((item) => field.kinds.includes(item.kind))
  const id = typeof value === 'string' ? value : ''
  const others = elements.filter((item) => item.id !== owner)
  // Without anything to refer to, the field would offer nothing.
  if (others.length === 0 && id === '') return null
  const dangling = id !== '' && !others.some((item) => item.id === id)
  return (
    <SelectField
      label={field.label}
      help={field.help}
      value={id}
      options={[
        { value: '', label: 'Unknown' },
        ...others.map((item) => ({ value: item.id, label: labelOf(item) })),
        ...(dangling ? [{ value: id, label: `${id} (not in the drawing)` }] : []),
      ]}
      onChange={(text) => onChange(text === '' ? undefined : text)}
    />
  )
}

function stringsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

function toggled(list: readonly string[], item: string, on: boolean): readonly string[] {
  return on ? [...list, item] : list.filter((other) => other !== item)
}

function emptyToUnknown(list: readonly string[]): readonly string[] | undefined {
  return list.length === 0 ? undefined : list
}
