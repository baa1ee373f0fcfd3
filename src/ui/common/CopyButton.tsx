import { Check, Copy, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from './IconButton'

interface CopyButtonProps {
  readonly text: string
  /** What is copied: `host name`. */
  readonly what: string
}

const SHOWN_MS = 1500
const OUTCOMES = { copied: 'Copied', refused: 'The browser refused to copy' }

/** Copies a text; the icon says whether it worked, for a moment. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    )
  const label = outcome === null ? `Copy ${what}` : OUTCOMES[outcome]
  const CopyIcon = outcome === null ? Copy : outcome === 'copied' ? Check : X
  return (
    <IconButton label={label} size="small" onClick={copy}>
      <CopyIcon size={14} aria-hidden="true" />
    </IconButton>
  )
}
