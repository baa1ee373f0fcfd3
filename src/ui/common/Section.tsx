import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import './section.css'

interface SectionProps {
  readonly title: ReactNode
  /** After the title: a count or a mark. */
  readonly meta?: ReactNode
  readonly actions?: ReactNode
  /** Folded until asked. */
  readonly folded?: boolean
  /** Whether a person may fold it; a section that is never folded has no arrow. */
  readonly foldable?: boolean
  readonly children: ReactNode
}

/** A titled part of a panel. Sections are told apart by a hairline, not by boxes. */
export function Section({ title, meta, actions, folded = false, foldable = true, children }: SectionProps) {
  const id = useId()
  const [open, setOpen] = useState(!folded)
  return (
    <section className="ui-section" aria-labelledby={`${id}-title`}>
      <div className="ui-section-head">
        <h3 className="ui-section-title" id={`${id}-title`}>
          {foldable ? (
            <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
              <ChevronRight size={14} aria-hidden="true" className="ui-section-arrow" data-open={open} />
              {title}
              {meta !== undefined && <span className="ui-section-meta">{meta}</span>}
            </button>
          ) : (
            <span>
              {title}
              {meta !== undefined && <span className="ui-section-meta">{meta}</span>}
            </span>
          )}
        </h3>
        {actions && <div className="ui-section-actions">{actions}</div>}
      </div>
      <div className="ui-section-body" id={id} hidden={!open}>
        {open && children}
      </div>
    </section>
  )
}
