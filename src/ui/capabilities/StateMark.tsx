import type { ReactNode } from 'react'
import type { Outcome } from '../../core/capabilities/simulate'

export const STATE_WORDS: Readonly<Record<Outcome['status'], string>> = {
  working: 'Working',
  degraded: 'Degraded',
  down: 'Down',
  'not-provided': 'Not provided',
}

/** Told apart without colour: a tick in a disc, a clock, a cross in a square, an empty ring. */
const SHAPES: Readonly<Record<Outcome['status'], ReactNode>> = {
  working: (
    <path
      fillRule="evenodd"
      d="M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8Zm3.4 4-4.5 4.5-2.2-2.2-1.2 1.2 3.4 3.4 5.7-5.7Z"
    />
  ),
  degraded: (
    <path fillRule="evenodd" d="M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8ZM7.1 3.6v5l3.6 2.1.9-1.5-2.7-1.6v-4Z" />
  ),
  down: (
    <path
      fillRule="evenodd"
      d="M2.5.8h11a1.7 1.7 0 0 1 1.7 1.7v11a1.7 1.7 0 0 1-1.7 1.7h-11a1.7 1.7 0 0 1-1.7-1.7v-11A1.7 1.7 0 0 1 2.5.8Zm2.6 3.1L3.9 5.1 6.8 8l-2.9 2.9 1.2 1.2L8 9.2l2.9 2.9 1.2-1.2L9.2 8l2.9-2.9-1.2-1.2L8 6.8Z"
    />
  ),
  'not-provided': (
    <path
      fillRule="evenodd"
      d="M8 1.6a6.4 6.4 0 1 1 0 12.8A6.4 6.4 0 0 1 8 1.6Zm0 1.5a4.9 4.9 0 1 0 0 9.8 4.9 4.9 0 0 0 0-9.8Z"
    />
  ),
}

/** How a capability stands: shape and word, in a colour that only underlines them. */
export function StateMark({ status }: { readonly status: Outcome['status'] }) {
  return (
    <span className="capability-state" data-state={status}>
      <svg width={14} height={14} viewBox="0 0 16 16" fill="currentColor" aria-hidden="true" focusable="false">
        {SHAPES[status]}
      </svg>
      {STATE_WORDS[status]}
    </span>
  )
}
