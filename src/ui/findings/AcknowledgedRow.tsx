import { unacknowledge } from '../../core/document/edits'
import type { Entry } from '../../core/rules/support/causes'
import type { ShownDiagnosis } from '../../core/rules/support/rule'
import { edit } from '../../state/store'
import { Button } from '../common/Button'
import { SeverityMark } from '../common/SeverityMark'
import { Subjects } from '../common/SubjectChip'

/** What somebody accepted of one cause, with the reason, and the way back. */
export function AcknowledgedRow({ entry }: { readonly entry: Entry<ShownDiagnosis> }) {
  const { head: diagnosis, faces } = entry
  const reopen = () => edit((design) => [diagnosis, ...faces].reduce(unacknowledge, design))
  return (
    <li className="finding-accepted">
      <p className="finding-accepted-message">
        <SeverityMark severity={diagnosis.severity} />{' '}
        <span>{[diagnosis, ...faces].map(({ message }) => message).join(' ')}</span>
      </p>
      <Subjects ids={diagnosis.subjects} />
      <p className="finding-reason">{diagnosis.acknowledged}</p>
      <Button variant="quiet" size="small" onClick={reopen}>
        Reopen
      </Button>
    </li>
  )
}
