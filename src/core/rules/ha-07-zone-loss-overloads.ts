import { leftMayRunAt } from '../sizing/gateways'
import { amount, percent } from '../sizing/words'
import type { Rule } from './support/rule'
import { gatewayRemedy, gatewaySubjects, gatewaysOf, sizedGateways } from './support/sized-gateways'
import { sizingFix } from './support/sizing-fix'

export const zoneLossOverloads: Rule = {
  code: 'HA-07',
  title: 'The loss of a zone overloads the other gateways',
  severity: 'high',
  why: 'The calls of the lost zone go to the gateways that are left, which then answer late or not at all.',
  source: 'wso2/performance-apim, published test results; a planning limit of 80 % of them without a zone',
  check: (deployment) =>
    sizedGateways(deployment)
      .filter(({ demand }) => demand.carried.left < demand.calls * (1 - 1e-9))
      .map((sized) => ({
        code: 'HA-07',
        severity: 'high',
        message: `Without ${sized.demand.loss}, what is left of ${gatewaysOf(sized, deployment)} carries ${amount(sized.demand.carried.left)} calls/s at ${percent(leftMayRunAt(sized.region))}; it must carry ${amount(sized.demand.calls)}.`,
        subjects: gatewaySubjects(sized),
        remedy: gatewayRemedy(sized),
        ...sizingFix(deployment, sized.demand.kind, 'high'),
      })),
}
