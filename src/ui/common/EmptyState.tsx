import type { ReactNode } from 'react'
import './empty-state.css'

interface EmptyStateProps {
  readonly title: string
  readonly children?: ReactNode
}

/** What a panel says when it has nothing to show: why, and what to do next. */
export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <div className="ui-empty">
      <p className="ui-empty-title">{title}</p>
      {children}
    </div>
  )
}
