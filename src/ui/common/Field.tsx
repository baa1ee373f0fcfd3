import { type ReactNode, type RefObject, useId, useRef } from 'react'
import { cx } from './cx'
import './field.css'
import { useFocusWithin } from './use-focus-within'

/** What a control needs to be named and described by its field. */
export interface ControlProps {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

interface FieldProps {
  readonly label: string
  /** Shown under the control while the focus is in the field. */
  readonly help?: ReactNode
  /** Shown in place of the help, always. */
  readonly error?: string | null
  /** At the right of the label: `Default: 10`. */
  readonly hint?: ReactNode
  readonly half?: boolean
  readonly children: (control: ControlProps) => ReactNode
}

/** Label above, control, and under it the help (while the focus is inside) or the error. */
export function Field({ label, help, error, hint, half = false, children }: FieldProps) {
  const id = useId()
  const field = useRef<HTMLDivElement>(null)
  const note = error ?? help
  return (
    <div ref={field} className={cx('ui-field', half && 'ui-field-half', Boolean(error) && 'ui-field-invalid')}>
      <div className="ui-field-head">
        <label className="ui-field-label" htmlFor={id}>
          {label}
        </label>
        {hint && <span className="ui-field-hint">{hint}</span>}
      </div>
      {children({
        id,
        'aria-describedby': note ? `${id}-note` : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      <Note id={`${id}-note`} field={field} help={help} error={error} />
    </div>
  )
}

interface FieldsetProps {
  readonly legend: string
  readonly help?: ReactNode
  readonly error?: string | null
  readonly hint?: ReactNode
  readonly children: ReactNode
}

/** A field that is a set of controls: radio buttons or check boxes. */
export function Fieldset({ legend, help, error, hint, children }: FieldsetProps) {
  const id = useId()
  const field = useRef<HTMLFieldSetElement>(null)
  return (
    <fieldset
      ref={field}
      className={cx('ui-field', Boolean(error) && 'ui-field-invalid')}
      aria-describedby={(error ?? help) ? `${id}-note` : undefined}
    >
      <legend className="visually-hidden">{legend}</legend>
      <div className="ui-field-head" aria-hidden="true">
        <span className="ui-field-label">{legend}</span>
        {hint && <span className="ui-field-hint">{hint}</span>}
      </div>
      {children}
      <Note id={`${id}-note`} field={field} help={help} error={error} />
    </fieldset>
  )
}

interface NoteProps {
  readonly id: string
  readonly field: RefObject<HTMLElement | null>
  readonly help: ReactNode
  readonly error: string | null | undefined
}

/** Help is always there for screen readers, and in sight while the focus is in the field. */
function Note({ id, field, help, error }: NoteProps) {
  const focused = useFocusWithin(field)
  if (error) {
    return (
      <p className="ui-field-note" id={id} role="alert">
        {error}
      </p>
    )
  }
  if (!help) return null
  return (
    <p className="ui-field-note" id={id} hidden={!focused}>
      {help}
    </p>
  )
}
