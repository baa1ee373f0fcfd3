import { numberOf } from '../kinds/properties'
import type { Deployment, Instance } from '../wiring/deployment'
import { externalKeyManagers } from '../wiring/roles'
import { sayFix } from './support/fixes'
import { namesOf, setsOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

const DAY_S = 86_400
const HOUR_S = 3600

export const tokensLiveLong = defineRule({
  code: 'KM-07',
  title: 'Tokens live longer than a day',
  severity: 'medium',
  why: 'A gateway that misses a revocation accepts the JWT until it expires.',
  source: 'engineering threshold of ours; product-apim ships with 3600 s',
  remedy: 'Let access tokens live for an hour, and refresh them.',
  check: (deployment, say) => {
    const { tokens } = deployment.design.settings
    if (tokens === 'opaque') return
    const issuers = issuersOf(deployment)
    const long = issuers.filter((issuer) => (lifetimeOf(issuer) ?? 0) > DAY_S)
    if (tokens === undefined) {
      if (long.length > 0) say.unknown('tokens')
      return
    }
    for (const issuer of issuers) if (lifetimeOf(issuer) === undefined) say.unknown('tokenLifetime', issuer.component)
    if (long.length === 0) return
    const hours = Math.ceil(Math.max(...long.map((issuer) => lifetimeOf(issuer) ?? 0)) / HOUR_S)
    say.finding({
      message: `JWTs of ${namesOf(long)} live up to ${hours} hours, and so does one whose revocation is lost.`,
      subjects: subjectsOf(long),
      fix: sayFix('Let them live for an hour', subjectsOf(long), { tokenLifetime: HOUR_S }),
    })
  },
})

function issuersOf(deployment: Deployment): readonly Instance[] {
  const own = setsOf(deployment, 'key-manager').flatMap((set) => set.members)
  return [...new Set([...own, ...externalKeyManagers(deployment)])]
}

/** In seconds. */
function lifetimeOf(issuer: Instance): number | undefined {
  return numberOf(issuer.component, 'tokenLifetime')
}
