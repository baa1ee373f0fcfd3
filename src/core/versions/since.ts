import { APIM_VERSIONS, type ApimVersion } from '../model/design'
import type { VersionFacts } from './facts'
import { VERSIONS } from './table'

/** A question about a version: `(facts) => facts.distributedThrottling`. */
export type Fact = (facts: VersionFacts) => boolean

/** The versions for which a fact holds, oldest first. */
export function versionsWith(holds: Fact): readonly ApimVersion[] {
  return APIM_VERSIONS.filter((version) => holds(VERSIONS[version]))
}

/** The first version from which on a fact holds, in all newer ones too; undefined where the newest lacks it. */
export function firstWith(holds: Fact): ApimVersion | undefined {
  const lastWithout = APIM_VERSIONS.findLastIndex((version) => !holds(VERSIONS[version]))
  return APIM_VERSIONS[lastWithout + 1]
}

/** The same for sentences that are written once: `4.6.0` of "4.6.0 or newer". Throws where the newest lacks the fact. */
export function since(holds: Fact): ApimVersion {
  const first = firstWith(holds)
  if (first === undefined) throw new Error(`no version of ${APIM_VERSIONS.join(', ')} begins what ${holds} asks`)
  return first
}
