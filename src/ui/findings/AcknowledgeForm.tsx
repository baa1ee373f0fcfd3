import { type FormEvent, useState } from 'react'
import { acknowledge } from '../../core/document/edits'
import { TEXT_LIMITS } from '../../core/document/schema'
import type { Entry } from '../../core/rules/support/causes'
import type { ShownDiagnosis } from '../../core/rules/support/rule'
import { edit } from '../../state/store'
import { Button } from '../common/Button'
import { Field } from '../common/Field'

interface AcknowledgeFormProps {
  readonly entry: Entry<ShownDiagnosis>
  readonly onClose: () => void
}

function helpFor({ faces }: Entry<ShownDiagnosis>): string {
  const saved = "Saved in the design and printed in the bundle's README."
  return faces.length === 0 ? saved : `${saved} It accepts all ${faces.length + 1} findings of this cause.`
}

/** Asks why a finding is acceptable here. The reason goes into the document and into the bundle's README. */
export function AcknowledgeForm({ entry, onClose }: AcknowledgeFormProps) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') {
      setError('Give the reason: whoever reads the bundle must know why this stands.')
      return
    }
    edit((design) =>
      [entry.head, ...entry.faces].reduce((accepted, finding) => acknowledge(accepted, finding, reason), design),
    )
  }

  return (
    <form className="finding-acknowledge" onSubmit={submit}>
      <Field label="Reason" help={helpFor(entry)} error={error}>
        {(control) => (
          <textarea
            {...control}
            className="ui-input"
            rows={2}
            maxLength={TEXT_LIMITS.reason}
            value={reason}
            // biome-ignore lint/a11y/noAutofocus: the person has just pressed the button that asks for this text
            autoFocus
            onChange={(event) => {
              setReason(event.target.value)
              setError(null)
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              event.stopPropagation()
              onClose()
            }}
          />
        )}
      </Field>
      <div className="finding-actions">
        <Button variant="primary" size="small" type="submit">
          Acknowledge finding
        </Button>
        <Button variant="plain" size="small" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
