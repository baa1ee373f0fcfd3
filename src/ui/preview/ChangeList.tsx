import { Minus, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import type { ChangeLine } from '../../core/changes/change-sentences'
import { Button } from '../common/Button'
import './preview.css'

const SIGNS = { add: Plus, remove: Minus, change: Pencil } as const

interface ChangeListProps {
  readonly lines: readonly ChangeLine[]
  readonly label: string
  /** Of the list, to describe a button by: it has no name of its own, which would be all that is read. */
  readonly id?: string
  /** Shown at first; a button shows the rest. */
  readonly limit?: number
}

/** What an edit changes, one sentence a line. */
export function ChangeList({ lines, label, id, limit = 6 }: ChangeListProps) {
  const [all, setAll] = useState(false)
  // One line more is no longer than the button that would hide it.
  const shown = all || lines.length <= limit + 1 ? lines : lines.slice(0, limit)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div className="preview-changes" role="group" aria-label={label}>
      <ul id={id}>
        {shown.map(({ sign, text, ids }) => {
          const Sign = SIGNS[sign]
          return (
            <li key={`${text} ${ids.join()}`} data-sign={sign}>
              <Sign size={12} aria-hidden="true" />
              <span>{text}</span>
            </li>
          )
        })}
      </ul>
      {shown.length < lines.length && (
        <Button variant="plain" size="small" onClick={() => setAll(true)}>
          {lines.length - shown.length} more changes
        </Button>
      )}
    </div>
  )
}
