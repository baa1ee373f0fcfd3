import { Check, Minus } from 'lucide-react'
import { useCallback, useState } from 'react'
import { completeWiring } from '../../core/fixes/complete'
import type { Design } from '../../core/model/design'
import { patternById } from '../../core/patterns'
import {
  type Edit,
  type Level,
  type PatternDefinition,
  type Recognition,
  type Requirement,
  shortName,
  type Way,
} from '../../core/patterns/pattern'
import { useChecked, useChecking, useDesign, useRecognition } from '../../state/analysis'
import { isEmpty } from '../../state/empty-design'
import { madeInto, makePattern } from '../../state/make-it'
import { type Preview, previewOf } from '../../state/preview'
import { edit, getState } from '../../state/store'
import { Button } from '../common/Button'
import { EmptyState } from '../common/EmptyState'
import { Results } from '../common/Results'
import { Section } from '../common/Section'
import { Subjects } from '../common/SubjectChip'
import { Done } from '../preview/Done'
import { PreviewedAction } from '../preview/PreviewedAction'
import { LevelMeter } from './LevelMeter'
import './patterns.css'

/** An edit of this panel, shown until the next one. */
interface DoneEdit {
  /** The drawing right after it. */
  readonly design: Design
  readonly title: string
  readonly done: Preview | null
}

/** Which published pattern the drawing is, how far it has come, and what would make it another. */
export function PatternPanel() {
  const design = useDesign()
  const checked = useChecked()
  const recognition = useRecognition()
  const checking = useChecking()
  const [done, setDone] = useState<DoneEdit | null>(null)
  const shown = done?.design === design ? done : null
  if (isEmpty(checked?.design ?? design)) {
    return (
      <EmptyState title="No pattern yet">
        <p>
          Draw components, or start from one of the patterns in the gallery: WSO2's eight, and disaster recovery. This
          panel then says which pattern the drawing is and what it still lacks.
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
          {shown ? (
            <div className="pattern-wiring">
              <Done title={shown.title} done={shown.done} />
            </div>
          ) : (
            <Wiring onDone={setDone} />
          )}
          <Requirements recognition={recognition} />
          <Ways title="Nearest patterns" ways={recognition.nearest} onDone={setDone} />
          <Ways title="Other patterns" ways={recognition.others} folded onDone={setDone} />
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
          The drawing matches none of the patterns. Below are the nearest, with what each would take.
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

/** Adds the connections that the drawing implies. */
function Wiring({ onDone }: { readonly onDone: (done: DoneEdit) => void }) {
  const complete = async () => {
    const { design } = getState()
    const completed = completeWiring(design).design
    if (completed === design) {
      onDone({ design, title: 'Nothing was missing: every connection is drawn.', done: null })
      return
    }
    edit(() => completed)
    const done = await previewOf(design, completed)
    onDone({ design: completed, title: 'The wiring is complete. What was added:', done })
  }
  return (
    <div className="pattern-wiring">
      <PreviewedAction
        label="Complete the wiring"
        work={completedWiring}
        onApply={() => void complete()}
        nothing="Nothing is missing: every connection is drawn."
      />
      <p>Adds the connections that these components need and the drawing does not have yet.</p>
    </div>
  )
}

const completedWiring = async (design: Design) => completeWiring(design).design

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

interface WaysProps {
  readonly title: string
  readonly ways: readonly Way[]
  readonly folded?: boolean
  readonly onDone: (done: DoneEdit) => void
}

function Ways({ title, ways, folded = false, onDone }: WaysProps) {
  if (ways.length === 0) return null
  return (
    <Section title={title} folded={folded} {...(folded && { meta: ways.length })}>
      <ul className="pattern-nearest">
        {ways.map((way) => (
          <WayTo key={way.pattern} way={way} onDone={onDone} />
        ))}
      </ul>
    </Section>
  )
}

/** One pattern that the drawing could be, by which steps, and the button that takes them. */
function WayTo({ way, onDone }: { readonly way: Way; readonly onDone: (done: DoneEdit) => void }) {
  const { pattern, edits, cost } = way
  const definition = patternById(pattern)
  const work = useCallback((design: Design) => madeInto(design, pattern), [pattern])
  const make = async () => {
    const done = await makePattern(pattern)
    if (done) onDone({ design: done.after, title: `Now ${shortName(definition)}. What changed:`, done })
  }
  return (
    <li>
      <p className="pattern-nearest-name">
        <strong>{definition.name}</strong>
        <span>
          {steps(edits.length)}, effort {cost}
        </span>
      </p>
      <p className="pattern-nearest-title">{definition.title}</p>
      <Edits edits={edits} />
      <PreviewedAction
        label={`Make it ${shortName(definition)}`}
        size="small"
        work={work}
        onApply={() => void make()}
        nothing="Nothing would change."
      />
    </li>
  )
}

/** Long routes are cut: after a few steps the point is that it is far. */
const SHOWN_EDITS = 4

function Edits({ edits }: { readonly edits: readonly Edit[] }) {
  const [all, setAll] = useState(false)
  // One step more is no longer than the button that would hide it.
  const shown = all || edits.length <= SHOWN_EDITS + 1 ? edits : edits.slice(0, SHOWN_EDITS)
  return (
    <ol className="pattern-edits">
      {shown.map((step) => (
        <li key={step.message}>
          <span>{step.message}</span>
          <span className="pattern-cost" title={`Effort ${step.cost}`}>
            <span className="visually-hidden">Effort </span>
            {step.cost}
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
