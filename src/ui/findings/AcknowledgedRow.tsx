import { unacknowledge } from '../../core/document/edits'
import type { ShownDiagnosis } from '../../core/rules/support/rule'
import { edit } from '../../state/store'
import { Button } from '../common/Button'
import { SeverityMark } from '../common/SeverityMark'
import { Subjects } from '../common/SubjectChip'

/** A finding that somebody accepted, with the reason, and the way back. */
export function AcknowledgedRow({ diagnosis }: { readonly diagnosis: ShownDiagnosis }) {
  return (
    <li className="finding-accepted">
      <p className="finding-accepted-message">
        <SeverityMark severity={diagnosis.severity} /> <span>{diagnosis.message}</span>
      </p>
      <Subjects ids={diagnosis.subjects} />
      <p className="finding-reason">{diagnosis.acknowledged}</p>
      <Button variant="quiet" size="small" onClick={() => edit((design) => unacknowledge(design, diagnosis))}>
        Reopen
      </Button>
    </li>
  )
}
