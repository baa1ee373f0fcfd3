import type { Problem } from '../model/design'

/** More than this many problems help nobody; the last one then says how many were left out. */
export const MAX_PROBLEMS = 50

export type PathPart = string | number

const PLAIN_KEY = /^[A-Za-z_$][A-Za-z0-9_$]*$/

/** `$.topology.components[3].properties.hostname`; keys that are no plain word stand in `["…"]`. */
export function jsonPath(parts: readonly PathPart[]): string {
  const steps = parts.map((part) => {
    if (typeof part === 'number') return `[${part}]`
    return PLAIN_KEY.test(part) ? `.${part}` : `[${show(part)}]`
  })
  return `$${steps.join('')}`
}

/** A value as it stands in a message: short, on one line, with everything invisible escaped. */
export function show(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return 'a list'
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'object' ? 'an object' : typeof value
}

const LONGEST = 60
const UNPRINTABLE = /[^\x20-\x7e\u00a1-\u024f]/g

function quote(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  const escaped = JSON.stringify(short).replace(UNPRINTABLE, (character) =>
    character === '…' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return escaped
}

/** At most {@link MAX_PROBLEMS}. */
export function capped(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= MAX_PROBLEMS) return problems
  const left = problems.length - MAX_PROBLEMS + 1
  return [
    ...problems.slice(0, MAX_PROBLEMS - 1),
    { path: '$', message: `There are ${left} more problems. Mend these first and open the file again.` },
  ]
}
