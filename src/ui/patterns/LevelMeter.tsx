import { Check } from 'lucide-react'
import type { Level } from '../../core/patterns/pattern'

const STEPS: readonly { readonly level: Level; readonly label: string }[] = [
  { level: 'shape', label: 'Shape' },
  { level: 'wired', label: 'Wired' },
  { level: 'ha', label: 'High availability' },
]

/** How far the drawing has come: the components are there, they are wired, and no single failure stops it. */
export function LevelMeter({ level }: { readonly level: Level | null }) {
  const reached = STEPS.findIndex((step) => step.level === level)
  return (
    <ol className="pattern-level" aria-label="Level">
      {STEPS.map((step, index) => (
        <li key={step.level} data-reached={index <= reached}>
          <span className="pattern-level-label">
            {index <= reached && <Check size={12} strokeWidth={2.5} aria-hidden="true" />}
            {step.label}
          </span>
          <span className="visually-hidden">{index <= reached ? ', reached' : ', not reached'}</span>
        </li>
      ))}
    </ol>
  )
}
