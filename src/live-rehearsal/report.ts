import type { Drawing } from './drawings'
import { nameOf } from './drawings'
import { type Observation, REHEARSED, type Told } from './plan'

/** Where what was seen differs from what was promised. */
export interface Difference {
  readonly capability: string
  readonly promised: string
  readonly observed: string
  readonly note: string
}

function differencesOf({ plan }: Drawing, observation: Observation): readonly Difference[] {
  const promised = plan.elements.find(({ id }) => id === observation.element)?.promised ?? {}
  return REHEARSED.flatMap((capability): Difference[] => {
    const wanted = promised[capability] ?? 'not-provided'
    const { status, note = '' } = observation.seen[capability]
    // What the drawing does not offer is neither promised nor denied.
    if (wanted === 'not-provided' || wanted === status) return []
    return [{ capability, promised: wanted, observed: status, note }]
  })
}

const LETTERS: Readonly<Record<string, string>> = { working: 'w', degraded: 'd', down: 'x' }

/** What one state, or what keeps the drawing from being rehearsed, adds to the report. */
export interface Reported {
  readonly states: number
  readonly differences: number
  readonly text: string
}

export function reported(drawing: Drawing, told: Told): Reported {
  if ('trouble' in told) {
    return { states: 0, differences: 1, text: `${drawing.name}  cannot be rehearsed further: ${told.trouble}` }
  }
  const differences = differencesOf(drawing, told)
  return { states: 1, differences: differences.length, text: textOf(drawing, told, differences) }
}

/** One line of an element: every capability as it was seen, and what was refused on the way. Differences in full. */
function textOf(drawing: Drawing, { element, seen, seconds }: Observation, differences: readonly Difference[]): string {
  const marks = REHEARSED.map((id) => `${id}:${LETTERS[seen[id].status]}`).join(' ')
  const verdict = differences.length === 0 ? 'as promised' : `${differences.length} DIFFER`
  const refused = REHEARSED.flatMap((id) => {
    const { status, note } = seen[id]
    return status === 'working' && note ? [`${id} ${note}`] : []
  })
  const notes = refused.length > 0 ? ` (${refused.join(', ')})` : ''
  return [
    `${drawing.name}  ${element.padEnd(20)}  ${marks}  ${verdict}${notes}, ${seconds.toFixed(1)} s`,
    ...differences.map(({ capability, promised, observed, note }) => {
      const reason = note ? ` (${note})` : ''
      return `    ${capability} ${nameOf(capability)}: promised ${promised}, observed ${observed}${reason}`
    }),
  ].join('\n')
}
