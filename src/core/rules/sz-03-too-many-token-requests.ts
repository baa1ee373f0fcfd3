import { issuersNeeded, issuersOf, tokensOf, tokensOfOne } from '../sizing/issuers'
import { sizedRegions } from '../sizing/regions'
import { amount } from '../sizing/words'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'
import { sizingFix } from './support/sizing-fix'

export const tooManyTokenRequests = defineRule({
  code: 'SZ-03',
  title: 'More token requests than the Key Managers answer',
  severity: 'medium',
  why: 'Clients that wait for a token call nothing, and those that give up ask again.',
  source: 'docs-apim, performance test results of the token endpoint',
  check: (deployment, say) => {
    for (const region of sizedRegions(deployment)) {
      const issuers = issuersOf(region)
      if (issuers.length === 0) continue
      const tokens = tokensOf(region, deployment)
      if (tokens === undefined) {
        say.unknown('tokenTps')
        continue
      }
      const answered = tokensOfOne(region, deployment) * issuers.length
      if (tokens <= answered) continue
      const apart = region.roles.keyManagers.length > 0
      say.finding({
        message: `${namesOf(issuers)}${inRegion(region.roles, deployment)} answer ${amount(answered)} token requests/s, and the peak brings ${amount(tokens)}.`,
        subjects: subjectsOf(issuers),
        remedy: `${apart ? 'Bring the Key Managers to' : 'Put Key Managers of their own beside them, so that there are'} ${issuersNeeded(region, deployment)}, or let clients keep their tokens longer.`,
        ...(apart && sizingFix(deployment, 'key-manager', 'medium')),
      })
    }
  },
})
