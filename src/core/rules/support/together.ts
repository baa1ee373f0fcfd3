import { alike } from '../../base/grouped'
import type { Fix, Found } from './rule'

/**
 * What one rule finds about the same elements as one finding: findings are told apart, acknowledged and mended by their
 * subjects. It can be mended with one click when each of them can.
 */
export function together<What extends Found>(found: readonly What[]): readonly What[] {
  return alike(found, ({ subjects }) => [...subjects].sort().join(' ')).map((same) =>
    same.length === 1 ? same[0] : merged(same),
  )
}

function merged<What extends Found>(same: readonly [What, ...What[]]): What {
  const message = [...new Set(same.map((one) => one.message))].join(' ')
  const remedies = [...new Set(same.flatMap(({ remedy }) => remedy ?? []))]
  return {
    ...same[0],
    message,
    ...(remedies.length > 0 && { remedy: remedies.join(' ') }),
    fix: fixOfAll(same),
  }
}

function fixOfAll(same: readonly Found[]): Fix | undefined {
  if (same.some(({ fix }) => fix === undefined)) return undefined
  const fixes = [...new Set(same.flatMap(({ fix }) => fix ?? []))]
  const [first] = fixes
  if (!first || fixes.length === 1) return first
  return {
    label: fixes.every(({ label }) => label === first.label) ? first.label : 'Mend all of this',
    apply: (design) => fixes.reduce((changed, { apply }) => apply(changed), design),
  }
}
