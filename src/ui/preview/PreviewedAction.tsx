import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import type { Preview } from '../../state/preview'
import { useStore } from '../../state/store'
import { Button } from '../common/Button'
import { ChangeList } from './ChangeList'
import { usePreview, useShowPreview, type Work } from './use-preview'
import './preview.css'

interface PreviewedActionProps {
  readonly label: string
  /** For who hears it, where the label alone is short. */
  readonly name?: string
  readonly variant?: 'primary' | 'quiet'
  readonly size?: 'small' | 'normal'
  /** The design after it; the same function as long as it is the same edit. */
  readonly work: Work
  readonly onApply: () => void
  /** The list of changes stands there at once, or when it is asked for. */
  readonly listed?: 'always' | 'folded'
  /** Said instead of a list when it changes nothing. */
  readonly nothing: string
  /** Further buttons in the row. */
  readonly children?: ReactNode
}

/** In a larger drawing a passing pointer works nothing out; who unfolds the list waits for it. */
const MOST_AT_ONCE = 250

/**
 * A button that edits the drawing, with what it will change: in words beside it, and on the canvas while the pointer or
 * the focus is on it. One click still does it.
 */
export function PreviewedAction({
  label,
  name,
  variant = 'quiet',
  size = 'normal',
  work,
  onApply,
  listed = 'folded',
  nothing,
  children,
}: PreviewedActionProps) {
  const id = useId()
  const [open, setOpen] = useState(listed === 'always')
  const [near, setNear] = useState(false)
  const large = useStore(({ design }) => design.topology.components.length > MOST_AT_ONCE)
  const preview = usePreview(work, open || (near && !large))
  useShowPreview(preview, near)
  const button = (
    <Button
      variant={variant}
      size={size}
      aria-describedby={open && preview ? id : undefined}
      aria-label={name}
      onPointerEnter={() => setNear(true)}
      onPointerLeave={() => setNear(false)}
      onFocus={() => setNear(true)}
      onBlur={() => setNear(false)}
      onClick={onApply}
    >
      {label}
    </Button>
  )
  const list = open && (
    <div className="preview-list">
      {listed === 'always' && <p className="preview-caption">What changes</p>}
      <Changes id={id} preview={preview} nothing={nothing} />
    </div>
  )
  return (
    <div className="preview">
      {listed === 'always' && list}
      <div className="preview-actions">
        {button}
        {listed === 'folded' && (
          <Button
            variant="plain"
            size={size}
            aria-expanded={open}
            aria-label={`What changes: ${label}`}
            icon={<ChevronRight size={14} aria-hidden="true" className="preview-arrow" data-open={open} />}
            onClick={() => setOpen(!open)}
          >
            Changes
          </Button>
        )}
        {children}
      </div>
      {listed === 'folded' && list}
    </div>
  )
}

interface ChangesProps {
  readonly id: string
  readonly preview: Preview | null | undefined
  readonly nothing: string
}

function Changes({ id, preview, nothing }: ChangesProps) {
  if (preview === undefined) return <p className="preview-note">Working out what it changes…</p>
  if (preview === null || preview.lines.length === 0) {
    return (
      <p className="preview-note" id={id}>
        {nothing}
      </p>
    )
  }
  return <ChangeList id={id} lines={preview.lines} label="What it changes" />
}
