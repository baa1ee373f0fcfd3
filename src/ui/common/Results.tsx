import type { ReactNode } from 'react'
import type { Progress } from '../../state/results'
import { cx } from './cx'
import { EmptyState } from './EmptyState'
import './results.css'

interface ResultsProps {
  readonly label: string
  readonly className: string
  readonly progress: Progress
  /** Null before anything is known. */
  readonly children: ReactNode
}

/**
 * What the analysis says about a drawing. While that of a newer one is on its way it stays, marked as busy; where none
 * comes, it says that it is about the drawing before.
 */
export function Results({ label, className, progress, children }: ResultsProps) {
  const failed = progress === 'failed'
  return (
    <section className={cx('ui-results', className)} aria-label={label} aria-busy={progress === 'working'}>
      {failed && children !== null && (
        <p className="ui-results-outdated">From before the last edit: the drawing as it is could not be analysed.</p>
      )}
      {failed && children === null && (
        <EmptyState title="Not analysed">
          <p>This drawing could not be analysed, so nothing is known about it. The next edit tries again.</p>
        </EmptyState>
      )}
      {children}
    </section>
  )
}
