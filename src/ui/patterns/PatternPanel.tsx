import { Check, Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Design } from '../../core/model/design'
import { patternById } from '../../core/patterns'
import type { Edit, Level, PatternDefinition, Recognition, Requirement } from '../../core/patterns/pattern'
import { completeWiring } from '../../core/wiring/complete'
import { useChecked, useChecking, useDesign, useRecognition } from '../../state/analysis'
import { isEmpty } from '../../state/empty-design'
import { edit, undo } from '../../state/store'
import { Button } from '../common/Button'
import { EmptyState } from '../common/EmptyState'
import { Results } from '../common/Results'
import { Section } from '../common/Section'
import { Subjects } from '../common/SubjectChip'
import { LevelMeter } from './LevelMeter'
import './patterns.css'

/** Which published pattern the drawing is, how far it has come, and what would make it another. */
export function PatternPanel() {
  const design = useDesign()
  const checked = useChecked()
  const recognition = useRecognition()
  const checking = useChecking()
  if (isEmpty(checked?.design ?? design)) {
    return (
      <EmptyState title="No pattern yet">
        <p>
          Draw components, or start from one of WSO2's eight published patterns in the gallery. This panel then says
          which pattern the drawing is and what it still lacks.
        </p>
      </EmptyState>
    )
  }
  const pattern = recognition?.pattern ? patternById(recognition.pattern) : undefined
  return (
    <Results label="Pattern" className="pattern" progress={checking}>
      {recognition && (
        <>
          <Head recognition={recognition} pattern={pattern} />
          <Wiring design={design} />
          <Requirements recognition={recognition} />
          <Nearest recognition={recognition} />
          {pattern && <About pattern={pattern} />}
        </>
      )}
    </Results>
  )
}

interface HeadProps {
  readonly recognition: Recognition
  readonly pattern: PatternDefinition | undefined
}

function Head({ recognition, pattern }: HeadProps) {
  return (
    <div className="pattern-head">
      <h2>{pattern ? recognition.label : 'No published pattern'}</h2>
      {!pattern && (
        <p className="pattern-title">
          The drawing matches none of the eight. Below are the nearest, with what each would take.
        </p>
      )}
      {pattern && <LevelMeter level={recognition.level} />}
      {recognition.notes.map((note) => (
        <p key={note} className="pattern-note">
          {note}
        </p>
      ))}
    </div>
  )
}

interface Added {
  /** The drawing right after the wiring was completed. */
  readonly design: Design
  readonly sentences: readonly string[]
}

