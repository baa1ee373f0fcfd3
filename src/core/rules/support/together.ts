import { alike } from '../../base/grouped'
import { type Finding, type Fix, keyOf } from './rule'

/**
 * Findings of one rule about the same elements as one: they are told apart, acknowledged and mended by their subjects.
 * It can be mended with one click when each of them can.
 */
export function together(findings: readonly Finding[]): readonly Finding[] {
  return alike(findings, keyOf).map((same) => (same.length === 1 ? same[0] : merged(same)))
}

function merged(same: readonly [Finding, ...Finding[]]): Finding {
  const { fix: _, ...rest } = same[0]
  const say = (text: (finding: Finding) => string) => [...new Set(same.map(text))].join(' ')
  const fix = fixOfAll(same)
  return { ...rest, message: say(({ message }) => message), remedy: say(({ remedy }) => remedy), ...(fix && { fix }) }
}

function fixOfAll(same: readonly Finding[]): Fix | undefined {
  if (same.some(({ fix }) => fix === undefined)) return undefined
  const fixes = [...new Set(same.flatMap(({ fix }) => fix ?? []))]
  const [first] = fixes
  if (!first || fixes.length === 1) return first
  return {
    label: fixes.every(({ label }) => label === first.label) ? first.label : 'Mend all of this',
    apply: (design) => fixes.reduce((changed, { apply }) => apply(changed), design),
  }
}
