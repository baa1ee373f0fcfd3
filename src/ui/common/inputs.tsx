import { Check, ChevronDown, ChevronUp } from 'lucide-react'
import type { ComponentProps, KeyboardEvent, ReactNode } from 'react'
import { cx } from './cx'
import { Field, Fieldset } from './Field'
import { type Parsed, useDraft } from './use-draft'

interface TextFieldProps {
  readonly label: string
  readonly value: string
  /** Accepts everything unless told. */
  readonly parse?: (text: string) => Parsed<string>
  readonly onChange: (value: string) => void
  readonly help?: ReactNode
  readonly hint?: ReactNode
  readonly placeholder?: string
  readonly mono?: boolean
  readonly maxLength?: number
}

const acceptText = (text: string): Parsed<string> => ({ ok: true, value: text })

/** A line of text that applies as it is typed. Escape gives up what is typed and wrong. */
export function TextField({ label, value, parse = acceptText, onChange, help, hint, ...input }: TextFieldProps) {
  const { mono = false, ...rest } = input
  const draft = useDraft(value, parse, onChange)
  return (
    <Field label={label} help={help} hint={hint} error={draft.error}>
      {(control) => (
        <input
          {...control}
          {...rest}
          type="text"
          className={cx('ui-input', mono && 'ui-input-mono')}
          spellCheck={false}
          autoComplete="off"
          value={draft.text}
          onChange={(event) => draft.change(event.target.value, (text) => text)}
          onBlur={draft.settle}
          onKeyDown={(event) => onEscape(event, draft.error !== null, draft.revert)}
        />
      )}
    </Field>
  )
}

interface NumberFieldProps {
  readonly label: string
  readonly value: number | undefined
  readonly min: number
  readonly max: number
  /** Whole numbers unless told. */
  readonly fractions?: boolean
  readonly unit?: string
  /** Whether an empty field means unknown; otherwise it is an error. */
  readonly optional?: boolean
  /** Half as wide where the form has two columns. */
  readonly half?: boolean
  readonly onChange: (value: number | undefined) => void
  readonly help?: ReactNode
  readonly hint?: ReactNode
}

/** A number with its unit; the arrow keys step it within its range. */
export function NumberField(props: NumberFieldProps) {
  const {
    label,
    value,
    min,
    max,
    fractions = false,
    unit,
    optional = false,
    half = false,
    onChange,
    help,
    hint,
  } = props
  const parse = (text: string) => parseNumber(text, { min, max, fractions, optional, unit })
  const draft = useDraft(formatNumber(value), parse, onChange)
  return (
    <Field label={label} help={help} hint={hint} error={draft.error} half={half}>
      {(control) => (
        <span className="ui-input-wrap">
          <input
            {...control}
            type="number"
            className="ui-input"
            min={min}
            max={max}
            step={fractions ? 'any' : 1}
            value={draft.text}
            onChange={(event) => draft.change(event.target.value, formatNumber)}
            onBlur={draft.settle}
            onKeyDown={(event) => onEscape(event, draft.error !== null, draft.revert)}
          />
          {unit && <span className="ui-input-unit">{unit}</span>}
          <Stepper onStep={(by) => draft.change(stepped(draft.text, by, props), formatNumber)} onDone={draft.settle} />
        </span>
      )}
    </Field>
  )
}

interface StepperProps {
  readonly onStep: (by: 1 | -1) => void
  readonly onDone: () => void
}

/** Up and down for the mouse; the keyboard has its arrow keys in the field itself. */
function Stepper({ onStep, onDone }: StepperProps) {
  return (
    <span className="ui-stepper" aria-hidden="true">
      <button type="button" tabIndex={-1} onClick={() => onStep(1)} onPointerLeave={onDone}>
        <ChevronUp size={10} strokeWidth={2.5} />
      </button>
      <button type="button" tabIndex={-1} onClick={() => onStep(-1)} onPointerLeave={onDone}>
        <ChevronDown size={10} strokeWidth={2.5} />
      </button>
    </span>
  )
}

