import { ChevronRight } from 'lucide-react'
import { useCallback, useId, useState } from 'react'
import type { Design } from '../../core/model/design'
import type { ShownDiagnosis } from '../../core/rules/support/rule'
import { applyFix, fixedBy } from '../../state/fixes'
import { Button } from '../common/Button'
import { SeverityMark } from '../common/SeverityMark'
import { Subjects } from '../common/SubjectChip'
import { PreviewedAction } from '../preview/PreviewedAction'
import { AcknowledgeForm } from './AcknowledgeForm'

/** One finding: its sentence and subjects; unfolded, why it matters, what to do, and the buttons that do it. */
export function FindingRow({ diagnosis }: { readonly diagnosis: ShownDiagnosis }) {
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
        <span className="finding-message">{diagnosis.message}</span>
        <ChevronRight size={14} aria-hidden="true" className="finding-arrow" />
      </button>
      {diagnosis.subjects.length > 0 && (
        <div className="finding-subjects">
          <Subjects ids={diagnosis.subjects} />
        </div>
      )}
      <div className="finding-body" id={id} hidden={!open}>
        {open && <FindingBody diagnosis={diagnosis} />}
      </div>
    </li>
  )
}

function FindingBody({ diagnosis }: { readonly diagnosis: ShownDiagnosis }) {
  const [acknowledging, setAcknowledging] = useState(false)
  const { key, code, title, why, remedy, source, fix } = diagnosis
  return (
    <>
      <p className="finding-title">
        <span className="mono finding-code">{code}</span> {title}
      </p>
      <dl className="finding-facts">
        <dt>Why</dt>
        <dd>{why}</dd>
        <dt>Remedy</dt>
        <dd>{remedy}</dd>
        <dt>Source</dt>
        <dd>{source}</dd>
      </dl>
      {acknowledging ? (
        <AcknowledgeForm diagnosis={diagnosis} onClose={() => setAcknowledging(false)} />
      ) : (
        <Actions findingKey={key} fix={fix} onAcknowledge={() => setAcknowledging(true)} />
      )}
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
