import type { ApimVersion, Design, Id } from '../model/design'

export const PATTERN_IDS = [
  'pattern-0',
  'pattern-1',
  'pattern-2',
  'pattern-3',
  'pattern-4',
  'pattern-5',
  'multi-dc-active-active',
  'multi-dc-active-passive',
  'disaster-recovery',
] as const
export type PatternId = (typeof PATTERN_IDS)[number]

export interface PatternDefinition {
  readonly id: PatternId
  /** `Pattern 3` */
  readonly name: string
  /** `Recommended distributed deployment` */
  readonly title: string
  /** What it is for and what it is not, in our words. */
  readonly use: string
  readonly limits: string
  /** Where WSO2's guide stands. */
  readonly guide: string
  /** Findings that the template has on purpose, with the reason. */
  readonly accepted: readonly { readonly code: string; readonly reason: string }[]
  /** The drawing it opens as, laid out to be presented. */
  readonly template: (apimVersion: ApimVersion) => Design
}

/** `Pattern 3`; `multi-datacenter, active-active`: a name that stands within a sentence and tells the patterns apart. */
export function shortName({ name, title }: Pick<PatternDefinition, 'name' | 'title'>): string {
  if (/\d$/.test(name)) return name
  const [first = ''] = title.split(',')
  return `${name.toLowerCase()}, ${first.toLowerCase()}`
}

export type Level = 'shape' | 'wired' | 'ha'

export interface Requirement {
  readonly message: string
  readonly subjects: readonly Id[]
  readonly met: boolean
  /** Level that it belongs to. */
  readonly level: Level
}

/** One step towards a neighbour pattern, with its cost (1 connection, 3 new component, 4 change of kind, 5 removal). */
export interface Edit {
  readonly message: string
  readonly cost: number
}

/** How a drawing becomes a pattern. */
export interface Way {
  readonly pattern: PatternId
  readonly edits: readonly Edit[]
  readonly cost: number
}

export interface Recognition {
  /** Best match, or null when the drawing fits none. */
  readonly pattern: PatternId | null
  /** Highest level that holds; null with no pattern. */
  readonly level: Level | null
  /** `Pattern 3 with an external key manager`: name and decorations for people. */
  readonly label: string
  readonly requirements: readonly Requirement[]
  /** What keeps it from the next level, as sentences. */
  readonly missing: readonly string[]
  /** The two patterns that take the least work. */
  readonly nearest: readonly Way[]
  /** The other patterns, likewise cheapest first. */
  readonly others: readonly Way[]
  readonly notes: readonly string[]
}
