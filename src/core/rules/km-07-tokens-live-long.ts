import { numberOf } from '../model/properties'
import { externalKeyManagers } from '../wiring/roles'
import { sayFix } from './support/fixes'
import { namesOf, redundantSets, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

const DAY_S = 86_400
const HOUR_S = 3600

export const tokensLiveLong: Rule = {
  code: 'KM-07',
  title: 'Tokens live longer than a day',
  severity: 'medium',
  why: 'A gateway that misses a revocation accepts the JWT until it expires.',
  source: 'engineering threshold of ours; product-apim ships with 3600 s',
  check: (deployment) => {
    const { tokens } = deployment.design.settings
    if (tokens !== 'jwt' && tokens !== 'mixed') return []
    const issuers = new Set([
      ...redundantSets(deployment).flatMap((set) => (set.role === 'key-manager' ? set.members : [])),
      ...externalKeyManagers(deployment),
    ])
    const long = [...issuers].filter((issuer) => (numberOf(issuer.component, 'tokenLifetime') ?? 0) > DAY_S)
    const hours = Math.ceil(
      Math.max(...long.map((issuer) => numberOf(issuer.component, 'tokenLifetime') ?? 0)) / HOUR_S,
    )
    if (long.length === 0) return []
    const found: Finding = {
      code: 'KM-07',
      severity: 'medium',
      message: `JWTs of ${namesOf(long)} live up to ${hours} hours, and so does one whose revocation is lost.`,
      subjects: subjectsOf(long),
      remedy: 'Let access tokens live for an hour, and refresh them.',
      fix: sayFix('Let them live for an hour', subjectsOf(long), { tokenLifetime: HOUR_S }),
    }
    return [found]
  },
}
