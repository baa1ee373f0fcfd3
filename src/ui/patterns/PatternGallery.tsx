import { PATTERNS } from '../../core/patterns'
import type { PatternDefinition, PatternId } from '../../core/patterns/pattern'
import { edit, getState, select, useStore } from '../../state/store'
import { reveal } from '../common/reveal'
import { Miniature } from './Miniature'
import './gallery.css'

interface PatternGalleryProps {
  /** Called after the pattern's drawing has taken the place of what was there; one undo brings that back. */
  readonly onChoose?: (pattern: PatternId) => void
}

/** The patterns, each as a small picture of the drawing that it opens as. */
export function PatternGallery({ onChoose }: PatternGalleryProps) {
  const version = useStore((state) => state.design.apimVersion)
  const choose = (pattern: PatternDefinition) => {
    select([])
    edit(() => pattern.template(getState().design.apimVersion))
    reveal([])
    onChoose?.(pattern.id)
  }
  return (
    <ul className="pattern-gallery" aria-label="Patterns">
      {PATTERNS.map((pattern) => (
        <li key={pattern.id}>
          <button
            type="button"
            className="pattern-gallery-card"
            aria-label={`Start from ${pattern.name}: ${pattern.title}`}
            onClick={() => choose(pattern)}
          >
            <span className="pattern-gallery-picture">
              <Miniature pattern={pattern} apimVersion={version} />
            </span>
            <span className="pattern-gallery-name">{pattern.name}</span>
            <span className="pattern-gallery-title">{pattern.title}</span>
            <span className="pattern-gallery-use">{firstSentence(pattern.use)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function firstSentence(text: string): string {
  return /^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text
}