/** The next number in range; from an empty field the lowest. */
function stepped(text: string, by: 1 | -1, { min, max }: Pick<NumberFieldProps, 'min' | 'max'>): string {
  const from = text.trim() === '' ? min - by : Number(text)
  return `${Math.min(max, Math.max(min, (Number.isFinite(from) ? from : min) + by))}`
}

function formatNumber(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}

interface NumberRange {
  readonly min: number
  readonly max: number
  readonly fractions: boolean
  readonly optional: boolean
  readonly unit: string | undefined
}

function parseNumber(text: string, range: NumberRange): Parsed<number | undefined> {
  const unit = range.unit ? ` ${range.unit}` : ''
  const between = `${range.fractions ? 'a number' : 'a whole number'} from ${range.min} to ${range.max}${unit}`
  if (text.trim() === '') {
    return range.optional ? { ok: true, value: undefined } : { ok: false, message: `Enter ${between}.` }
  }
  const value = Number(text)
  const fits = Number.isFinite(value) && value >= range.min && value <= range.max
  if (!fits || (!range.fractions && !Number.isInteger(value))) return { ok: false, message: `Enter ${between}.` }
  return { ok: true, value }
}

/** Escape belongs to the field while it holds something wrong, and to the page (clear the selection) otherwise. */
function onEscape(event: KeyboardEvent, wrong: boolean, revert: () => void): void {
  if (event.key !== 'Escape' || !wrong) return
  event.stopPropagation()
  revert()
}

export interface Option<Value extends string = string> {
  readonly value: Value
  readonly label: string
  readonly disabled?: boolean
}

interface SelectFieldProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly Option<Value>[]
  readonly onChange: (value: Value) => void
  readonly help?: ReactNode
  readonly hint?: ReactNode
}

/** One of several words. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, value, options, onChange, help, hint } = props
  return (
    <Field label={label} help={help} hint={hint}>
      {(control) => <Select {...control} value={value} options={options} onChange={onChange} />}
    </Field>
  )
}

interface SelectProps<Value extends string> extends Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'size'> {
  readonly value: Value
  readonly options: readonly Option<Value>[]
  readonly onChange: (value: Value) => void
}

/** The bare control of `SelectField`; give it a label. */
export function Select<Value extends string>({ value, options, onChange, className, ...rest }: SelectProps<Value>) {
  return (
    <span className={cx('ui-select', className)}>
      <select {...rest} className="ui-input" value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={14} aria-hidden="true" />
    </span>
  )
}

interface SegmentedProps<Value extends string> {
  readonly legend: string
  readonly value: Value
  readonly options: readonly Option<Value>[]
  readonly onChange: (value: Value) => void
  readonly help?: ReactNode
  readonly hint?: ReactNode
  readonly hideLegend?: boolean
}

/** Two to four choices side by side; radio buttons underneath, so that arrow keys work. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { legend, value, options, onChange, help, hint, hideLegend = false } = props
  const group = (
    <span className="ui-segmented">
      {options.map((option) => (
        <label key={option.value} className="ui-segment" data-checked={option.value === value}>
          <input
            type="radio"
            className="ui-segment-input"
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </span>
  )
  if (hideLegend) {
    return (
      <fieldset className="ui-segmented-bare">
        <legend className="visually-hidden">{legend}</legend>
        {group}
      </fieldset>
    )
  }
  return (
    <Fieldset legend={legend} help={help} hint={hint}>
      {group}
    </Fieldset>
  )
}

interface CheckboxProps {
  readonly label: ReactNode
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onChange: (checked: boolean) => void
}

export function Checkbox({ label, checked, disabled = false, onChange }: CheckboxProps) {
  return (
    <label className="ui-checkbox" data-disabled={disabled}>
      <span className="ui-checkbox-box">
        <input
          type="checkbox"
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
        />
        <Check size={12} strokeWidth={3} aria-hidden="true" />
      </span>
      <span className="ui-checkbox-label">{label}</span>
    </label>
  )
}
