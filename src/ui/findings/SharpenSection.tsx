import { SETTING_FIELDS } from '../../core/document/settings'
import { SIZING_FIELDS } from '../../core/document/sizing'
import { KINDS, PLACE_KINDS } from '../../core/kinds'
import type { Design, Id } from '../../core/model/design'
import { componentById, placeById } from '../../core/model/queries'
import { useDesign, useOpenFacts } from '../../state/analysis'
import { select, setPanel } from '../../state/store'
import { Chip } from '../common/Chip'
import { Section } from '../common/Section'
import { Subjects } from '../common/SubjectChip'
import { showSizing } from '../sizing/show-sizing'

/** What the drawing does not say and a silent rule waits for, most useful first. */
export function SharpenSection() {
  return (
    <Section title="Facts that would sharpen this" folded>
      <OpenFacts />
    </Section>
  )
}

function OpenFacts() {
  const design = useDesign()
  const facts = useOpenFacts()
  const byFact = new Map<string, { readonly subjects: Id[]; readonly rules: Set<string> }>()
  for (const { subject, fact, rules } of facts) {
    const known = byFact.get(fact) ?? { subjects: [], rules: new Set<string>() }
    byFact.set(fact, known)
    if (subject !== '') known.subjects.push(subject)
    for (const rule of rules) known.rules.add(rule)
  }
  if (byFact.size === 0) return <p className="finding-reason">Every rule has the facts that it needs.</p>
  return (
    <ul className="findings-facts">
      {[...byFact].map(([fact, { subjects, rules }]) => (
        <li key={fact}>
          <h4 className="findings-fact">
            {labelOfFact(design, fact, subjects[0])}
            <span className="mono findings-fact-rules">
              {[...rules].sort().map((rule) => (
                <span key={rule}>{rule}</span>
              ))}
            </span>
          </h4>
          {subjects.length > 0 ? (
            <Subjects ids={subjects} />
          ) : isAboutLoad(fact) ? (
            <Chip onClick={showSizing} title="What is known about the load">
              Sizing
            </Chip>
          ) : (
            <Chip onClick={() => openSettings()} title="Settings of the design">
              Design
            </Chip>
          )}
        </li>
      ))}
    </ul>
  )
}

function isAboutLoad(fact: string): boolean {
  return SIZING_FIELDS.some((field) => field.key === fact)
}

function openSettings(): void {
  select([])
  setPanel({ right: 'inspector', rightOpen: true })
}

const PLACING: Readonly<Record<string, string>> = { zone: 'Zone that it stands in', host: 'Machine that it runs on' }

/** The label that the fact's field has in the inspector. */
function labelOfFact(design: Design, fact: string, subject: Id | undefined): string {
  const placing = PLACING[fact]
  if (placing !== undefined) return placing
  const component = subject === undefined ? undefined : componentById(design, subject)
  const place = subject === undefined ? undefined : placeById(design, subject)
  const fields = component
    ? KINDS[component.kind].fields
    : place
      ? PLACE_KINDS[place.kind].fields
      : [...SETTING_FIELDS, ...SIZING_FIELDS]
  return fields.find((field) => field.key === fact)?.label ?? fact
}
