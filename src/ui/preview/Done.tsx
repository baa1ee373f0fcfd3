import { useEffect, useRef } from 'react'
import type { Preview } from '../../state/preview'
import { undo } from '../../state/store'
import { Button } from '../common/Button'
import { ChangeList } from './ChangeList'
import './preview.css'

interface DoneProps {
  readonly title: string
  /** Null where there was nothing to do. */
  readonly done: Preview | null
}

/** What an edit just did, out loud too, and the way back. It takes the focus, since the button that was pressed may be gone. */
export function Done({ title, done }: DoneProps) {
  const frame = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each edit again
  useEffect(() => frame.current?.focus(), [title, done])
  return (
    <div role="status" className="preview-done" ref={frame} tabIndex={-1}>
      <p className="preview-done-title">{title}</p>
      {done && done.lines.length > 0 && (
        <>
          <ChangeList lines={done.lines} label="What it changed" />
          <Button size="small" onClick={undo}>
            Undo
          </Button>
        </>
      )}
    </div>
  )
}
