import { History } from 'lucide-react'
import { useState } from 'react'
import { leaveSimulation } from '../../state/simulation'
import { Button } from '../common/Button'

/** A drawing of a tab that is gone. */
export interface Restorable {
  readonly key: string
  readonly title: string
  /** Milliseconds since 1970. */
  readonly savedAt: number
  readonly open: () => void
  readonly discard: () => void
}

/** Offers what other tabs left. The current drawing stays; opening one replaces it, which can be undone. */
export function RestoreBar({ others }: { readonly others: readonly Restorable[] }) {
  const [rest, setRest] = useState(others)
  const [offered] = rest
  if (!offered) return null
  const done = () => setRest(rest.slice(1))
  return (
    <div className="app-notice" data-kind="info" role="status">
      <History size={16} aria-hidden="true" />
      <p className="app-notice-text">
        Another tab left “{offered.title}”, saved {when(offered.savedAt)}.
      </p>
      <Button
        size="small"
        onClick={() => {
          leaveSimulation()
          offered.open()
          done()
        }}
      >
        Open it
      </Button>
      <Button size="small" variant="plain" onClick={done}>
        Later
      </Button>
      <Button
        size="small"
        variant="danger"
        onClick={() => {
          offered.discard()
          done()
        }}
      >
        Delete it
      </Button>
    </div>
  )
}

function when(time: number): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(time)
}
