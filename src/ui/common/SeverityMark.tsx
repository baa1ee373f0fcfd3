import type { ReactNode } from 'react'
import type { Severity } from '../../core/rules/support/rule'
import { cx } from './cx'
import './severity.css'

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  error: 'Error',
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
}

/**
 * A shape of its own for each severity, so that none depends on its colour: octagon, diamond, triangle, disc, ring and
 * letter. Glyphs are holes in the shape and show the surface behind it.
 */
const SHAPES: Readonly<Record<Severity, ReactNode>> = {
  error: (
    <path
      fillRule="evenodd"
      d="M4.9.8h6.2l4.1 4.1v6.2l-4.1 4.1H4.9L.8 11.1V4.9ZM5.6 4.5 4.5 5.6 6.9 8l-2.4 2.4 1.1 1.1L8 9.1l2.4 2.4 1.1-1.1L9.1 8l2.4-2.4-1.1-1.1L8 6.9Z"
    />
  ),
  critical: <path fillRule="evenodd" d="M8 .3 15.7 8 8 15.7.3 8ZM7.1 4v5h1.8V4Zm0 6.2V12h1.8v-1.8Z" />,
  high: (
    <path
      fillRule="evenodd"
      d="M7.1 1.3a1 1 0 0 1 1.8 0l6.6 12.2a1 1 0 0 1-.9 1.5H1.4a1 1 0 0 1-.9-1.5ZM7.1 5.6v4.6h1.8V5.6Zm0 5.8V13h1.8v-1.6Z"
    />
  ),
  medium: <path fillRule="evenodd" d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM4.4 7.1v1.8h7.2V7.1Z" />,
  low: (
    <path fillRule="evenodd" d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 1.7a5.3 5.3 0 1 0 0 10.6A5.3 5.3 0 0 0 8 2.7Z" />
  ),
  info: (
    <path
      fillRule="evenodd"
      d="M3.5 1.5h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2Zm.1 1.5a.6.6 0 0 0-.6.6v8.8c0 .3.3.6.6.6h8.8c.3 0 .6-.3.6-.6V3.6a.6.6 0 0 0-.6-.6ZM7.2 4.4v1.6h1.6V4.4Zm0 2.8v4.4h1.6V7.2Z"
    />
  ),
}

interface SeverityMarkProps {
  readonly severity: Severity
  /** Shown beside the shape. */
  readonly count?: number
  readonly size?: number
  /** The word beside the shape; otherwise it is there for screen readers only. */
  readonly showWord?: boolean
}

/** The same mark for a severity on the canvas, in panels and in lists: shape, hue and word. */
export function SeverityMark({ severity, count, size = 14, showWord = false }: SeverityMarkProps) {
  return (
    <span className="ui-severity" data-severity={severity}>
      <svg width={size} height={size} viewBox="0 0 16 16" fill="currentColor" aria-hidden="true" focusable="false">
        {SHAPES[severity]}
      </svg>
      <span className={cx('ui-severity-word', !showWord && 'visually-hidden')}>{SEVERITY_WORDS[severity]}</span>
      {count !== undefined && <span className="ui-severity-count">{count}</span>}
    </span>
  )
}
