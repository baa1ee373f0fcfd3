import { X } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import './chip.css'

interface ChipProps {
  readonly children: ReactNode
  readonly icon?: ReactNode
  /** Makes it a button. */
  readonly onClick?: () => void
  /** Adds a button that removes what the chip stands for; needs `removeLabel`. */
  readonly onRemove?: () => void
  readonly removeLabel?: string
  readonly title?: string
  /** A coloured line at its left, for connection purposes. */
  readonly line?: string
}

/** A short name of something, small enough to stand in a sentence. */
export function Chip({ children, icon, onClick, onRemove, removeLabel, title, line }: ChipProps) {
  const style = line === undefined ? undefined : ({ '--chip-line': line } as CSSProperties)
  const content = (
    <>
      {line !== undefined && <span className="ui-chip-line" aria-hidden="true" />}
      {icon}
      <span className="ui-chip-label">{children}</span>
    </>
  )
  return (
    <span className="ui-chip" title={title} style={style}>
      {onClick ? (
        <button type="button" className="ui-chip-body" onClick={onClick}>
          {content}
        </button>
      ) : (
        <span className="ui-chip-body">{content}</span>
      )}
      {onRemove && (
        <button type="button" className="ui-chip-remove" aria-label={removeLabel} onClick={onRemove}>
          <X size={12} aria-hidden="true" />
        </button>
      )}
    </span>
  )
}
