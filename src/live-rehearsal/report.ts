import type { Drawing } from './drawings'
import { nameOf } from './drawings'
import { type Observation, REHEARSED } from './plan'

/** Where what was seen differs from what was promised. */
export interface Difference {
  readonly capability: string
  readonly promised: string
  readonly observed: string
  readonly note: string
}

export function differencesOf({ plan }: Drawing, observation: Observation): readonly Difference[] {
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

/** One line of an element: every capability as it was seen, and what was refused on the way. */
export function lineOf(drawing: Drawing, observation: Observation): string {
  const differences = differencesOf(drawing, observation)
  const seen = REHEARSED.map((id) => `${id}:${LETTERS[observation.seen[id].status]}`).join(' ')
  const verdict = differences.length === 0 ? 'as promised' : `${differences.length} DIFFER`
  const refused = REHEARSED.flatMap((id) => {
    const { status, note } = observation.seen[id]
    return status === 'working' && note ? [`${id} ${note}`] : []
  })
  const notes = refused.length > 0 ? ` (${refused.join(', ')})` : ''
  const lines = [
    `${drawing.name}  ${observation.element.padEnd(20)}  ${seen}  ${verdict}${notes}, ${observation.seconds.toFixed(1)} s`,
  ]
  for (const { capability, promised, observed, note } of differences) {
    lines.push(
      `    ${capability} ${nameOf(capability)}: promised ${promised}, observed ${observed}${note ? ` (${note})` : ''}`,
    )
  }
  return lines.join('\n')
}
