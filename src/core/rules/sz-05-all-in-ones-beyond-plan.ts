import { PLANNED } from '../sizing/figures'
import { gatewayFigure } from '../sizing/gateway-figure'
import { amount } from '../sizing/words'
import type { Rule } from './support/rule'
import { gatewaySubjects, gatewaysOf, sizedGateways } from './support/sized-gateways'

export const allInOnesBeyondPlan: Rule = {
  code: 'SZ-05',
  title: 'More calls than All-in-Ones are planned with',
  severity: 'info',
  why: 'The documentation plans far below what is measured, for portals, tokens, limits and policies share the machine.',
  source: 'docs-apim, all-in-one deployment overview: 500 calls a second, 1000 of an active-active pair',
  check: (deployment) =>
    sizedGateways(deployment)
      .filter(({ demand }) => demand.kind === 'all-in-one')
      .filter(({ demand }) => demand.ownCalls > PLANNED.callsPerAllInOne * demand.drawn.length)
      .map((sized) => ({
        code: 'SZ-05',
        severity: 'info',
        message: `${gatewaysOf(sized, deployment)} ${sized.demand.drawn.length === 1 ? 'is' : 'are'} asked for ${amount(sized.demand.ownCalls)} calls/s and planned with ${amount(PLANNED.callsPerAllInOne * sized.demand.drawn.length)}, though ${amount(gatewayFigure(deployment).calls)} of each were measured.`,
        subjects: gatewaySubjects(sized),
        remedy: 'Check it by a load test with the real payload and policies, or put gateways of their own beside them.',
      })),
}
