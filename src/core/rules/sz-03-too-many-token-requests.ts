import { issuersNeeded, issuersOf, tokensOf, tokensOfOne } from '../sizing/issuers'
import { sizedRegions } from '../sizing/regions'
import { amount } from '../sizing/words'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'
import { sizingFix } from './support/sizing-fix'

export const tooManyTokenRequests: Rule = {
  code: 'SZ-03',
  title: 'More token requests than the Key Managers answer',
  severity: 'medium',
  why: 'Clients that wait for a token call nothing, and those that give up ask again.',
  source: 'docs-apim, performance test results of the token endpoint',
  check: (deployment) =>
    sizedRegions(deployment).flatMap((region): Finding[] => {
      const issuers = issuersOf(region)
      const tokens = tokensOf(region, deployment)
      const each = tokensOfOne(region, deployment)
      if (tokens === undefined || tokens <= each * issuers.length) return []
      const apart = region.roles.keyManagers.length > 0
      return [
        {
          code: 'SZ-03',
          severity: 'medium',
          message: `${namesOf(issuers)}${inRegion(region.roles, deployment)} answer ${amount(each * issuers.length)} token requests/s, and the peak brings ${amount(tokens)}.`,
          subjects: subjectsOf(issuers),
          remedy: `${apart ? 'Bring the Key Managers to' : 'Put Key Managers of their own beside them, so that there are'} ${issuersNeeded(region, deployment)}, or let clients keep their tokens longer.`,
          ...(apart ? sizingFix(deployment, 'key-manager', 'medium') : {}),
        },
      ]
    }),
}
