import { PLANNED } from '../sizing/figures'
import { gatewayFigure } from '../sizing/gateway-figure'
import { amount } from '../sizing/words'
import { defineRule } from './support/rule'
import { askForLoad, gatewaySubjects, gatewaysOf, servingRegions, sizedGateways } from './support/sized-gateways'

export const allInOnesBeyondPlan = defineRule({
  code: 'SZ-05',
  title: 'More calls than All-in-Ones are planned with',
  severity: 'info',
  why: 'The documentation plans far below what is measured, for portals, tokens, limits and policies share the machine.',
  source: 'docs-apim, all-in-one deployment overview: 500 calls a second, 1000 of an active-active pair',
  remedy: 'Check it by a load test with the real payload and policies, or put gateways of their own beside them.',
  check: (deployment, say) => {
    const ofAllInOnes = servingRegions(deployment).filter(({ serving: [first] }) => first?.kind === 'all-in-one')
    askForLoad(ofAllInOnes, deployment, say)
    for (const sized of sizedGateways(deployment)) {
      const { kind, ownCalls, drawn } = sized.demand
      const planned = PLANNED.callsPerAllInOne * drawn.length
      if (kind !== 'all-in-one' || ownCalls <= planned) continue
      say.finding({
        message: `${gatewaysOf(sized, deployment)} ${drawn.length === 1 ? 'is' : 'are'} asked for ${amount(ownCalls)} calls/s and planned with ${amount(planned)}, though ${amount(gatewayFigure(deployment).calls)} of each were measured.`,
        subjects: gatewaySubjects(sized),
      })
    }
  },
})
