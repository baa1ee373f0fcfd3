import type { Cause, FileRun } from '../../core/bundle/what-changed'
import { EmptyState } from '../common/EmptyState'
import { Subjects } from '../common/SubjectChip'

interface ChangesProps {
  readonly causes: readonly Cause[]
  /** Goes to a line of a file as it is now. */
  readonly onChoose: (path: string, line: number) => void
}

/** What differs between two bundles, under what made it differ. */
export function Changes({ causes, onChoose }: ChangesProps) {
  if (causes.length === 0) {
    return (
      <EmptyState title="Nothing has changed">
        <p>Every file has the same bytes.</p>
      </EmptyState>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className="file-changes" aria-label="What changed" tabIndex={0}>
      <p className="file-changes-count" role="status">
        {summary(causes)}
      </p>
      {causes.map((cause) => (
        <section key={cause.text} className="file-changes-cause" aria-label={cause.text}>
          <h4>{cause.text}</h4>
          <Subjects ids={cause.ids} limit={8} />
          {cause.runs.map((run) => (
            <Run key={`${run.path} ${run.before.from} ${run.after.from}`} run={run} onChoose={onChoose} />
          ))}
        </section>
      ))}
    </section>
  )
}

/** Lines of one run that are shown at once; a whole new file is told by its first ones. */
const SHOWN = 12

const STATUS = { added: 'new file', removed: 'removed file', changed: '' } as const

function Run({ run, onChoose }: { readonly run: FileRun; readonly onChoose: ChangesProps['onChoose'] }) {
  const { path, status, before, after } = run
  const lines = [
    ...before.lines.map((text, at) => ({ sign: '-', text, line: before.from + at })),
    ...after.lines.map((text, at) => ({ sign: '+', text, line: after.from + at })),
  ]
  const hidden = lines.length - SHOWN
  return (
    <div className="file-changes-run">
      {status === 'removed' ? (
        <p className="file-changes-path mono">{path}</p>
      ) : (
        <button type="button" className="file-changes-path mono" onClick={() => onChoose(path, after.from)}>
          {path}:{after.from}
        </button>
      )}
      {status !== 'changed' && <span className="file-changes-status">{STATUS[status]}</span>}
      <pre>
        {lines.slice(0, hidden > 2 ? SHOWN : undefined).map(({ sign, text, line }) => (
          <code key={`${sign}${line}`} className="file-changes-line" data-sign={sign}>
            <span aria-hidden="true">{sign}</span>
            <span className="visually-hidden">{sign === '-' ? 'removed ' : 'added '}</span>
            {text}
          </code>
        ))}
      </pre>
      {hidden > 2 && <p className="file-changes-more">{hidden} more lines</p>}
    </div>
  )
}

function summary(causes: readonly Cause[]): string {
  const files = new Set(causes.flatMap(({ runs }) => runs.map(({ path }) => path))).size
  const [were, are] = (['before', 'after'] as const).map((side) =>
    causes.reduce((sum, { runs }) => sum + runs.reduce((all, run) => all + run[side].lines.length, 0), 0),
  )
  return `${files === 1 ? '1 file differs' : `${files} files differ`}: ${were} lines gone, ${are} new.`
}
