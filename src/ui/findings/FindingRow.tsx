import { ChevronRight } from 'lucide-react'
import { useCallback, useId, useState } from 'react'
import type { Design } from '../../core/model/design'
import type { Entry } from '../../core/rules/support/causes'
import type { ShownDiagnosis } from '../../core/rules/support/rule'
import { applyFix, fixedBy } from '../../state/fixes'
import { Button } from '../common/Button'
import { SeverityMark } from '../common/SeverityMark'
import { Subjects } from '../common/SubjectChip'
import { PreviewedAction } from '../preview/PreviewedAction'
import { AcknowledgeForm } from './AcknowledgeForm'

/**
 * One cause: the sentence and subjects of its finding; unfolded, why it matters, what else comes of it, what to do, and
 * the buttons that do it.
 */
export function FindingRow({ entry }: { readonly entry: Entry<ShownDiagnosis> }) {
  const { head: diagnosis, faces } = entry
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <li className="finding" data-open={open}>
      <button
        type="button"
        className="finding-head"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <SeverityMark severity={diagnosis.severity} />
        <span className="finding-message">
          {diagnosis.message}
          {faces.length > 0 && <span className="finding-more">{faces.length} more of this cause</span>}
        </span>
        <ChevronRight size={14} aria-hidden="true" className="finding-arrow" />
      </button>
      {diagnosis.subjects.length > 0 && (
        <div className="finding-subjects">
          <Subjects ids={diagnosis.subjects} />
        </div>
      )}
      <div className="finding-body" id={id} hidden={!open}>
        {open && <FindingBody entry={entry} />}
      </div>
    </li>
  )
}

function FindingBody({ entry }: { readonly entry: Entry<ShownDiagnosis> }) {
  const [acknowledging, setAcknowledging] = useState(false)
  const { head, faces } = entry
  const { key, code, title, why, remedy, source, fix } = head
  return (
    <>
      <p className="finding-title">
        <span className="mono finding-code">{code}</span> {title}
      </p>
      <dl className="finding-facts">
        <dt>Why</dt>
        <dd>{why}</dd>
        {faces.length > 0 && <Faces faces={faces} />}
        <dt>Remedy</dt>
        <dd>{remedy}</dd>
        <dt>Source</dt>
        <dd>{source}</dd>
      </dl>
      {acknowledging ? (
        <AcknowledgeForm entry={entry} onClose={() => setAcknowledging(false)} />
      ) : (
        <Actions findingKey={key} fix={fix} onAcknowledge={() => setAcknowledging(true)} />
      )}
    </>
  )
}

/** What else comes of the same cause. */
function Faces({ faces }: { readonly faces: readonly ShownDiagnosis[] }) {
  return (
    <>
      <dt>Of the same cause</dt>
      <dd>
        <ul className="finding-faces">
          {faces.map(({ key, code, message }) => (
            <li key={key}>
              <span className="mono finding-code">{code}</span> {message}
            </li>
          ))}
        </ul>
      </dd>
    </>
  )
}

interface ActionsProps {
  readonly findingKey: string
  readonly fix: ShownDiagnosis['fix'] | undefined
  readonly onAcknowledge: () => void
}

/** The fix, below what it will change, and the way to accept the finding. */
function Actions({ findingKey, fix, onAcknowledge }: ActionsProps) {
  const work = useCallback((design: Design) => fixedBy(design, findingKey), [findingKey])
  const acknowledge = (
    <Button variant="plain" size="small" onClick={onAcknowledge}>
      Acknowledge
    </Button>
  )
  if (!fix) return <div className="finding-actions">{acknowledge}</div>
  return (
    <PreviewedAction
      label={fix.label}
      variant="primary"
      size="small"
      work={work}
      onApply={() => void applyFix(findingKey)}
      listed="always"
      nothing="Nothing is left to fix."
    >
      {acknowledge}
    </PreviewedAction>
  )
}