/** Adds the connections that the drawing implies, and lists them until the next edit. */
function Wiring({ design }: { readonly design: Design }) {
  const [added, setAdded] = useState<Added | null>(null)
  const complete = () => {
    const result = completeWiring(design)
    if (result.added.length > 0) edit(() => result.design)
    setAdded({ design: result.design, sentences: result.added })
  }
  const shown = added?.design === design ? added.sentences : null
  return (
    <div className="pattern-wiring">
      {shown === null ? (
        <>
          <Button onClick={complete}>Complete the wiring</Button>
          <p>Adds the connections that these components need and the drawing does not have yet.</p>
        </>
      ) : (
        <div role="status" className="pattern-added">
          <p className="pattern-added-title">
            {shown.length === 0 ? 'Nothing was missing: every connection is drawn.' : `Added ${shown.length}:`}
          </p>
          {shown.length > 0 && (
            <>
              <ul>
                {shown.map((sentence) => (
                  <li key={sentence}>
                    <Plus size={12} aria-hidden="true" />
                    {sentence}
                  </li>
                ))}
              </ul>
              <Button size="small" onClick={undo}>
                Undo
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  )
}

const LEVELS: readonly { readonly level: Level; readonly title: string }[] = [
  { level: 'shape', title: 'Shape' },
  { level: 'wired', title: 'Wiring' },
  { level: 'ha', title: 'High availability' },
]

function Requirements({ recognition }: { readonly recognition: Recognition }) {
  return LEVELS.map(({ level, title }) => {
    const all = recognition.requirements.filter((requirement) => requirement.level === level)
    if (all.length === 0) return null
    const missing = all.filter((requirement) => !requirement.met)
    const met = all.length - missing.length
    return (
      <Section key={level} title={title} meta={`${met} of ${all.length}`} folded={met === all.length}>
        <ul className="pattern-requirements">
          {[...missing, ...all.filter((requirement) => requirement.met)].map((requirement) => (
            <RequirementRow key={requirement.message} requirement={requirement} />
          ))}
        </ul>
      </Section>
    )
  })
}

function RequirementRow({ requirement }: { readonly requirement: Requirement }) {
  return (
    <li className="pattern-requirement" data-met={requirement.met}>
      <span className="pattern-mark">
        {requirement.met ? <Check size={14} aria-hidden="true" /> : <Minus size={14} aria-hidden="true" />}
        <span className="visually-hidden">{requirement.met ? 'Met' : 'Missing'}</span>
      </span>
      <div className="pattern-requirement-text">
        <p>{requirement.message}</p>
        {!requirement.met && <Subjects ids={requirement.subjects} />}
      </div>
    </li>
  )
}

function Nearest({ recognition }: { readonly recognition: Recognition }) {
  if (recognition.nearest.length === 0) return null
  return (
    <Section title="Nearest patterns">
      <ul className="pattern-nearest">
        {recognition.nearest.map(({ pattern, edits }) => {
          const definition = patternById(pattern)
          return (
            <li key={pattern}>
              <p className="pattern-nearest-name">
                <strong>{definition.name}</strong>
                <span>{steps(edits.length)}</span>
              </p>
              <p className="pattern-nearest-title">{definition.title}</p>
              <Edits edits={edits} />
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** Long routes are cut: after a few steps the point is that it is far. */
const SHOWN_EDITS = 4

function Edits({ edits }: { readonly edits: readonly Edit[] }) {
  const [all, setAll] = useState(false)
  const shown = all ? edits : edits.slice(0, SHOWN_EDITS)
  return (
    <ol className="pattern-edits">
      {shown.map((step) => (
        <li key={step.message}>
          <span>{step.message}</span>
          <span className="pattern-cost" title={effort(step.cost)}>
            <span className="visually-hidden">{effort(step.cost)}</span>
            <Cost cost={step.cost} />
          </span>
        </li>
      ))}
      {edits.length > shown.length && (
        <li>
          <Button variant="plain" size="small" onClick={() => setAll(true)}>
            {edits.length - shown.length} more
          </Button>
        </li>
      )}
    </ol>
  )
}

/** Dots, as many as the step costs; five at most. */
function Cost({ cost }: { readonly cost: number }) {
  return (
    <span className="pattern-dots" aria-hidden="true">
      {[1, 2, 3, 4, 5].map((dot) => (
        <span key={dot} data-on={dot <= cost} />
      ))}
    </span>
  )
}

function effort(cost: number): string {
  return `Effort ${cost} of 5`
}

function steps(count: number): string {
  return count === 1 ? '1 step' : `${count} steps`
}

function About({ pattern }: { readonly pattern: PatternDefinition }) {
  return (
    <Section title={`About ${pattern.name}`} folded>
      <dl className="pattern-about">
        <dt>For</dt>
        <dd>{pattern.use}</dd>
        <dt>Not for</dt>
        <dd>{pattern.limits}</dd>
        <dt>WSO2's guide</dt>
        <dd>{pattern.guide}</dd>
        {pattern.accepted.length > 0 && (
          <>
            <dt>Findings that belong to it</dt>
            {pattern.accepted.map(({ code, reason }) => (
              <dd key={code}>
                <span className="mono">{code}</span> {reason}
              </dd>
            ))}
          </>
        )}
      </dl>
    </Section>
  )
}
