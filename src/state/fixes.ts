import type { Design } from '../core/model/design'
import { freshDeploymentOf } from './analysis'

/**
 * The design after the fix of the finding with that key, worked out for exactly this design; null when it has no such
 * finding, or one that only a person can mend.
 */
export async function fixedBy(design: Design, key: string): Promise<Design | null> {
  const { diagnose } = await import('../core/checks')
  const diagnosis = diagnose(freshDeploymentOf(design)).find((candidate) => candidate.key === key)
  return diagnosis?.fix?.apply(design) ?? null
}
