import { amount } from '../sizing/words'
import type { Rule } from './support/rule'
import { gatewayRemedy, gatewaySubjects, gatewaysOf, sizedGateways } from './support/sized-gateways'
import { sizingFix } from './support/sizing-fix'

export const tooFewGateways: Rule = {
  code: 'SZ-01',
  title: 'Too few gateways for the peak load',
  severity: 'high',
  why: 'Gateways that run above 60 % of what was measured have nothing left for bursts, garbage collection and slow backends.',
  source: 'wso2/performance-apim, published test results; a planning limit of 60 % of them',
  check: (deployment) =>
    sizedGateways(deployment)
      .filter(({ demand }) => demand.carried.all < demand.ownCalls * (1 - 1e-9))
      .map((sized) => ({
        code: 'SZ-01',
        severity: 'high',
        message: `${gatewaysOf(sized, deployment)} carry ${amount(sized.demand.carried.all)} calls/s at 60 %, and the peak brings ${amount(sized.demand.ownCalls)}.`,
        subjects: gatewaySubjects(sized),
        remedy: gatewayRemedy(sized),
        ...sizingFix(deployment, sized.demand.kind, 'high'),
      })),
}
