import { useState } from 'react'

/** What typed text means: a value to apply, or why it is not one. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

interface Draft {
  /** The text of the document, as last seen. */
  readonly basis: string
  readonly text: string
  readonly error: string | null
}

/**
 * Text being typed. Good text is applied at once; bad text stays in the field with its error and the document keeps its
 * last good value. A change of the document from elsewhere (undo, a fix) takes the field back to what it says.
 */
export function useDraft<T>(value: string, parse: (text: string) => Parsed<T>, apply: (value: T) => void) {
  const [draft, setDraft] = useState<Draft>({ basis: value, text: value, error: null })
  const current = draft.basis === value ? draft : { basis: value, text: value, error: null }
  if (current !== draft) setDraft(current)

  return {
    text: current.text,
    error: current.error,
    change: (text: string, format: (value: T) => string) => {
      const parsed = parse(text)
      if (!parsed.ok) {
        setDraft({ basis: value, text, error: parsed.message })
        return
      }
      setDraft({ basis: format(parsed.value), text, error: null })
      apply(parsed.value)
    },
    /** Leaves the field: good text takes its canonical form. */
    settle: () => setDraft((last) => (last.error === null ? { ...last, text: last.basis } : last)),
    /** Gives up what was typed. */
    revert: () => setDraft({ basis: value, text: value, error: null }),
  }
}
